namespace Probe;

#pragma warning disable CA1001 // It lives as long as the cluster does.

/// <summary>Accounts under locks with readers, and under locks that only the configuration knows.</summary>
public sealed class Ledger
{
    private readonly ReaderWriterLockSlim _slim = new();
    private readonly ReaderWriterLock _old = new();
    private readonly object _gate = new();
    private readonly object _other = new();
    private readonly int[] _met = new int[2];
    private long _left;
    private long _right;
    private long _torn;

    /// <summary>Moves money back and forth and looks at it in between; both accounts always have the same sum.</summary>
    public void UseSlim(int times)
    {
        for (int i = 0; i < times; i++)
        {
            _slim.EnterReadLock();
            bool same = _left == _right;
            _slim.ExitReadLock();
            _slim.EnterUpgradeableReadLock();
            try
            {
                _slim.EnterWriteLock();
                Add(same);
                _slim.ExitWriteLock();
            }
            finally
            {
                _slim.ExitUpgradeableReadLock();
            }
        }
    }

    public void UseOld(int times)
    {
        for (int i = 0; i < times; i++)
        {
            _old.AcquireReaderLock(Timeout.Infinite);
            bool same = _left == _right;
            LockCookie cookie = _old.UpgradeToWriterLock(Timeout.Infinite);
            Add(same);
            _old.DowngradeFromWriterLock(ref cookie);
            _old.ReleaseReaderLock();
        }
    }

    public void UseNamed(int times)
    {
        for (int i = 0; i < times; i++)
            NamedAdd(NamedSame());
    }

    public void UseLeveled(int times)
    {
        for (int i = 0; i < times; i++)
        {
            bool same = GateSame();
            lock (_gate)
                Add(same);
        }
    }

    /// <summary>What stands there, under the lock that the kind writes under: another lock would promise nothing.</summary>
    public string Show(string kind)
    {
        switch (kind)
        {
            case "slim":
                _slim.EnterReadLock();
                try
                {
                    return Text();
                }
                finally
                {
                    _slim.ExitReadLock();
                }
            case "old":
                _old.AcquireReaderLock(Timeout.Infinite);
                try
                {
                    return Text();
                }
                finally
                {
                    _old.ReleaseReaderLock();
                }
            case "named":
                return NamedShow();
            default:
                lock (_gate)
                    return Text();
        }
    }

    /// <summary>By the configuration under the lock 'ledger', to read.</summary>
    public string NamedShow() => Text();

    /// <summary>By the configuration under the lock 'ledger', to read.</summary>
    public bool NamedSame() => _left == _right;

    /// <summary>By the configuration under the lock 'ledger', to write.</summary>
    public void NamedAdd(bool same) => Add(same);

    /// <summary>By the configuration to read.</summary>
    public bool GateSame()
    {
        lock (_gate)
            return _left == _right;
    }

    /// <summary>Takes two locks, the second only once another node has taken it: both nodes wait for ever.</summary>
    public void LockBoth(string kind, int node)
    {
        if (node == 0)
            LockBothForward(kind);
        else
            LockBothBackward(kind);
    }

    private void LockBothForward(string kind)
    {
        lock (_gate)
        {
            Meet(0);
            if (kind == "slim")
                _slim.EnterReadLock();
            else
                Monitor.Enter(_other);
        }
    }

    private void LockBothBackward(string kind)
    {
        if (kind == "slim")
            _slim.EnterWriteLock();
        else
            Monitor.Enter(_other);
        Meet(1);
        lock (_gate)
            _torn--;
    }

    // Without a lock, on purpose.
    private void Meet(int node)
    {
        Interlocked.Increment(ref _met[node]);
        while (Volatile.Read(ref _met[1 - node]) == 0)
            Thread.Sleep(1);
    }

    private string Text() => $"{_left} {_right} {_torn}";

    private void Add(bool same)
    {
        _left++;
        if (!same)
            _torn++;
        _right++;
    }
}
