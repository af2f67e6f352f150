using Weft.Protocol;
using Weft.Runtime.Finalization;
using Weft.Runtime.Session;
using Weft.Runtime.Transactions;

namespace Weft.Runtime.Locks;

/// <summary>
/// Waiting for a pulse, and pulsing. While the node holds the lease and nobody waits at the hub, the object's own monitor does it, without a message; otherwise the hub has
/// the wait set.
/// </summary>
internal static class ClusterWait
{
    /// <summary>Publishes, gives the lock up wholly, waits, and takes it again. Always comes back with the object's monitor.</summary>
    /// <returns>Whether it was pulsed.</returns>
    internal static bool Wait(object obj, int milliseconds)
    {
        // What is wrong with the call the framework says.
        if (milliseconds < Timeout.Infinite || !Monitor.IsEntered(obj))
            return Monitor.Wait(obj, milliseconds);
        ThreadTransaction transaction = ThreadTransaction.Current;
        transaction.Publish();
        LeasedLock? leased = LeasedLock.Find(obj);
        if (leased is not null)
            EnsureLease(obj, leased, inside: transaction.Locks.Contains(obj));
        bool here = leased is null or { WaitsAtHub: false, Recalled: false } || Activation.HasLeft;
        Pause pause = new(obj, milliseconds, transaction);
        return here ? WaitHere(pause, leased) : WaitAtHub(pause, leased!);
    }

    /// <summary>Wakes the first thread that waits, or all of them.</summary>
    internal static void Pulse(object obj, bool all)
    {
        bool atHub = false;
        if (Monitor.IsEntered(obj))
        {
            if (LeasedLock.Find(obj) is { } leased)
            {
                EnsureLease(obj, leased, inside: ThreadTransaction.Current.Locks.Contains(obj));
                atHub = leased.WaitsAtHub;
                if (atHub)
                    Activation.Node.Outbound.Send(new LockPulse(leased.Id, all));
            }
            WaitList.Pulsed(obj, all);
        }
        // Code that is not woven waits in the monitor itself.
        if (all)
            Monitor.PulseAll(obj);
        else if (!atHub)
            Monitor.Pulse(obj);
    }

    private static bool WaitHere(Pause pause, LeasedLock? leased)
    {
        Node? node = leased is null ? null : Activation.Node;
        WaitList.Waiting waiting = WaitList.Add(pause.Lock);
        bool pulsed = false;
        try
        {
            // After it is on the list: who ends the session looks at the list.
            if (leased is not null)
                ThrowIfLost();
            pause.TakeEntries();
            waiting.Reentry = pause.BeginReentry();
            pulsed = Monitor.Wait(pause.Lock, pause.Left);
        }
        catch (ThreadInterruptedException)
        {
            pause.Interrupted = true;
        }
        finally
        {
            pause.EndReentry();
            WaitList.Remove(pause.Lock, waiting, pulsed);
            if (waiting.Moved is null)
                pause.Resume();
        }
        if (waiting.Moved is { } moved)
            return Await(pause, moved, LeasedLock.Find(pause.Lock));
        // Nobody can pulse it in a session that is over.
        if (!pulsed && !Activation.HasLeft)
            node?.ThrowIfLost();
        return pause.End(pulsed);
    }

    private static bool WaitAtHub(Pause pause, LeasedLock leased)
    {
        Node node = Activation.Node;
        FinalizerThread.Refuse("a wait for a pulse from another node");
        WaitList.Move(pause.Lock, leased.Id, node);
        leased.WaitsAtHub = true;
        Requests.Request request = node.Requests.Open();
        try
        {
            node.Outbound.Send(new LockWait(request.Id, leased.Id), request);
            if (leased.Recalled)
                node.Leases.Return(leased, pause.Lock, leased.Wanted);
        }
        catch (ClusterUnavailableException)
        {
            request.Dispose();
            throw;
        }
        pause.TakeEntries();
        return Await(pause, request, leased);
    }

    // The lock's id is needed to take the wait back; an object that was moved is a lock of the cluster as long as its node is a member.
    private static bool Await(Pause pause, Requests.Request request, LeasedLock? leased)
    {
        bool pulsed;
        pause.LeaveMonitor();
        try
        {
            if (leased is { Recalled: true, Leased: true })
                Activation.Node.Leases.ServeMissed(leased);
            pulsed = Answer(pause, request, leased);
        }
        finally
        {
            request.Dispose();
            pause.EnterMonitor();
            pause.Resume();
        }
        return pause.End(pulsed);
    }

    private static bool Answer(Pause pause, Requests.Request request, LeasedLock? leased)
    {
        Node node = Activation.Node;
        try
        {
            object? answer = pause.WaitFor(request);
            if (answer is null && leased is not null)
            {
                node.Outbound.Send(new LockCancel(request.Id, leased.Id), request);
                answer = pause.WaitThrough(request, node.Options.HubTimeout);
            }
            return answer is not null ? answer is LockAnswer.Notified
                : throw new ClusterUnavailableException($"{RuntimeCodes.HubSilent}: the hub did not answer for a wait within {node.Options.HubTimeout.TotalSeconds:0.#} s.", outcomeUnknown: false);
        }
        catch (ClusterUnavailableException) when (Activation.HasLeft)
        {
            // The object is plain now, and whoever changes it here pulses its monitor: the thread looks again at what it waits for.
            return true;
        }
    }

    private static void ThrowIfLost()
    {
        if (!Activation.HasLeft)
            Activation.Node.ThrowIfLost();
    }

    // Code that is not woven may have entered the monitor, or woven code for reading.
    private static void EnsureLease(object obj, LeasedLock leased, bool inside)
    {
        ThrowIfLost();
        while (leased.Held != LockMode.Write && !Activation.HasLeft)
        {
            Activation.Node.Leases.Acquire(obj, leased, LockMode.Write, inside && leased.Leased, null);
            ThrowIfLost();
        }
    }

    /// <summary>One wait of the current thread: what it gave up, and whether it was interrupted meanwhile.</summary>
    private sealed class Pause(object obj, int milliseconds, ThreadTransaction transaction)
    {
        private readonly long _start = Environment.TickCount64;
        private LockLevel[] _entries = [];
        private int _levels;

        internal object Lock { get; } = obj;

        internal bool Interrupted { get; set; }

        /// <summary>Milliseconds left, or -1.</summary>
        internal int Left => Interrupted ? 0 : milliseconds < 0 ? Timeout.Infinite : (int)Math.Max(0, milliseconds - (Environment.TickCount64 - _start));

        /// <summary>The thread is in no section of this lock while it waits; the node may leave meanwhile.</summary>
        internal void TakeEntries() => _entries = transaction.Locks.TakeAll(Lock);

        /// <summary>A thread that is in other locks may come to wait for others when it comes back, and cannot say then where it is.</summary>
        internal LockWaits.Wait? BeginReentry()
        {
            if (transaction.Locks.Count == 0)
                return null;
            LockWaits.Begin(Lock, null, LockMode.Write);
            LockWaits.Wait wait = transaction.Waits!;
            LockWaits.Note(wait);
            wait.InactiveUntil = Left < 0 ? long.MaxValue : Environment.TickCount64 + Left;
            return wait;
        }

        internal void EndReentry() => transaction.Waits = null;

        internal void LeaveMonitor()
        {
            while (Monitor.IsEntered(Lock))
            {
                Monitor.Exit(Lock);
                _levels++;
            }
        }

        internal void EnterMonitor()
        {
            while (_levels > 0)
            {
                try
                {
                    if (!Monitor.TryEnter(Lock))
                        LocalGate.TryEnterSlowly(Lock, Timeout.Infinite);
                    _levels--;
                }
                catch (ThreadInterruptedException)
                {
                    Interrupted = true;
                }
            }
        }

        /// <summary>Waits until the time is over, or the thread is interrupted.</summary>
        internal object? WaitFor(Requests.Request request)
        {
            try
            {
                return request.Wait(Left < 0 ? null : TimeSpan.FromMilliseconds(Left), outcomeUnknown: false);
            }
            catch (ThreadInterruptedException)
            {
                Interrupted = true;
                return null;
            }
        }

        /// <summary>Waits for an answer that is on its way.</summary>
        internal object? WaitThrough(Requests.Request request, TimeSpan limit)
        {
            long end = Environment.TickCount64 + (long)limit.TotalMilliseconds;
            while (true)
            {
                try
                {
                    return request.Wait(TimeSpan.FromMilliseconds(Math.Max(0, end - Environment.TickCount64)), outcomeUnknown: false);
                }
                catch (ThreadInterruptedException)
                {
                    Interrupted = true;
                }
            }
        }

        /// <summary>Takes the lease again and notes the section; the thread has the monitor. The section is noted even if this throws, since the caller will leave it.</summary>
        internal void Resume()
        {
            LeasedLock? leased = LeasedLock.Find(Lock);
            try
            {
                if (leased is not null)
                    EnsureLeaseThrough(leased);
            }
            finally
            {
                NoteEntries(leased);
            }
            if (leased is not null && !Activation.HasLeft)
                CatchUpThrough(leased);
            if (_entries.Length != 0 && transaction.Locks.Count == _entries.Length && Activation.IsLeaving)
                ResumeAfterLeaving();
        }

        /// <summary>The wait's result, once the lock is held again: a thread that was pulsed and interrupted has the interruption before it.</summary>
        internal bool End(bool pulsed)
        {
            if (!Interrupted)
                return pulsed;
            if (!pulsed)
                throw new ThreadInterruptedException();
            Thread.CurrentThread.Interrupt();
            return true;
        }

        private void NoteEntries(LeasedLock? leased)
        {
            for (int i = _entries.Length - 1; i >= 0; i--)
                transaction.Locks.Push(Lock, leased, _entries[i]);
        }

        private void ResumeAfterLeaving()
        {
            transaction.Locks.TakeAll(Lock);
            try
            {
                Activation.Node.Departure.WaitUntilLeft();
            }
            catch (ThreadInterruptedException)
            {
                Interrupted = true;
            }
            finally
            {
                NoteEntries(LeasedLock.Find(Lock));
            }
        }

        private void CatchUpThrough(LeasedLock leased)
        {
            while (true)
            {
                try
                {
                    Activation.Node.Deferred.CatchUp(leased.Follows, null);
                    return;
                }
                catch (ThreadInterruptedException)
                {
                    Interrupted = true;
                }
            }
        }

        private void EnsureLeaseThrough(LeasedLock leased)
        {
            while (true)
            {
                try
                {
                    EnsureLease(Lock, leased, inside: false);
                    return;
                }
                catch (ThreadInterruptedException)
                {
                    Interrupted = true;
                }
            }
        }
    }
}
