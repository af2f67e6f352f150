using System.Collections.Concurrent;

namespace Covered;

/// <summary>Writes under locks with readers, and to what needs no lock.</summary>
public class Readers
{
    private readonly ReaderWriterLockSlim _slim = new(LockRecursionPolicy.SupportsRecursion);
    private readonly ReaderWriterLock _old = new();
    private readonly ConcurrentDictionary<string, int> _concurrent = new();
    private readonly Dictionary<string, int> _plain = [];
    private int _count;

    public int Count => _count;

    public void All()
    {
        Written();
        Read();
        Upgraded();
        Tried();
        Old();
        Concurrent();
    }

    private void Written()
    {
        _slim.EnterWriteLock();
        try
        {
            _count = 1; // covered: this._slim
            _plain["x"] = 1; // covered: this._slim
        }
        finally
        {
            _slim.ExitWriteLock();
        }
        _count = 2; // unlocked
    }

    private void Read()
    {
        _slim.EnterReadLock();
        try
        {
            _count = 3; // unlocked
        }
        finally
        {
            _slim.ExitReadLock();
        }
    }

    private void Upgraded()
    {
        _slim.EnterUpgradeableReadLock();
        try
        {
            if (_plain.ContainsKey("y"))
                return;
            _slim.EnterWriteLock();
            try
            {
                _plain["y"] = 1; // covered: this._slim
            }
            finally
            {
                _slim.ExitWriteLock();
            }
            _count = 4; // unlocked
        }
        finally
        {
            _slim.ExitUpgradeableReadLock();
        }
    }

    private void Tried()
    {
        if (!_slim.TryEnterWriteLock(1000))
            return;
        _count = 5; // covered: this._slim
        _slim.ExitWriteLock();
        bool entered = Monitor.TryEnter(_plain);
        if (entered == false)
        {
            _count = 10; // unlocked
            return;
        }
        _count = 11; // covered: this._plain
        Monitor.Exit(_plain);
    }

    private void Old()
    {
        _old.AcquireWriterLock(1000);
        _count = 6; // covered: this._old
        LockCookie cookie = default;
        _old.DowngradeFromWriterLock(ref cookie);
        _count = 7; // unlocked
        _old.ReleaseReaderLock();
        _old.AcquireReaderLock(1000);
        cookie = _old.UpgradeToWriterLock(1000);
        _count = 8; // covered: this._old
        _old.ReleaseLock();
        _count = 9; // unlocked
    }

    private void Concurrent()
    {
        _concurrent["x"] = 1; // free
        _concurrent.TryAdd("y", 2); // free
        ((IDictionary<string, int>)_concurrent).Clear(); // unlocked
    }
}
