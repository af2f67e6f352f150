using Weft.Protocol;

namespace Weft.Hub.Core;

/// <summary>What the lock table tells the core to send.</summary>
internal interface ILockOutput
{
    void Grant(Lease.Holding holding, ulong term, LockId id, LockMode wanted, bool waited);

    void Deny(Member to, ulong requestId, LockId id, bool conflict = false);

    void Recall(Lease.Holding from, LockId id, bool question, LockMode wanted);

    void Notify(Member to, ulong requestId, LockId id);
}

/// <summary>
/// Leases: a lock belongs to whole nodes until another asks for what does not go together with it. A new object's locks belong to its creator without a message, so a lock that has no
/// record here is either that or free.
/// </summary>
/// <remarks>
/// Who cannot have the lock at once waits in one queue, readers and writers alike, and is given it in that order, neighbouring readers together: neither kind starves. Threads that are in
/// the lock already and want to be in it alone go first.
/// </remarks>
internal sealed class LockTable(ObjectTable objects, ILockOutput output)
{
    private readonly Dictionary<LockId, Lease> _leases = [];
    private readonly List<(Lease.Holding Holding, ulong Term)> _granted = [];
    private readonly Dictionary<Member, List<LockRequest>> _suspended = [];

    public int Count => _leases.Count;

    public long Handovers { get; private set; }

    public IEnumerable<KeyValuePair<LockId, Lease>> Leases => _leases;

    public Lease? Find(LockId id) => _leases.GetValueOrDefault(id);

    public void Request(Member member, LockRequest request)
    {
        LockId id = request.Lock;
        Lease lease = GetOrAdd(id);
        Lease.Waiter waiter = new(member, request.RequestId, request.Mode, request.Try, request.Keeps);
        Lease.Holding? own = lease.Of(member);
        if (own is not null && own.Mode >= request.Mode)
        {
            // The member has forgotten it together with the object.
            Give(lease, id, lease.Give(member, own.Mode, request.RequestId), request.RequestId);
            return;
        }
        if (own is not null && !request.Keeps)
        {
            lease.Lower(own, LockMode.None);
            own = null;
        }
        if ((lease.Queue.Count == 0 || waiter.IsInside) && lease.Admits(member, request.Mode))
            Give(lease, id, lease.Give(member, request.Mode, request.RequestId), request.RequestId);
        else if (own is not null && waiter.IsInside && lease.Queue.Any(other => other.IsInside && lease.Of(other.Member) is not null))
            output.Deny(member, request.RequestId, id, conflict: true);
        else if (request.Try && !CanAsk(lease, waiter))
            output.Deny(member, request.RequestId, id);
        else if (waiter.IsInside)
            lease.Queue.AddFirst(waiter);
        else
            lease.Queue.AddLast(waiter);
        Advance(lease, id);
    }

    public void Cancel(Member member, ulong requestId, LockId id)
    {
        if (Find(id) is not { } lease)
            return;
        int before = lease.Queue.Count;
        RemoveWaits(lease, waiter => waiter.Member == member && waiter.RequestId == requestId);
        if (lease.Queue.Count == before && !lease.Waits.Cancel(member, requestId))
            return;
        output.Deny(member, requestId, id);
        Advance(lease, id);
        Tidy(lease, id);
    }

    /// <summary>A thread of the holder waits for a pulse.</summary>
    /// <exception cref="ProtocolException">The member does not hold the lock.</exception>
    public void Wait(Member member, ulong requestId, LockId id) => RequireHeld(member, id).Waits.Add(member, requestId);

    /// <summary>Wakes the first thread that waits for a pulse, or all of them.</summary>
    /// <exception cref="ProtocolException">The member does not hold the lock.</exception>
    public void Pulse(Member member, LockId id, bool all)
    {
        Lease lease = RequireHeld(member, id);
        while (lease.Waits.TryTake(out WaitSet.Waiting woken))
        {
            output.Notify(woken.Member, woken.RequestId, id);
            // It will ask for the lock; the holder may as well hear of that now.
            if (woken.Member != member)
                Recall(lease.Of(member)!, id, question: false, LockMode.Write);
            if (!all)
                break;
        }
    }

    /// <exception cref="ProtocolException">The member would keep more than it has.</exception>
    public void Return(Member member, LockReturn returned)
    {
        // The holder of a lock that nobody asked for has no record yet.
        Lease lease = GetOrAdd(returned.Lock);
        if (lease.Of(member) is { } holding && holding.Term == returned.Term)
        {
            if (returned.Keep > holding.Mode)
                throw new ProtocolException($"{member} keeps {returned.Keep} of the lock {returned.Lock}, of which it has {holding.Mode}.");
            lease.Lower(holding, returned.Keep);
            Advance(lease, returned.Lock);
        }
        Tidy(lease, returned.Lock);
    }

    /// <summary>The holder is using the lock: those who only try are told no.</summary>
    public void Busy(Member member, LockId id)
    {
        // To a question of before its connection broke, which was answered in its stead.
        if (Find(id)?.Of(member) is { Unanswered: > 0 } holding)
            holding.Unanswered--;
        else
            Refuse(member, id);
    }

    private void Refuse(Member member, LockId id)
    {
        if (Find(id) is not { } lease || lease.Of(member) is not { } holding)
            return;
        holding.Asked = false;
        foreach (Lease.Waiter waiter in lease.Queue)
        {
            if (IsRefused(waiter))
                output.Deny(waiter.Member, waiter.RequestId, id);
        }
        RemoveWaits(lease, IsRefused);
        Advance(lease, id);

        bool IsRefused(Lease.Waiter waiter) => waiter.IsTry && holding.IsInTheWayOf(waiter.Member, waiter.Mode);
    }

    /// <summary>
    /// A member lost its connection: it cannot be asked, so those who only try are told no. Its own requests wait outside of the queues, lest locks go to a node that may be dead; it can
    /// be pulsed, since a pulse that found nobody would be lost.
    /// </summary>
    public void Cut(Member member)
    {
        List<LockRequest> suspended = _suspended[member] = [];
        foreach ((LockId id, Lease lease) in _leases.ToArray())
        {
            suspended.AddRange(lease.Queue.Where(waiter => waiter.Member == member).Select(waiter => new LockRequest(waiter.RequestId, id, waiter.IsTry, waiter.Mode, waiter.Keeps)));
            RemoveWaits(lease, waiter => waiter.Member == member);
            if (lease.Of(member) is { Asked: true } asked)
                asked.Unanswered++;
            Refuse(member, id);
            Advance(lease, id);
        }
    }

    /// <summary>A member that was cut off is back: its requests go to the ends of their queues.</summary>
    public void Resume(Member member)
    {
        if (!_suspended.Remove(member, out List<LockRequest>? suspended))
            return;
        foreach (LockRequest request in suspended)
            Request(member, request);
    }

    /// <summary>A member has a lease of the hub before this one.</summary>
    /// <returns>False if another has one that does not go together with it.</returns>
    public bool Reclaim(Member member, LockClaim claim)
    {
        Lease lease = GetOrAdd(claim.Lock);
        if (!lease.Admits(member, claim.Mode))
            return false;
        lease.Give(member, claim.Mode, claim.Term);
        return true;
    }

    /// <summary>A member is gone: what it held is free.</summary>
    public void Forget(Member member)
    {
        _suspended.Remove(member);
        foreach ((LockId id, Lease lease) in _leases.ToArray())
        {
            lease.Waits.Remove(member);
            RemoveWaits(lease, waiter => waiter.Member == member);
            if (lease.Of(member) is { } holding)
                lease.Lower(holding, LockMode.None);
            Advance(lease, id);
            Tidy(lease, id);
        }
    }

    private static void RemoveWaits(Lease lease, Predicate<Lease.Waiter> which)
    {
        for (LinkedListNode<Lease.Waiter>? node = lease.Queue.First; node is not null;)
        {
            LinkedListNode<Lease.Waiter>? next = node.Next;
            if (which(node.Value))
                lease.Queue.Remove(node);
            node = next;
        }
    }

    // A thread that only tries does not queue behind those that wait, and cannot be answered for a holder that is cut off.
    private static bool CanAsk(Lease lease, Lease.Waiter waiter)
    {
        foreach (Lease.Holding each in lease.Holdings)
        {
            if (each.IsInTheWayOf(waiter.Member, waiter.Mode) && (each.Ordered != LockMode.None || each.Member.State != MemberState.Active))
                return false;
        }
        return lease.FirstThatWaits() is null;
    }

    // Grants what can be granted, then tells those that are in the way of the next. All grants are decided before the first is sent, for each says who waits behind it.
    private void Advance(Lease lease, LockId id)
    {
        _granted.Clear();
        while (lease.Queue.First is { Value: var first } && lease.Admits(first.Member, first.Mode))
        {
            lease.Queue.RemoveFirst();
            Handovers++;
            _granted.Add((lease.Give(first.Member, first.Mode, first.RequestId), first.RequestId));
        }
        foreach ((Lease.Holding holding, ulong term) in _granted)
            Give(lease, id, holding, term);
        GrantWhatIsHeld(lease, id);
        foreach (Lease.Waiter waiter in lease.Queue)
        {
            foreach (Lease.Holding each in lease.Holdings)
            {
                if (each.IsInTheWayOf(waiter.Member, waiter.Mode))
                    Recall(each, id, waiter.IsTry, waiter.Mode);
            }
            if (!waiter.IsTry)
                break;
        }
    }

    // Threads of a member that has been given more meanwhile: on their node they may be in the way of the one that has it.
    private void GrantWhatIsHeld(Lease lease, LockId id)
    {
        for (LinkedListNode<Lease.Waiter>? node = _granted.Count == 0 ? null : lease.Queue.First; node is not null;)
        {
            LinkedListNode<Lease.Waiter>? next = node.Next;
            Lease.Waiter waiter = node.Value;
            if (lease.Of(waiter.Member) is { } holding && holding.Mode >= waiter.Mode)
            {
                lease.Queue.Remove(node);
                Give(lease, id, lease.Give(waiter.Member, holding.Mode, waiter.RequestId), waiter.RequestId);
            }
            node = next;
        }
    }

    // A contended grant is its own order to return the lease.
    private void Give(Lease lease, LockId id, Lease.Holding holding, ulong term)
    {
        if (lease.FirstThatWaits() is { } next && holding.IsInTheWayOf(next.Member, next.Mode))
            holding.Ordered = next.Mode;
        output.Grant(holding, term, id, holding.Ordered, waited: !lease.Waits.IsEmpty);
    }

    private Lease RequireHeld(Member member, LockId id)
    {
        Lease lease = GetOrAdd(id);
        return lease.Of(member)?.Mode == LockMode.Write ? lease : throw new ProtocolException($"{member} waits for, or pulses, the lock {id}, which it does not hold.");
    }

    private void Recall(Lease.Holding holding, LockId id, bool question, LockMode wanted)
    {
        if (holding.Ordered >= wanted || (question && (holding.Asked || holding.Member.State != MemberState.Active)))
            return;
        if (question)
            holding.Asked = true;
        else
            holding.Ordered = wanted;
        output.Recall(holding, id, question, wanted);
    }

    private Lease GetOrAdd(LockId id)
    {
        if (_leases.TryGetValue(id, out Lease? lease))
            return lease;
        lease = new Lease();
        if (!id.Named && objects.Find(id.Id)?.BornLeasedTo is { } creator)
            lease.Give(creator, LockMode.Write, term: 0);
        _leases.Add(id, lease);
        return lease;
    }

    private void Tidy(Lease lease, LockId id)
    {
        // While the creator lives, the record is what tells that it has returned the lease.
        if (lease.Holdings.Count == 0 && lease.Queue.Count == 0 && lease.Waits.IsEmpty && (id.Named || objects.Find(id.Id)?.BornLeasedTo is null))
            _leases.Remove(id);
    }
}
