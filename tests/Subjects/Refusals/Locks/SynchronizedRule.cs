namespace Refusals.Locks;

public class Bare
{
    public int value;
    public static Bare Root;
    public Bare() => value = 1;
    public void Add() => value++;
    public static void Increment() => Root.value++;
    public async Task SaveAsync() { await Task.Yield(); value++; }
}
public struct BareStruct { public int value; public void Add() => value++; }
