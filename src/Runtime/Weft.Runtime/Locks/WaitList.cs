using System.Runtime.CompilerServices;
using Weft.Protocol;
using Weft.Runtime.Session;

namespace Weft.Runtime.Locks;

/// <summary>
/// The threads of this node that wait for a pulse of one object in its own monitor: of an unshared object, and of a cluster lock whose wait set is here. Used under the object's
/// monitor only.
/// </summary>
/// <remarks>
/// When the lease goes back they move to the hub's wait set, in their order. The framework does not say which of them a pulse has woken until that thread has the monitor again.
/// While one is on its way, nobody can tell who must move, and all of them end their waits: a wait may end without a pulse rather than a pulse be lost.
/// </remarks>
internal sealed class WaitList
{
    private static readonly ConditionalWeakTable<object, WaitList> Lists = [];
    private static volatile bool _inUse;
    private readonly List<Waiting> _waiting = [];

    /// <summary>How many of them may have been woken and have not come back yet: not less than there are.</summary>
    private int _woken;

    /// <summary>Notes that the current thread is about to wait.</summary>
    internal static Waiting Add(object obj)
    {
        _inUse = true;
        Waiting waiting = new();
        Lists.GetValue(obj, static _ => new WaitList())._waiting.Add(waiting);
        return waiting;
    }

    /// <summary>The current thread has come out of the monitor's wait.</summary>
    /// <param name="obj">The object.</param>
    /// <param name="waiting">The wait.</param>
    /// <param name="pulsed">Whether a pulse ended it.</param>
    internal static void Remove(object obj, Waiting waiting, bool pulsed)
    {
        if (!Lists.TryGetValue(obj, out WaitList? list) || !list._waiting.Remove(waiting))
            return;
        list._woken = Math.Min(list._waiting.Count, pulsed ? Math.Max(0, list._woken - 1) : list._woken);
    }

    /// <summary>Woven code is about to pulse the object's monitor.</summary>
    internal static void Pulsed(object obj, bool all)
    {
        if (Find(obj) is { } list)
        {
            list._woken = all ? list._waiting.Count : Math.Min(list._woken + 1, list._waiting.Count);
            for (int i = 0; i < list._woken; i++)
                list._waiting[i].Reenters();
        }
    }

    /// <summary>Moves the waiting threads to the hub's wait set, because the lease is about to go back.</summary>
    internal static void Move(object obj, LockId id, Node node)
    {
        if (Find(obj) is not { } list)
            return;
        try
        {
            foreach (Waiting waiting in list._woken == 0 ? list._waiting : [])
            {
                waiting.Moved = node.Requests.Open();
                node.Outbound.Post(new LockWait(waiting.Moved.Id, id), waiting.Moved);
            }
        }
        finally
        {
            list.WakeAll(obj);
        }
    }

    /// <summary>
    /// The session has ended, so nobody can enter a cluster lock to pulse it: wakes those who wait for that. To be run on a thread of its own, since it enters the monitors.
    /// </summary>
    internal static void WakeClustered()
    {
        foreach ((object obj, WaitList list) in Lists)
        {
            if (LeasedLock.Find(obj) is null)
                continue;
            lock (obj)
                list.WakeAll(obj);
        }
    }

    private static WaitList? Find(object obj) => _inUse && Lists.TryGetValue(obj, out WaitList? list) && list._waiting.Count != 0 ? list : null;

    private void WakeAll(object obj)
    {
        _waiting.Clear();
        _woken = 0;
        Monitor.PulseAll(obj);
    }

    /// <summary>A thread that waits.</summary>
    internal sealed class Waiting
    {
        /// <summary>The wait at the hub that this one has become; null while it is here.</summary>
        internal Requests.Request? Moved { get; set; }

        /// <summary>What the thread waits for once it is pulsed; null where it holds nothing else.</summary>
        internal LockWaits.Wait? Reentry { get; set; }

        internal void Reenters()
        {
            if (Reentry is { } wait)
                wait.InactiveUntil = 0;
        }
    }
}
