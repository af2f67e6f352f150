namespace Weft.Practice;

/// <summary>The classes that a rehearsal weaves. Nothing runs them.</summary>
internal static class Shop
{
    private static readonly Stock s_first = new();

    internal static string Show() => s_first.Describe() + s_first.Best(1).Count();
}

internal abstract class Named
{
    internal string Name { get; set; } = "";

    internal abstract string Describe();
}

internal struct Price
{
    internal int Whole;
    internal int Part;

    internal readonly double Value => Whole + (Part / 100.0);
}

internal sealed class Stock : Named
{
    private readonly object _gate = new();
    private readonly Dictionary<string, int> _counts = [];
    private readonly List<string> _lines = [];
    private readonly int[] _totals = new int[4];
    private int _total;
    private long _changes;
    private double _weight = 1;
    private Price _price;
    private volatile bool _closed;

    internal event Action<int>? Sold;

    internal DateTime Changed { get; private set; }

    internal Stock? Next { get; set; }

    internal override string Describe()
    {
        switch (_total % 3)
        {
            case 0: return Name + " is empty";
            case 1: return $"{Name} has {_total} since {Changed:O}";
            default: return Next?.Describe() ?? string.Join(", ", _lines);
        }
    }

    internal int Add(string key, int amount)
    {
        lock (_gate)
        {
            _counts.TryGetValue(key, out int before);
            _counts[key] = before + amount;
            _total += amount;
            _lines.Add($"{key} is {before + amount}");
            if (_lines.Count > 100)
                _lines.RemoveAt(0);
            _totals[_total & 3]++;
            Interlocked.Increment(ref _changes);
            Changed = DateTime.UtcNow;
        }
        Sold?.Invoke(amount);
        return _counts[key];
    }

    internal double Weigh(double factor)
    {
        for (int turn = 0; turn < 10 && !_closed; turn++)
            _weight = (_weight * factor) + _total;
        _price.Part = (int)_weight;
        Raise(ref _price.Whole);
        return _weight + _price.Value;
    }

    internal IEnumerable<string> Best(int limit)
    {
        lock (_gate)
            return [.. _counts.Where(pair => pair.Value > limit).OrderByDescending(pair => pair.Value).Select(pair => $"{Name}: {pair.Key}")];
    }

    internal async Task<Stock> ReachAsync(CancellationToken cancellation)
    {
        try
        {
            await Task.Yield();
            cancellation.ThrowIfCancellationRequested();
        }
        catch (OperationCanceledException)
        {
            _closed = true;
            throw;
        }
        finally
        {
            Interlocked.Exchange(ref _changes, 0);
        }
        return Next ??= new();
    }

    private static void Raise(ref int value) => value++;
}
