namespace Refusals.Locks;

public class InGeneric<T>
{
    private static readonly object s_gate = new();
    public static void Increment() { lock (s_gate) GenericTarget.Root.value++; }
}
public class GenericTarget { public int value; public static GenericTarget Root; }
