using System.Buffers;
using Weft.Protocol;
using Weft.Runtime.Transactions;

namespace Weft.Runtime.Session;

/// <summary>
/// What this node knows of the cluster's order and the hub has not on stable storage yet: where the hub dies, the nodes give it back to the next one. Of a hub in memory nothing is kept. Used by the
/// reader thread, but for <see cref="Bytes"/>.
/// </summary>
internal sealed class UnstoredTail
{
    private readonly Queue<Item> _items = new();
    private long _bytes;
    private long _most;

    /// <summary>How much is kept.</summary>
    internal long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>The most that was kept at a time. For the reader thread, and for statistics.</summary>
    internal long Most => Interlocked.Read(ref _most);

    /// <summary>An own group has its number.</summary>
    /// <param name="group">It is kept as it is: nobody changes it until it is given back.</param>
    /// <param name="sequence">Its number.</param>
    /// <param name="durable">Up to where all is stored.</param>
    /// <returns>False if it need not be kept.</returns>
    internal bool Keep(OutboundGroup group, ulong sequence, ulong durable)
    {
        if (sequence <= durable)
            return false;
        Add(new Item(sequence, group.Entries.Length) { Own = group });
        return true;
    }

    /// <summary>A group of another node came. What the hub has put together for this node alone is of no use to others; that the group had this number is.</summary>
    internal void Keep(Apply apply, Guid session, ulong durable)
    {
        if (apply.Sequence <= durable || apply.Origin == 0)
            return;
        int length = apply.Whole ? apply.Entries.Length : 0;
        byte[] copy = length == 0 ? [] : ArrayPool<byte>.Shared.Rent(length);
        if (length != 0)
            apply.Entries.CopyTo(copy);
        Add(new Item(apply.Sequence, length) { Rented = copy, Message = new TailGroup(apply.Sequence, session, apply.GroupNumber, apply.Whole, copy.AsMemory(0, length)) });
    }

    /// <summary>The node was told of a root.</summary>
    internal void Keep(RootDecision decision, string name, ulong typeId, byte[] value, ulong durable)
    {
        if (decision.Sequence > durable)
            Add(new Item(decision.Sequence, value.Length) { Message = new TailRoot(decision, name, typeId, value) });
    }

    /// <summary>All up to this number is stored.</summary>
    /// <param name="durable">The number.</param>
    /// <param name="reuse">Takes the own groups that are not needed any more.</param>
    internal void Stored(ulong durable, Action<OutboundGroup> reuse)
    {
        while (_items.TryPeek(out Item item) && item.Sequence <= durable)
        {
            _items.Dequeue();
            Interlocked.Add(ref _bytes, -item.Size);
            if (item.Own is { } own)
                reuse(own);
            if (item.Rented is { Length: > 0 } rented)
                ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>What a hub that has all up to a number may lack.</summary>
    /// <param name="session">This node's.</param>
    /// <param name="durable">The number.</param>
    internal IEnumerable<NodeMessage> Above(Guid session, ulong durable)
    {
        foreach (Item item in _items)
        {
            if (item.Sequence > durable)
                yield return item.Message ?? new TailGroup(item.Sequence, session, item.Own!.Number, Whole: true, item.Own.Entries.WrittenMemory);
        }
    }

    private void Add(Item item)
    {
        _items.Enqueue(item);
        if (Interlocked.Add(ref _bytes, item.Size) is var bytes && bytes > _most)
            Interlocked.Exchange(ref _most, bytes);
    }

    private readonly record struct Item(ulong Sequence, int Size)
    {
        internal OutboundGroup? Own { get; init; }

        internal NodeMessage? Message { get; init; }

        internal byte[]? Rented { get; init; }
    }
}
