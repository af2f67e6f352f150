using Weft.Hub.Tests.Support;
using Weft.Protocol;

namespace Weft.Hub.Tests.Simulation;

/// <content>Leases, sections under them, and waits for pulses.</content>
internal sealed partial class ModelNode
{
    private void AskForLock(bool isTry, LockMode mode)
    {
        Lease lease = LeaseOf(_target);
        (_mode, _asked) = (mode, _cluster.Steps);
        if (lease.Held >= mode)
        {
            // A lease that may be another's by now begins no section; the thread would wait, and here it gives up.
            if (IsStale)
                _activity = Activity.Idle;
            else
                Enter(lease);
            return;
        }
        // As in the runtime, a thread that wants to read and perhaps to write does not know of the readers beside it.
        bool keeps = mode == LockMode.Update;
        _lockRequest = ++_request;
        if (!keeps)
            (lease.Held, lease.Wanted, lease.GaveUpBefore) = (LockMode.None, LockMode.None, _lockRequest);
        Ask(new LockRequest(_lockRequest, LockId.OfObject(_target), isTry, mode, keeps));
        _activity = Activity.WaitForLock;
    }

    private void ReadAndLeaveOrUpgrade()
    {
        long accepted = _cluster.AcceptedIncrements(_target);
        int own = Objects[_target].Pending.GetValueOrDefault(Count);
        Assert.That(IsStale || (IsBroken && _cluster.Restarts > 0) || (Objects[_target].Fields[Count] >= accepted && Objects[_target].Fields[Count] <= accepted + own), $"{Name} reads under the lock of {_target:x} what is not the newest");
        _cluster.Record(this, _target, "read", Objects[_target].Fields[Count], _asked);
        Lease lease = LeaseOf(_target);
        if (_random.Next(3) != 0)
        {
            Leave(waits: false);
        }
        else if (lease.Held == LockMode.Write)
        {
            if (IsStale)
                Leave(waits: false);
            else
                Enter(lease, LockMode.Write);
        }
        else
        {
            _lockRequest = ++_request;
            Ask(new LockRequest(_lockRequest, LockId.OfObject(_target), _random.Next(4) == 0, LockMode.Write, Keeps: true));
            _activity = Activity.WaitForUpgrade;
        }
    }

    private void StayReader(bool conflict)
    {
        if (conflict)
            _cluster.Conflicts++;
        _activity = Activity.Inside;
        Leave(waits: false);
    }

    private void Granted(Grant grant)
    {
        Lease lease = LeaseOf(grant.Lock.Id);
        Assert.That(lease.Held, Is.LessThan(grant.Mode), $"{Name} was granted what it has");
        Assert.That(grant.RequestId, Is.EqualTo(_lockRequest));
        Assert.That(grant.RequestId, Is.GreaterThanOrEqualTo(lease.GaveUpBefore));
        lease.Held = grant.Mode;
        lease.Term = grant.RequestId;
        lease.Wanted = grant.Wanted;
        lease.WaitsAtHub = grant.Waited;
        lease.Keeps = _random.Next(3);
        if (_activity is Activity.WaitForUpgrade or Activity.WaitForUpgradeCancel)
        {
            Enter(lease, LockMode.Write);
            return;
        }
        if (_activity == Activity.WaitForCancel)
        {
            _activity = Activity.Idle;
            ReturnIfWanted(grant.Lock.Id, lease);
            return;
        }
        Enter(lease);
    }

    private void Enter(Lease lease) => Enter(lease, _mode);

    private void Enter(Lease lease, LockMode mode)
    {
        _mode = mode;
        _cluster.Entered(_target, this, mode);
        if (lease is { Keeps: > 0, InUse: LockMode.None } && lease.Wanted != LockMode.None && LockModes.Beside(lease.Wanted) < lease.Held)
        {
            lease.Keeps--;
            _cluster.Kept++;
        }
        lease.InUse = mode;
        _activity = Activity.Inside;
    }

    private void ChangeAndLeave()
    {
        if (LeaseOf(_target).WaitsAtHub && _random.Next(3) != 0)
            Send(new LockPulse(LockId.OfObject(_target), _random.Next(3) == 0));
        bool waits = _random.Next(4) == 0;
        Replica holder = Objects[_target];
        long value = holder.Fields[Count] + 1;
        ulong log = (ulong)holder.Fields[Log];
        var entries = new EntryBuilder().Set(_target, Count, EntryBuilder.Number(value)).Insert(log, ulong.MaxValue, EntryBuilder.Number(value));
        Write(_target, Count, value);
        Assert.That(Objects, Does.ContainKey(log), $"{Name} has object {_target:x} without its list");
        Objects[log].Items.Add(value);
        ulong whole = (ulong)holder.Fields[Whole];
        Write(whole, Mirror, value);
        entries.Set(whole, Mirror, EntryBuilder.Number(value));
        TakeAndAdd((ulong)holder.Fields[Pool], value, entries);
        if (_random.Next(3) == 0)
            entries.Call(((ulong)_welcome!.Member << 40) | ++_calls, (byte)_random.Next(3), EntryBuilder.Reference(_target), EntryBuilder.Number(value));
        Publish(entries, (_target, Count, value), (whole, Mirror, value));
        _cluster.Record(this, _target, "add", value, _asked);
        Leave(waits);
    }

    // Whichever item it takes: equal ones cannot be told apart, and have ids of their own.
    private void TakeAndAdd(ulong id, long value, EntryBuilder entries)
    {
        Replica pool = Objects[id];
        if (pool.Entries.Count > 1 && _random.Next(2) == 0)
        {
            ulong taken = pool.Entries.Keys.ElementAt(_random.Next(pool.Entries.Count));
            pool.Entries.Remove(taken);
            entries.Remove(id, taken);
        }
        ulong entry = ((ulong)_welcome!.Member << 40) | ++_entries;
        pool.Entries.Add(entry, value % 3);
        entries.SetAdd(id, entry, EntryBuilder.Number(value % 3));
    }

    // As in the runtime, a thread whose node has the lease waits without a message until the lease goes back.
    private void Leave(bool waits)
    {
        _cluster.Left(_target, this);
        Lease lease = LeaseOf(_target);
        lease.InUse = LockMode.None;
        lease.WaitsHere = waits;
        _activity = waits ? Activity.WaitForPulse : Activity.Idle;
        if (waits && lease.WaitsAtHub)
            MoveWait(_target, lease);
        ReturnIfWanted(_target, lease);
    }

    private void MoveWait(ulong id, Lease lease)
    {
        _lockRequest = ++_request;
        lease.WaitsHere = false;
        Send(new LockWait(_lockRequest, LockId.OfObject(id)));
    }

    // The time is over.
    private void EndWait()
    {
        Lease lease = LeaseOf(_target);
        if (lease.WaitsHere)
        {
            lease.WaitsHere = false;
            AskForLock(isTry: false, LockMode.Write);
            return;
        }
        Send(new LockCancel(_lockRequest, LockId.OfObject(_target)));
        _activity = Activity.WaitForPulseCancel;
    }

    private void Recalled(Recall recall)
    {
        Lease lease = LeaseOf(recall.Lock.Id);
        if (lease.Held == LockMode.None)
            return;
        if (recall.Try && lease.InUse > LockModes.Beside(recall.Wanted))
        {
            Send(new LockBusy(recall.Lock));
            return;
        }
        lease.Keeps = recall.Try || lease.Wanted != LockMode.None ? lease.Keeps : _random.Next(3);
        if (recall.Try)
            lease.Keeps = 0;
        if (recall.Wanted > lease.Wanted)
            lease.Wanted = recall.Wanted;
        ReturnIfWanted(recall.Lock.Id, lease);
    }

    // What came with others waiting and is used without rest stays for some sections more; if nobody comes, it goes all the same.
    private void EndTenures()
    {
        foreach ((ulong id, Lease lease) in _leases.ToArray())
        {
            if (lease.Keeps == 0 || lease.Wanted == LockMode.None)
                continue;
            lease.Keeps = 0;
            ReturnIfWanted(id, lease);
        }
    }

    // Nobody has asked for it.
    private void ReturnIdle()
    {
        foreach ((ulong id, Lease lease) in _leases)
        {
            if (lease.Held == LockMode.None || lease.Wanted != LockMode.None || lease.InUse != LockMode.None || !_roots.ContainsValue(id))
                continue;
            (lease.Wanted, lease.Keeps) = (LockMode.Write, 0);
            ReturnIfWanted(id, lease);
            _cluster.IdleReturns++;
            return;
        }
    }

    private void ReturnIfWanted(ulong id, Lease lease)
    {
        LockMode most = LockModes.Beside(lease.Wanted);
        if (lease.Wanted == LockMode.None || lease.Held == LockMode.None || lease.InUse > most)
            return;
        // Threads of its own that are inside are not in the way of the others, who would wait for no reason.
        if (lease.Keeps > 0 && lease.InUse == LockMode.None && !lease.WaitsHere)
            return;
        if (lease.WaitsHere)
            MoveWait(id, lease);
        LockMode keep = lease.InUse != LockMode.None ? lease.InUse : most == LockMode.None ? LockMode.None : LockMode.Read;
        (lease.Held, lease.Wanted, lease.WaitsAtHub) = (keep, LockMode.None, false);
        Send(new LockReturn(LockId.OfObject(id), lease.Term, keep));
    }

    private Lease LeaseOf(ulong id)
    {
        if (!_leases.TryGetValue(id, out Lease? lease))
            _leases.Add(id, lease = new Lease());
        return lease;
    }

    private sealed class Lease
    {
        public LockMode Held { get; set; }

        public LockMode InUse { get; set; }

        public LockMode Wanted { get; set; }

        public ulong Term { get; set; }

        /// <summary>For how many sections more the node keeps a lease that others want.</summary>
        public int Keeps { get; set; }

        public ulong GaveUpBefore { get; set; }

        /// <summary>Threads wait for a pulse at the hub.</summary>
        public bool WaitsAtHub { get; set; }

        /// <summary>The node's thread waits here, since nobody does at the hub.</summary>
        public bool WaitsHere { get; set; }
    }
}
