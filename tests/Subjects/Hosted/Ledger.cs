namespace Hosted;

/// <summary>A singleton of the container; what it holds is shared.</summary>
public sealed class Ledger
{
    private readonly List<string> _entries = [];

    public int Add(string entry)
    {
        lock (_entries)
        {
            _entries.Add(entry);
            return _entries.Count;
        }
    }

    public string[] All()
    {
        lock (_entries)
            return [.. _entries];
    }

    public static void Fail() => throw new InvalidOperationException("as asked");

    public static void FailElsewhere() => Fail();
}
