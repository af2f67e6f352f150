using Weft.Runtime.Locks;

namespace Weft.Runtime.Transactions;

/// <summary>The woven locks that a thread is in, in the order of entry; a lock entered twice stands there twice.</summary>
internal sealed class HeldLocks
{
    private object?[] _objects = new object?[8];

    internal int Count { get; private set; }

    /// <summary>Whether one of them is a lock of the cluster.</summary>
    internal bool AnyClustered
    {
        get
        {
            for (int i = 0; i < Count; i++)
            {
                if (LeasedLock.Find(_objects[i]!) is not null)
                    return true;
            }
            return false;
        }
    }

    internal void Push(object obj)
    {
        if (Count == _objects.Length)
            Array.Resize(ref _objects, Count * 2);
        _objects[Count++] = obj;
    }

    /// <summary>Takes the last entry of a lock off; nothing if it was not entered by woven code.</summary>
    internal void Pop(object obj)
    {
        int at = Count - 1;
        while (at >= 0 && !ReferenceEquals(_objects[at], obj))
            at--;
        if (at < 0)
            return;
        Count--;
        Array.Copy(_objects, at + 1, _objects, at, Count - at);
        _objects[Count] = null;
    }

    internal bool Contains(object obj) => Array.IndexOf(_objects, obj, 0, Count) >= 0;
}
