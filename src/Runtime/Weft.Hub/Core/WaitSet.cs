namespace Weft.Hub.Core;

/// <summary>The threads that wait for a pulse of one lock, in the order in which they came.</summary>
internal sealed class WaitSet
{
    private LinkedList<Waiting>? _waiting;

    public bool IsEmpty => _waiting is null or { Count: 0 };

    public IEnumerable<Waiting> All => _waiting ?? Enumerable.Empty<Waiting>();

    public void Add(Member member, ulong requestId) => (_waiting ??= []).AddLast(new Waiting(member, requestId));

    /// <summary>Takes the one that came first.</summary>
    public bool TryTake(out Waiting first)
    {
        first = default;
        if (_waiting?.First is not { } node)
            return false;
        first = node.Value;
        _waiting.RemoveFirst();
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
