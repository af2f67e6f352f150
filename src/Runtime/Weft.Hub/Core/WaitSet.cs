namespace Weft.Hub.Core;

/// <summary>The threads that wait for a pulse of one lock, in the order in which they came.</summary>
internal sealed class WaitSet
{
    private LinkedList<Waiting>? _waiting;

    public bool IsEmpty => _waiting is null or { Count: 0 };

    public IEnumerable<Waiting> All => _waiting ?? Enumerable.Empty<Waiting>();

    public void Add(Member member, ulong requestId) => (_waiting ??= []).AddLast(new Waiting(member, requestId));

    /// <summary>Takes the one that came first; those of members that are cut off, and may be dead, come behind the others.</summary>
    public bool TryTake(out Waiting first)
    {
        first = default;
        if (_waiting is not { Count: > 0 })
            return false;
        first = _waiting.First!.Value;
        if (first.Member.State == MemberState.Cut && _waiting.Any(each => each.Member.State == MemberState.Active))
            first = _waiting.First(each => each.Member.State == MemberState.Active);
        _waiting.Remove(first);
        return true;
    }

    /// <summary>A thread waits no more.</summary>
    /// <returns>False if it was not there: it has been pulsed.</returns>
    public bool Cancel(Member member, ulong requestId) => _waiting?.Remove(new Waiting(member, requestId)) ?? false;

    /// <summary>A member is gone, and its threads with it.</summary>
    public void Remove(Member member)
    {
        for (LinkedListNode<Waiting>? node = _waiting?.First; node is not null;)
        {
            LinkedListNode<Waiting>? next = node.Next;
            if (node.Value.Member == member)
                _waiting!.Remove(node);
            node = next;
        }
    }

    internal readonly record struct Waiting(Member Member, ulong RequestId);
}
