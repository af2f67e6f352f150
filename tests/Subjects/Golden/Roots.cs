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
