namespace Counting;

/// <summary>A counter that several threads of one process may use. It knows of no other process.</summary>
public sealed class Counter
{
    private readonly object _gate = new();
    private readonly Dictionary<string, int> _byName = new();
    private int _total;

    public void Increment(string name)
    {
        lock (_gate)
        {
            _total++;
            _byName[name] = _byName.TryGetValue(name, out int count) ? count + 1 : 1;
        }
    }

    public int Total()
    {
        lock (_gate)
            return _total;
    }

    public int Sum()
    {
        lock (_gate)
            return _byName.Values.Sum();
    }

    public void HoldUntilInputEnds()
    {
        lock (_gate)
        {
            Console.WriteLine("held");
            Console.In.ReadToEnd();
        }
    }
}
