using Weft.Protocol;

namespace Weft.Runtime.Objects;

/// <summary>
/// Operations on one object that need user code (a class constructor, a key's equality). The reader thread queues them under the
/// object's latch; the first thread that touches the object carries them out in order.
/// </summary>
internal sealed class DeferredOperations
{
    private readonly Queue<(DeferredKind Kind, EntryKind Entry, byte[] Payload)> _queue = new();

    internal int Count => _queue.Count;

    internal void Add(DeferredKind kind, EntryKind entry, ReadOnlySpan<byte> payload) => _queue.Enqueue((kind, entry, payload.ToArray()));

    internal bool TryTake(out DeferredKind kind, out EntryKind entry, out byte[] payload)
    {
        bool taken = _queue.TryDequeue(out (DeferredKind Kind, EntryKind Entry, byte[] Payload) next);
        (kind, entry, payload) = taken ? next : (default, default, []);
        return taken;
    }
}

/// <summary>What a deferred operation is.</summary>
internal enum DeferredKind
{
    /// <summary>The object's state: the payload of its creation record after the kind.</summary>
    Fill,

    /// <summary>Another node's operation: its payload after the object id.</summary>
    Remote,

    /// <summary>An own operation that was acknowledged.</summary>
    Acknowledged,
}
