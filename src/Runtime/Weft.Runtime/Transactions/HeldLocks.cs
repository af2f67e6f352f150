using Weft.Runtime.Locks;

namespace Weft.Runtime.Transactions;

/// <summary>The woven locks that a thread is in, in the order of entry; a lock entered twice stands there twice.</summary>
internal sealed class HeldLocks
{
    private object?[] _objects = new object?[8];
    private LeasedLock?[] _leases = new LeasedLock?[8];

    internal int Count { get; private set; }

    /// <summary>Whether one of them is a lock of the cluster.</summary>
    internal bool AnyClustered
    {
        get
        {
            for (int i = 0; i < Count; i++)
            {
                if ((_leases[i] ?? LeasedLock.Find(_objects[i]!)) is not null)
                    return true;
            }
            return false;
        }
    }

    /// <summary>Notes an entry.</summary>
    /// <param name="obj">The lock object.</param>
    /// <param name="lease">Its cluster lock; null if it had none at entry.</param>
    internal void Push(object obj, LeasedLock? lease)
    {
        if (Count == _objects.Length)
        {
            Array.Resize(ref _objects, Count * 2);
            Array.Resize(ref _leases, Count * 2);
        }
        _objects[Count] = obj;
        _leases[Count++] = lease;
    }

    /// <summary>Takes the last entry of a lock off; false if it was not entered by woven code.</summary>
    internal bool TryPop(object obj, out LeasedLock? lease)
    {
        int at = Count - 1;
        while (at >= 0 && !ReferenceEquals(_objects[at], obj))
            at--;
        if (at < 0)
        {
            lease = null;
            return false;
        }
        lease = _leases[at];
        Count--;
        if (at != Count)
        {
            Array.Copy(_objects, at + 1, _objects, at, Count - at);
            Array.Copy(_leases, at + 1, _leases, at, Count - at);
        }
        (_objects[Count], _leases[Count]) = (null, null);
        return true;
    }

    internal bool Contains(object obj) => Array.IndexOf(_objects, obj, 0, Count) >= 0;
}
