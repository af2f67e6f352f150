using Weft.Protocol;
using Weft.Runtime.Session;

namespace Weft.Runtime.Locks;

/// <summary>
/// Gives recalled leases back from a thread of its own, which takes the lock object's monitor like any other thread. A thread of woven code that leaves a recalled lock gives
/// it back itself.
/// </summary>
internal sealed class RecallServer
{
    private const int PollMilliseconds = 2;
    private const int QuietPolls = 50;
    private const int PatientPolls = 25;

    private readonly Node _node;
    private readonly object _gate = new();
    private readonly List<Waiting> _arrived = [];
    private bool _polling;

    internal RecallServer(Node node)
    {
        _node = node;
        new Thread(Run) { IsBackground = true, Name = "weft recalls" }.Start();
    }

    /// <summary>
    /// Serves a recall at once where nobody is in the lock, which saves a thread switch. Otherwise the thread that is in it gives the lease back when it leaves, as a rule, and
    /// this object's thread sees to it only some milliseconds later. Called by the reader thread, which never waits for the monitor, and by threads that have left the lock.
    /// </summary>
    /// <param name="id">The lock.</param>
    /// <param name="leased">The lock on this node.</param>
    /// <param name="question">What another node would have if nobody here uses the lock; <see cref="LockMode.None"/> for an order.</param>
    internal void Serve(LockId id, LeasedLock leased, LockMode question)
    {
        int returns = leased.Returns;
        if (TryServe(id, leased, question))
            return;
        Watch(id, leased, returns);
    }

    /// <summary>Sees to it that a lease which others want goes back, if no thread of woven code does so soon.</summary>
    internal void Watch(LockId id, LeasedLock leased) => Watch(id, leased, leased.Returns);

    private void Watch(LockId id, LeasedLock leased, int returns)
    {
        Uninterrupted.Enter(_gate);
        try
        {
            _arrived.Add(new Waiting(id, leased, returns, 0));
            if (_polling)
                return;
            _polling = true;
            Monitor.Pulse(_gate);
        }
        finally
        {
            Monitor.Exit(_gate);
        }
    }

    private void Run()
    {
        List<Waiting> busy = [];
        int quiet = 0;
        try
        {
            while (!_node.Stopping.IsCancellationRequested)
            {
                TakeArrived(busy, quiet);
                quiet = busy.Count == 0 ? quiet + 1 : 0;
                ServeBusy(busy);
            }
        }
        catch (ClusterUnavailableException e)
        {
            _node.Log.Debug($"recalls end with the session: {e.Message}");
        }
    }

    // Polls while there is something to do and for a while after, so that a busy lock does not wake this thread at each recall.
    private void TakeArrived(List<Waiting> busy, int quiet)
    {
        lock (_gate)
        {
            if (busy.Count == 0 && _arrived.Count == 0 && quiet >= QuietPolls)
            {
                _polling = false;
                Monitor.Wait(_gate, 1000);
            }
            else
            {
                Monitor.Wait(_gate, PollMilliseconds);
            }
            busy.AddRange(_arrived);
            _arrived.Clear();
        }
    }

    // One that code which is not woven holds for long gets a thread that waits for it.
    private void ServeBusy(List<Waiting> busy)
    {
        for (int i = busy.Count - 1; i >= 0; i--)
        {
            Waiting waiting = busy[i];
            if (waiting.Lock.Returns != waiting.Returns || TryServe(waiting.Id, waiting.Lock, LockMode.None))
            {
                busy.RemoveAt(i);
            }
            else if (waiting.Polls == PatientPolls)
            {
                busy.RemoveAt(i);
                new Thread(() => ServeWaiting(waiting.Id, waiting.Lock)) { IsBackground = true, Name = "weft recall" }.Start();
            }
            else
            {
                busy[i] = waiting with { Polls = waiting.Polls + 1 };
            }
        }
    }

    private bool TryServe(LockId id, LeasedLock leased, LockMode question)
    {
        bool ask = question != LockMode.None;
        if (!leased.Leased || (!ask && !leased.Recalled))
            return true;
        object? target = Target(id, leased);
        if (leased is SharedLease shared)
            return TryServe(shared, target, question);
        if (target is not null && !LocalGate.TryEnter(target))
        {
            if (ask)
                _node.Outbound.Send(new LockBusy(id));
            return ask;
        }
        try
        {
            bool unused = leased.Leased && (ask || leased.Recalled);
            if (unused)
                _node.Leases.Return(leased, leased.Gate is null ? target : null, ask && question > leased.Wanted ? question : leased.Wanted);
            if (unused)
                leased.Tenure.End(unused: true);
        }
        finally
        {
            if (target is not null)
                LocalGate.Exit(target);
        }
        return true;
    }

    // The threads that are inside give it back themselves when they leave, but for those that came before the lock was the cluster's.
    private bool TryServe(SharedLease shared, object? target, LockMode question)
    {
        bool ask = question != LockMode.None;
        if (shared.IsAdopted && target is not null)
        {
            if (!LocalGate.TryEnter(target))
            {
                if (ask)
                    _node.Outbound.Send(new LockBusy(shared.Id));
                return ask;
            }
            shared.EndAdoption();
            LocalGate.Exit(target);
        }
        if (!_node.Leases.TryReturn(shared, ask ? question : shared.Wanted) && ask)
            _node.Outbound.Send(new LockBusy(shared.Id));
        return true;
    }

    private void ServeWaiting(LockId id, LeasedLock leased)
    {
        try
        {
            if (Target(id, leased) is not { } target)
            {
                TryServe(id, leased, LockMode.None);
                return;
            }
            while (leased is { Leased: true, Recalled: true } && !_node.Stopping.IsCancellationRequested)
            {
                if (!LocalGate.TryEnter(target, 500))
                    continue;
                try
                {
                    TryServe(id, leased, LockMode.None);
                }
                finally
                {
                    LocalGate.Exit(target);
                }
            }
        }
        catch (ClusterUnavailableException e)
        {
            _node.Log.Debug($"a recall ends with the session: {e.Message}");
        }
    }

    private object? Target(LockId id, LeasedLock leased)
    {
        if (leased.Gate is { } gate)
            return gate;
        if (id.Named)
            return NamedLocks.ObjectOf(id);
        return _node.Objects.TryFind(id.Id, out _, out object instance) ? instance : null;
    }

    /// <summary>A recall of a lock that somebody was in.</summary>
    private readonly record struct Waiting(LockId Id, LeasedLock Lock, int Returns, int Polls);
}
