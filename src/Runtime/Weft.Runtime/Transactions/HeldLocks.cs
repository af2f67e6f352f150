using Weft.Runtime.Locks;

namespace Weft.Runtime.Transactions;

/// <summary>The woven locks that a thread is in, in the order of entry; a lock entered twice stands there twice.</summary>
internal sealed class HeldLocks
{
    private Held[] _held = new Held[8];

    internal int Count { get; private set; }

    /// <summary>Whether one of them is a lock of the cluster.</summary>
    internal bool AnyClustered
    {
        get
        {
            for (int i = 0; i < Count; i++)
            {
                if ((_held[i].Lease ?? LeasedLock.Find(_held[i].Object!)) is not null)
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
        if (Count == _held.Length)
            Array.Resize(ref _held, Count * 2);
        ref Held held = ref _held[Count++];
        (held.Object, held.Lease) = (obj, lease);
    }

    /// <summary>Takes the last entry of a lock off; false if it was not entered by woven code.</summary>
    internal bool TryPop(object obj, out LeasedLock? lease)
    {
        int at = Count - 1;
        while (at >= 0 && !ReferenceEquals(_held[at].Object, obj))
            at--;
        if (at < 0)
        {
            lease = null;
            return false;
        }
        lease = _held[at].Lease;
        Count--;
        if (at != Count)
            Array.Copy(_held, at + 1, _held, at, Count - at);
        _held[Count] = default;
        return true;
    }

    /// <summary>Takes all entries of a lock off, because its thread waits.</summary>
    /// <returns>How many there were.</returns>
    internal int TakeAll(object obj)
    {
        int count = 0;
        while (TryPop(obj, out _))
            count++;
        return count;
    }

    internal bool Contains(object obj)
    {
        for (int i = 0; i < Count; i++)
        {
            if (ReferenceEquals(_held[i].Object, obj))
                return true;
        }
        return false;
    }

    private struct Held
    {
        internal object? Object;
        internal LeasedLock? Lease;
    }
}
