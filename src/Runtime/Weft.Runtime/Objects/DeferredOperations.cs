using Weft.Protocol;

namespace Weft.Runtime.Objects;

/// <summary>
/// Operations on one object that need user code (a class constructor, a key's equality). The reader thread queues them under the
/// object's latch; the first thread that touches the object carries them out in order.
/// </summary>
internal sealed class DeferredOperations
{
    private readonly LinkedList<DeferredOperation> _queue = new();

    internal bool IsEmpty => _queue.Count == 0;

    /// <summary>Whether the object has carried out all that was taken, and there is no more. Under the object's gate.</summary>
    internal bool IsEnded { get; set; }

    internal void Add(DeferredOperation operation) => _queue.AddLast(operation);

    /// <summary>One that was taken could not be carried out yet.</summary>
    internal void PutBack(DeferredOperation operation) => _queue.AddFirst(operation);

    /// <summary>The next one; null where there is none.</summary>
    internal DeferredOperation? Take()
    {
        DeferredOperation? next = _queue.First?.Value;
        if (next is not null)
        {
            _queue.RemoveFirst();
            IsEnded = false;
        }
        return next;
    }
}

/// <summary>One operation that waits for user code.</summary>
internal sealed record DeferredOperation(DeferredKind Kind, EntryKind Entry, byte[] Payload);

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
