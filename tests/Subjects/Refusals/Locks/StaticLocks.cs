namespace Refusals.Locks;

public class Counter
{
    public int value;
    public readonly List<int> values = new();
    public static Counter Root;
    private static readonly object s_gate = new();
    private static readonly object s_logGate = new();
    private static readonly Lock s_modern = new();
    public static void Increment() { lock (s_gate) Add(); }
    public static void ByType() { lock (typeof(Counter)) { Root.values.Add(1); } }
    public static void Log() { lock (s_logGate) Console.WriteLine("locked"); }
    private static void Add() => Root.value++;
}

public class Modern
{
    public int value;
    public static Modern Root;
    private static readonly Lock s_gate = new();
    public static void Increment() { lock (s_gate) Root.value++; }
}
