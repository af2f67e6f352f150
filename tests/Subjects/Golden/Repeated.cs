namespace Golden;

/// <summary>Reads of one collection after another, with something or nothing between them.</summary>
public readonly struct Repeated(List<int> own)
{
    private static readonly object s_gate = new();
    private static volatile bool s_flag;

    public static int Loop(List<int> list)
    {
        int sum = 0;
        for (int i = 0; i < list.Count; i++)
            sum += list[i];
        return sum;
    }

    public static int LoopBehindChange(List<int> list)
    {
        list.Add(1);
        int sum = 0;
        for (int i = 0; i < list.Count; i++)
            sum += list[i];
        return sum;
    }

    public static int Last(List<int> list) => list[list.Count - 1];

    public int Own() => own.Count + own[0];

    public static int Call(List<int> list)
    {
        int before = list.Count;
        GC.KeepAlive(list);
        return before + list.Count;
    }

    public static int Lock(List<int> list)
    {
        int before = list.Count;
        lock (s_gate)
            return before + list.Count;
    }

    public static int Flag(List<int> list)
    {
        int before = list.Count;
        return s_flag ? before + list.Count : 0;
    }

    public static int Assign(List<int> list, List<int> other)
    {
        int before = list.Count;
        list = other;
        return before + list.Count;
    }

    public static int Others(List<int> list, List<int> other) => list[0] + other[0] + list[1];

    public static int Paths(List<int> list, bool first)
    {
        int sum = 0;
        if (first)
            sum = list.Count;
        return sum + list.Count;
    }

    public static int Finally(List<int> list)
    {
        int sum = list.Count;
        try
        {
            sum += list[0];
        }
        finally
        {
            Console.Out.Flush();
        }
        return sum + list.Count;
    }

    public static int Search(List<int> list) => list.Count + list.IndexOf(3) + list.Count;

    public static int Caught(List<int> list)
    {
        try
        {
            return list[list.Count];
        }
        catch (ArgumentOutOfRangeException)
        {
            return list.Count;
        }
    }
}
