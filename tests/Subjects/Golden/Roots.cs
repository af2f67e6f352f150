namespace Golden;

public static class Roots
{
    private static Fields? s_first = new();
    private static Node? s_replaceable;

    public static Fields? Read() => s_first;

    public static Fields Lazily() => s_first ?? Interlocked.CompareExchange(ref s_first, new(), null) ?? s_first;

    public static void Replace(Node node) => s_replaceable = node;
}

public class Node
{
    public List<Node>? Children;

    public void Clear() => Children = null;
}

public sealed class TopNode : Node;

public sealed class Shelf(string id)
{
    public string Id { get; } = id;

    public List<string>? Books;

    public int Count() => Books!.Count;
}

public static class Counters
{
    private static int s_count = 5;
    private static double s_sum;

    public static int Next() => Interlocked.Increment(ref s_count);

    public static void Reset() => s_count = 0;

    public static double Add(double by)
    {
        Accumulate(ref s_sum, by);
        return s_sum;
    }

    private static void Accumulate(ref double sum, double by) => sum += by;
}

public class Dial
{
    public int Level = 3;

    protected Dial(int by)
    {
        Level += by;
        Interlocked.Increment(ref Level);
    }

    public void Raise() => Interlocked.Increment(ref Level);
}

public sealed class MainDial : Dial
{
    public MainDial() : base(1) => Level++;
}
