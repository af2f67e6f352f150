namespace Probe;

#pragma warning disable CA1001 // It lives as long as the cluster does.

/// <summary>Accounts under locks with readers, and under locks that only the configuration knows.</summary>
public sealed class Ledger
{
    private readonly ReaderWriterLockSlim _slim = new();
    private readonly ReaderWriterLock _old = new();
    private readonly object _gate = new();
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

    public string Show()
    {
        _slim.EnterReadLock();
        try
        {
            return $"{_left} {_right} {_torn}";
        }
        finally
        {
            _slim.ExitReadLock();
        }
    }

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

    private void Add(bool same)
    {
        _left++;
        if (!same)
            _torn++;
        _right++;
    }
}
