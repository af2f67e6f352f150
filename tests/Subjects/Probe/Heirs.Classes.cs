using System.Collections;
using System.Collections.Concurrent;
using System.Collections.ObjectModel;

namespace Probe;

/// <summary>A key that the program compares. While it is slow, a thread of the pool waits in its comparison until another thread has come to one.</summary>
internal readonly record struct Mark(string Text) : IComparable<Mark>, IComparable
{
    private static readonly ManualResetEventSlim s_open = new(true);

    public static void BeSlow() => s_open.Reset();

    public bool Equals(Mark other)
    {
        Pace();
        return Text == other.Text;
    }

    public override int GetHashCode()
    {
        Pace();
        return Text.Length;
    }

    public int CompareTo(Mark other)
    {
        Pace();
        return string.CompareOrdinal(Text, other.Text);
    }

    int IComparable.CompareTo(object? other) => CompareTo((Mark)other!);

    private static void Pace()
    {
        if (Thread.CurrentThread.IsThreadPoolThread)
            s_open.Wait(10_000);
        else
            s_open.Set();
    }
}

internal sealed class HeirList : List<Mark>
{
    public int Calls { get; private set; }

    public new void Add(Mark mark)
    {
        Calls++;
        base.Add(mark);
    }
}

internal sealed class HeirQueue : Queue<Mark>
{
    public int Calls { get; private set; }

    public new void Enqueue(Mark mark)
    {
        Calls++;
        base.Enqueue(mark);
    }
}

internal sealed class HeirStack : Stack<Mark>
{
    public int Calls { get; private set; }

    public new void Push(Mark mark)
    {
        Calls++;
        base.Push(mark);
    }
}

internal sealed class HeirMap : Dictionary<Mark, int>
{
    public int Calls { get; private set; }

    public new void Add(Mark mark, int value)
    {
        Calls++;
        base.Add(mark, value);
    }
}

internal sealed class HeirSortedMap : SortedDictionary<Mark, int>
{
    public int Calls { get; private set; }

    public new void Add(Mark mark, int value)
    {
        Calls++;
        base.Add(mark, value);
    }
}

internal sealed class HeirSortedList : SortedList<Mark, int>
{
    public int Calls { get; private set; }

    public new void Add(Mark mark, int value)
    {
        Calls++;
        base.Add(mark, value);
    }
}

internal sealed class HeirOrdered : OrderedDictionary<Mark, int>
{
    public int Calls { get; private set; }

    public new void Add(Mark mark, int value)
    {
        Calls++;
        base.Add(mark, value);
    }
}

internal sealed class HeirSet : HashSet<Mark>
{
    public int Calls { get; private set; }

    public new bool Add(Mark mark)
    {
        Calls++;
        return base.Add(mark);
    }
}

internal sealed class HeirSortedSet : SortedSet<Mark>
{
    public int Calls { get; private set; }

    public new bool Add(Mark mark)
    {
        Calls++;
        return base.Add(mark);
    }
}

internal sealed class HeirConcurrentMap : ConcurrentDictionary<Mark, int>
{
    public int Calls { get; private set; }

    public new bool TryAdd(Mark mark, int value)
    {
        Calls++;
        return base.TryAdd(mark, value);
    }
}

internal sealed class HeirConcurrentQueue : ConcurrentQueue<Mark>
{
    public int Calls { get; private set; }

    public new void Enqueue(Mark mark)
    {
        Calls++;
        base.Enqueue(mark);
    }
}

internal sealed class HeirConcurrentStack : ConcurrentStack<Mark>
{
    public int Calls { get; private set; }

    public new void Push(Mark mark)
    {
        Calls++;
        base.Push(mark);
    }
}

internal sealed class HeirBag : ConcurrentBag<Mark>
{
    public int Calls { get; private set; }

    public new void Add(Mark mark)
    {
        Calls++;
        base.Add(mark);
    }
}

internal sealed class HeirChain : LinkedList<Mark>
{
    public int Calls { get; private set; }

    public new void AddLast(Mark mark)
    {
        Calls++;
        base.AddLast(mark);
    }
}

internal sealed class HeirRanks : PriorityQueue<Mark, Mark>
{
    public int Calls { get; private set; }

    public new void Enqueue(Mark mark, Mark rank)
    {
        Calls++;
        base.Enqueue(mark, rank);
    }
}

internal sealed class HeirArrayList : ArrayList
{
    public int Calls { get; private set; }

    public override int Add(object? value)
    {
        Calls++;
        return base.Add(value);
    }
}

internal sealed class HeirOldQueue : Queue
{
    public int Calls { get; private set; }

    public override void Enqueue(object? obj)
    {
        Calls++;
        base.Enqueue(obj);
    }
}

internal sealed class HeirOldStack : Stack
{
    public int Calls { get; private set; }

    public override void Push(object? obj)
    {
        Calls++;
        base.Push(obj);
    }
}

internal sealed class HeirTable : Hashtable
{
    public int Calls { get; private set; }

    public override void Add(object key, object? value)
    {
        Calls++;
        base.Add(key, value);
    }
}

internal sealed class HeirOldSortedList : SortedList
{
    public int Calls { get; private set; }

    public override void Add(object key, object? value)
    {
        Calls++;
        base.Add(key, value);
    }
}

internal sealed class HeirCollection : Collection<Mark>
{
    public int Calls { get; private set; }

    protected override void InsertItem(int index, Mark item)
    {
        Calls++;
        base.InsertItem(index, item);
    }
}

internal sealed class HeirObserved : ObservableCollection<Mark>
{
    public int Calls { get; private set; }

    protected override void InsertItem(int index, Mark item)
    {
        Calls++;
        base.InsertItem(index, item);
    }
}

internal sealed class HeirKeyed : KeyedCollection<Mark, Mark>
{
    public int Calls { get; private set; }

    protected override Mark GetKeyForItem(Mark item) => item;

    protected override void InsertItem(int index, Mark item)
    {
        Calls++;
        base.InsertItem(index, item);
    }
}

internal sealed class HeirReadOnlyList(IList<Mark> list) : ReadOnlyCollection<Mark>(list);

internal sealed class HeirReadOnlyMap(IDictionary<Mark, int> map) : ReadOnlyDictionary<Mark, int>(map);

internal sealed class HeirReadOnlySet(ISet<Mark> set) : ReadOnlySet<Mark>(set);
