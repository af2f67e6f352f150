using System.Runtime.CompilerServices;

namespace Golden;

public sealed class Locks
{
    private static readonly object s_gate = new();
    private readonly object _gate = new();
    private int _number;

    public void Own()
    {
        lock (_gate)
            _number++;
    }

    public void Static()
    {
        lock (s_gate)
            _number++;
    }

    [MethodImpl(MethodImplOptions.Synchronized)]
    public int Synchronized(int more) => _number += more;
}

public sealed class LocalLocks
{
    private readonly object _gate = new();

    public int Read()
    {
        lock (_gate)
            return GetHashCode();
    }
}
