using System.Runtime.CompilerServices;
using Weft.Protocol;
using Weft.Runtime.Locks;

namespace Weft.Runtime.Transactions;

/// <summary>The woven locks that a thread is in, in the order of entry; a lock entered twice stands there twice.</summary>
internal sealed class HeldLocks
{
    private Held[] _held = new Held[8];
    // What was found last, since when no lock was left.
    private bool _covers;
    private object? _calm;
    private int _withoutTransaction;

    internal int Count { get; private set; }

    /// <summary>The session in which the outermost section was entered; null where there was none yet.</summary>
    internal Session.Node? Session { get; private set; }

    /// <summary>How many of them open a transaction: what is written elsewhere is published at once.</summary>
    internal int Sections => Count - _withoutTransaction;

    /// <summary>Whether nothing has happened to the process's session since a thread looked that entered its outermost section.</summary>
    internal bool IsCalm => ReferenceEquals(_calm, Activation.Calm);

    /// <summary>Whether writes are covered by a lock of the cluster.</summary>
    internal bool AnyClustered
    {
        get
        {
            for (int i = 0; i < Count && !_covers; i++)
                _covers = _held[i].Level.OpensTransaction() && (_held[i].Level == LockLevel.Concurrent || (_held[i].Lease ?? LeasedLock.Find(_held[i].Object!)) is not null);
            return _covers;
        }
    }

    /// <summary>Whether writes in a session are known to be covered by a lock that was entered in it.</summary>
    internal bool Cover(Session.Node node) => _covers && Session == node;

    /// <summary>Notes an entry.</summary>
    /// <param name="obj">The lock object.</param>
    /// <param name="lease">Its cluster lock; null if it had none at entry.</param>
    /// <param name="level">How the section uses it.</param>
    internal void Push(object obj, LeasedLock? lease, LockLevel level)
    {
        if (Count == _held.Length)
            Array.Resize(ref _held, Count * 2);
        if (Count == 0)
            Session = Activation.Joined;
        ref Held held = ref _held[Count++];
        (held.Object, held.Lease, held.Level) = (obj, lease, level);
        if (!level.OpensTransaction())
            _withoutTransaction++;
    }

    /// <summary>Notes an entry of a lock that is not the cluster's; false where there is no room. It is the caller's to look whether <see cref="IsCalm"/>, behind it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryPush(object obj, LockLevel level)
    {
        int at = Count;
        Held[] all = _held;
        if ((uint)at >= (uint)all.Length)
            return false;
        ref Held held = ref all[at];
        held.Object = obj;
        held.Level = level;
        Count = at + 1;
        if (!level.OpensTransaction())
            _withoutTransaction++;
        return true;
    }

    /// <summary>The thread, which has noted its outermost section, has found its session as it should be.</summary>
    /// <param name="calm">What <see cref="Activation.Calm"/> was before.</param>
    internal void NoteCalm(object calm) => (_calm, Session) = (calm, Activation.Joined);

    /// <summary>Takes the last entry of all off, if it is one of this lock that had no lease, and nothing is to be waited for behind it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryPopUnshared(object obj, LockLevel? level)
    {
        int at = Count - 1;
        Held[] all = _held;
        if ((uint)at >= (uint)all.Length)
            return false;
        ref Held held = ref all[at];
        LockLevel had = held.Level;
        if (!ReferenceEquals(held.Object, obj) || held.Lease is not null || had == LockLevel.SynchronousWrite || (level is { } wanted && wanted != had))
            return false;
        if (!had.OpensTransaction())
            _withoutTransaction--;
        // Any other has no lease, and covers nothing.
        if (had == LockLevel.Concurrent)
            _covers = false;
        Count = at;
        held.Object = null;
        return true;
    }

    /// <summary>Takes the last entry of a lock off; false if it was not entered by woven code.</summary>
    internal bool TryPop(object obj, out LeasedLock? lease, out LockLevel level)
    {
        int at = Count - 1;
        while (at >= 0 && !ReferenceEquals(_held[at].Object, obj))
            at--;
        return TryRemove(at, out lease, out level);
    }

    /// <summary>Takes the last entry of a lock off that was made at this level; false if there is none.</summary>
    internal bool TryPop(object obj, LockLevel level, out LeasedLock? lease)
    {
        int at = Count - 1;
        while (at >= 0 && (!ReferenceEquals(_held[at].Object, obj) || _held[at].Level != level))
            at--;
        return TryRemove(at, out lease, out _);
    }

    /// <summary>Takes all entries of a lock off, because its thread waits.</summary>
    /// <returns>Their levels, the last first.</returns>
    internal LockLevel[] TakeAll(object obj)
    {
        int count = 0;
        for (int i = 0; i < Count; i++)
            count += ReferenceEquals(_held[i].Object, obj) ? 1 : 0;
        LockLevel[] levels = count == 0 ? [] : new LockLevel[count];
        for (int i = 0; i < count; i++)
            TryPop(obj, out _, out levels[i]);
        return levels;
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

    /// <summary>Lists what is held, for another thread while this one waits.</summary>
    internal void CopyTo(List<(LockKey, LockMode)> list, Func<object, LeasedLock?, LockKey> key)
    {
        for (int i = 0; i < Count; i++)
        {
            Held each = _held[i];
            if (each.Object is { } obj)
                list.Add((key(obj, each.Lease), each.Level.Mode()));
        }
    }

    /// <summary>The most that the thread's sections of a lock have.</summary>
    internal LockMode ModeOf(object obj)
    {
        LockMode most = LockMode.None;
        for (int i = 0; i < Count; i++)
        {
            if (ReferenceEquals(_held[i].Object, obj) && _held[i].Level.Mode() is var mode && mode > most)
                most = mode;
        }
        return most;
    }

    private bool TryRemove(int at, out LeasedLock? lease, out LockLevel level)
    {
        (lease, level) = (null, LockLevel.Write);
        if (at < 0)
            return false;
        (lease, level) = (_held[at].Lease, _held[at].Level);
        if (!level.OpensTransaction())
            _withoutTransaction--;
        Count--;
        _covers = false;
        if (at != Count)
            Array.Copy(_held, at + 1, _held, at, Count - at);
        _held[Count] = default;
        return true;
    }

    private struct Held
    {
        internal object? Object;
        internal LeasedLock? Lease;
        internal LockLevel Level;
    }
}
