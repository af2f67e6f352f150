using System.Runtime.CompilerServices;
using Constructs.Model;

namespace Constructs;

public class Node
{
    public List<string>? children;
    public string Name = "node";
}

public sealed class TopNode : Node
{
    public TopNode() => children = new List<string> { "first" };
}

public sealed class World
{
    public static World? s_root = new();

    private readonly List<string> _listeners = new() { "initial" };
    private readonly object _gate = new();
    private Action? _opened;
    private int _count;

    public Rare Rare = new();
    public Person Person = new("Ada", 36);
    public Box<int> Box = new(7);
    public Box<string> Text = new("seven");
    public Derived Derived = new();
    public Structs Structs = new();
    public Holder Holder = new();
    public Point3? Record = new(1, 2, 3);
    public Node Top = new TopNode();
    public Node Plain = new() { children = new List<string> { "plain" } };
    public int[] Numbers = [1, 2, 3];
    public string[] Names = ["a", "b"];
    public Cell[] Cells = new Cell[2];
    public Dictionary<string, int> Map = new();
    public List<int> List = new() { 5, 6 };
    public HashSet<string> Set = new();

    public event Action? Opened
    {
        add => _opened += value;
        remove => _opened -= value;
    }

    public void Open() => _opened?.Invoke();

    public int Listen(string name)
    {
        _listeners.Add(name);
        return _listeners.Count;
    }

    public int Increment()
    {
        lock (_gate)
            return ++_count;
    }

    public int IncrementByMonitor()
    {
        bool taken = false;
        try
        {
            Monitor.Enter(_gate, ref taken);
            return ++_count;
        }
        finally
        {
            if (taken)
                Monitor.Exit(_gate);
        }
    }

    [MethodImpl(MethodImplOptions.Synchronized)]
    public int IncrementSynchronized() => ++_count;

    [MethodImpl(MethodImplOptions.Synchronized)]
    public static T IncrementRoot<T>(T result)
    {
        s_root!._count++;
        return result;
    }

    public string Notify(string text, int times) => string.Concat(Enumerable.Repeat(text, times)) + _count;

    public int Ask(int value)
    {
        int total = 0;
        foreach (int number in Numbers)
            total += number * value;
        return total;
    }

    public async Task<int> AskAsync(int value)
    {
        await Task.Yield();
        _count += value;
        await Task.Delay(1);
        return _count;
    }

    public void Whisper(string text) => Person.Name = text;

    public static string Broadcast(string text) => text + "!";
}
