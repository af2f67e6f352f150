using System.Collections.Concurrent;
using Weft.Protocol;
using Weft.Runtime.Session;

namespace Weft.Runtime.Locks;

/// <summary>
/// Gives recalled leases back from a thread of its own, which takes the lock object's monitor like any other thread. A thread of woven code that leaves a recalled lock gives
/// it back itself.
/// </summary>
internal sealed class RecallServer
{
    private readonly Node _node;
    private readonly BlockingCollection<(LockId Id, LeasedLock Lock, bool Ask)> _queue = [];

    internal RecallServer(Node node)
    {
        _node = node;
        new Thread(Run) { IsBackground = true, Name = "weft recalls" }.Start();
    }

    /// <summary>Serves a recall at once where nobody is in the lock, which saves a thread switch; else queues it. Called by the reader thread, which never waits for the monitor.</summary>
    internal void Serve(LockId id, LeasedLock leased, bool ask)
    {
        if (!TryServe(id, leased, ask))
            _queue.Add((id, leased, ask));
    }

    private void Run()
    {
        List<(LockId Id, LeasedLock Lock, int Tries)> busy = [];
        try
        {
            while (!_node.Stopping.IsCancellationRequested)
            {
                if (_queue.TryTake(out (LockId Id, LeasedLock Lock, bool Ask) next, busy.Count == 0 ? 1000 : 2, _node.Stopping))
                {
                    if (!TryServe(next.Id, next.Lock, next.Ask))
                        busy.Add((next.Id, next.Lock, 0));
                }
                else
                {
                    ServeBusy(busy);
                }
            }
        }
        catch (OperationCanceledException)
        {
            _node.Log.Debug("recalls end with the session");
        }
        catch (ClusterUnavailableException e)
        {
            _node.Log.Debug($"recalls end with the session: {e.Message}");
        }
    }

    // Mostly a thread of woven code is inside and gives the lease back when it leaves. One that code which is not woven holds for long gets a thread that waits for it.
    private void ServeBusy(List<(LockId Id, LeasedLock Lock, int Tries)> busy)
    {
        for (int i = busy.Count - 1; i >= 0; i--)
        {
            (LockId id, LeasedLock leased, int tries) = busy[i];
            if (TryServe(id, leased, ask: false))
            {
                busy.RemoveAt(i);
            }
            else if (tries == 25)
            {
                busy.RemoveAt(i);
                new Thread(() => ServeWaiting(id, leased)) { IsBackground = true, Name = "weft recall" }.Start();
            }
            else
            {
                busy[i] = (id, leased, tries + 1);
            }
        }
    }

    private bool TryServe(LockId id, LeasedLock leased, bool ask)
    {
        if (!leased.Leased || (!ask && !leased.Recalled))
            return true;
        object? target = Target(id);
        if (target is not null && !Monitor.TryEnter(target))
        {
            if (ask)
                _node.Outbound.Send(new LockBusy(id));
            return ask;
        }
        try
        {
            if (leased.Leased && (ask || leased.Recalled))
                _node.Leases.Return(leased);
        }
        finally
        {
            if (target is not null)
                Monitor.Exit(target);
        }
        return true;
    }

    private void ServeWaiting(LockId id, LeasedLock leased)
    {
        try
        {
            if (Target(id) is not { } target)
            {
                TryServe(id, leased, ask: false);
                return;
            }
            while (leased is { Leased: true, Recalled: true } && !_node.Stopping.IsCancellationRequested)
            {
                if (!Monitor.TryEnter(target, 500))
                    continue;
                try
                {
                    TryServe(id, leased, ask: false);
                }
                finally
                {
                    Monitor.Exit(target);
                }
            }
        }
        catch (ClusterUnavailableException e)
        {
            _node.Log.Debug($"a recall ends with the session: {e.Message}");
        }
    }

    private object? Target(LockId id)
    {
        if (id.Named)
            return NamedLocks.ObjectOf(id);
        return _node.Objects.TryFind(id.Id, out _, out object instance) ? instance : null;
    }
}
