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

public sealed class LeveledLocks
{
    private readonly object _gate = new();
    private readonly ReaderWriterLockSlim _readers = new();
    private int _number;

    public int Read()
    {
        lock (_gate)
            return _number;
    }

    public int Named(int more) => _number += more;

    public int Readers()
    {
        _readers.EnterReadLock();
        try
        {
            return _number;
        }
        finally
        {
            _readers.ExitReadLock();
        }
    }
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
