using Weft.Protocol;

namespace Weft.Hub.Core;

/// <summary>What the lock table tells the core to send.</summary>
internal interface ILockOutput
{
    void Grant(Member to, ulong requestId, LockId id, bool contended, bool waited);

    void Deny(Member to, ulong requestId, LockId id);

    void Recall(Member from, LockId id, bool question);

    void Notify(Member to, ulong requestId, LockId id);
}

/// <summary>
/// Leases: a lock belongs to a whole node until another asks. A new object's locks belong to its creator without a message, so a lock that has no record here is either that
/// or free.
/// </summary>
internal sealed class LockTable(ObjectTable objects, ILockOutput output)
{
    private readonly Dictionary<LockId, Lease> _leases = [];

    public int Count => _leases.Count;

    public long Handovers { get; private set; }

    public IEnumerable<KeyValuePair<LockId, Lease>> Leases => _leases;

    public Lease? Find(LockId id) => _leases.GetValueOrDefault(id);

    public void Request(Member member, ulong requestId, LockId id, bool isTry)
    {
        Lease lease = GetOrAdd(id);
        if (lease.Holder is null || lease.Holder == member)
        {
            GrantTo(lease, member, requestId, id);
            return;
        }
        bool holderCanAnswer = lease.Holder.State == MemberState.Active;
        // A thread that only tries does not queue behind those that wait, and cannot be answered for a holder that is cut off.
        if (isTry && (!holderCanAnswer || lease.Ordered))
        {
            output.Deny(member, requestId, id);
            return;
        }
        lease.Queue.AddLast(new Waiter(member, requestId, isTry));
        Recall(lease, id, question: isTry);
    }

    public void Cancel(Member member, ulong requestId, LockId id)
    {
        if (Find(id) is not { } lease)
            return;
        for (LinkedListNode<Waiter>? node = lease.Queue.First; node is not null; node = node.Next)
        {
            if (node.Value.Member != member || node.Value.RequestId != requestId)
                continue;
            lease.Queue.Remove(node);
            output.Deny(member, requestId, id);
            return;
        }
        if (lease.Waits.Cancel(member, requestId))
        {
            output.Deny(member, requestId, id);
            Tidy(lease, id);
        }
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
                Recall(lease, id, question: false);
            if (!all)
                break;
        }
    }

    public void Return(Member member, LockId id)
    {
        // The holder of a lock that nobody asked for has no record yet.
        Lease lease = GetOrAdd(id);
        if (lease.Holder == member)
            Free(lease, id);
        Tidy(lease, id);
    }

    public void Busy(Member member, LockId id)
    {
        if (Find(id) is not { } lease || lease.Holder != member)
            return;
        lease.Asked = false;
        for (LinkedListNode<Waiter>? node = lease.Queue.First; node is not null;)
        {
            LinkedListNode<Waiter>? next = node.Next;
            if (node.Value.IsTry)
            {
                lease.Queue.Remove(node);
                output.Deny(node.Value.Member, node.Value.RequestId, id);
            }
            node = next;
        }
    }

    /// <summary>A member lost its connection: it cannot be asked, so those who only try are told no; its own waits end.</summary>
    public void Cut(Member member)
    {
        foreach ((LockId id, Lease lease) in _leases)
        {
            lease.Waits.Remove(member);
            RemoveWaits(lease, member);
            if (lease.Holder == member)
                Busy(member, id);
        }
    }

    /// <summary>A member is gone: what it held is free.</summary>
    public void Forget(Member member)
    {
        foreach ((LockId id, Lease lease) in _leases.ToArray())
        {
            lease.Waits.Remove(member);
            RemoveWaits(lease, member);
            if (lease.Holder == member)
                Free(lease, id);
            Tidy(lease, id);
        }
    }

    private static void RemoveWaits(Lease lease, Member member)
    {
        for (LinkedListNode<Waiter>? node = lease.Queue.First; node is not null;)
        {
            LinkedListNode<Waiter>? next = node.Next;
            if (node.Value.Member == member)
                lease.Queue.Remove(node);
            node = next;
        }
    }

    private void Free(Lease lease, LockId id)
    {
        lease.Holder = null;
        lease.Asked = lease.Ordered = false;
        if (lease.Queue.First is not { } first)
            return;
        lease.Queue.RemoveFirst();
        Handovers++;
        GrantTo(lease, first.Value.Member, first.Value.RequestId, id);
    }

    private void GrantTo(Lease lease, Member member, ulong requestId, LockId id)
    {
        lease.Holder = member;
        bool contended = lease.Queue.Count > 0;
        // A contended grant is its own order to return the lease.
        lease.Ordered = contended;
        output.Grant(member, requestId, id, contended, waited: !lease.Waits.IsEmpty);
    }

    private Lease RequireHeld(Member member, LockId id)
    {
        Lease lease = GetOrAdd(id);
        return lease.Holder == member ? lease : throw new ProtocolException($"{member} waits for, or pulses, the lock {id}, which it does not hold.");
    }

    private void Recall(Lease lease, LockId id, bool question)
    {
        if (lease.Ordered || (question && lease.Asked) || lease.Holder!.State != MemberState.Active)
            return;
        if (question)
            lease.Asked = true;
        else
            lease.Ordered = true;
        output.Recall(lease.Holder, id, question);
    }

    private Lease GetOrAdd(LockId id)
    {
        if (_leases.TryGetValue(id, out Lease? lease))
            return lease;
        lease = new Lease { Holder = id.Named ? null : objects.Find(id.Id)?.BornLeasedTo };
        _leases.Add(id, lease);
        return lease;
    }

    private void Tidy(Lease lease, LockId id)
    {
        // While the creator lives, the record is what tells that it has returned the lease.
        if (lease.Holder is null && lease.Queue.Count == 0 && lease.Waits.IsEmpty && (id.Named || objects.Find(id.Id)?.BornLeasedTo is null))
            _leases.Remove(id);
    }

    internal sealed class Lease
    {
        public Member? Holder { get; set; }

        /// <summary>The holder was asked whether it is using the lock.</summary>
        public bool Asked { get; set; }

        /// <summary>The holder was told to return the lease.</summary>
        public bool Ordered { get; set; }

        public LinkedList<Waiter> Queue { get; } = [];

        /// <summary>Those that wait for a pulse.</summary>
        public WaitSet Waits { get; } = new();
    }

    internal readonly record struct Waiter(Member Member, ulong RequestId, bool IsTry);
}
