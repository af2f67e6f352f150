using System.Collections;
using Weft.Runtime.Contract;

namespace Weft.Runtime.Collections.Legacy;

/// <summary>What <see cref="Queue.Synchronized(Queue)"/> gives woven code of a clustered program; see <see cref="SynchronizedHashtable"/>. As in the framework, reads take the lock too.</summary>
internal sealed class SynchronizedQueue(Queue queue) : Queue, IStandIn
{
    private readonly Queue _queue = queue;

    object IStandIn.Target => _queue;

    bool IStandIn.Locks => true;

    public override int Count => ClusterLocked.Run(SyncRoot, _queue, QueueShims.get_Count);

    public override bool IsSynchronized => true;

    public override object SyncRoot => _queue.SyncRoot;

    public override void Clear() => ClusterLocked.Run(SyncRoot, _queue, QueueShims.Clear);

    public override object Clone() => ClusterLocked.Run(SyncRoot, _queue, static queue => new SynchronizedQueue((Queue)QueueShims.Clone(queue)));

    public override bool Contains(object? obj) => ClusterLocked.Run(SyncRoot, (_queue, obj), static a => QueueShims.Contains(a._queue, a.obj));

    public override void CopyTo(Array array, int index) => ClusterLocked.Run(SyncRoot, (_queue, array, index), static a => QueueShims.CopyTo(a._queue, a.array, a.index));

    public override object? Dequeue() => ClusterLocked.Run(SyncRoot, _queue, QueueShims.Dequeue);

    public override void Enqueue(object? obj) => ClusterLocked.Run(SyncRoot, (_queue, obj), static a => QueueShims.Enqueue(a._queue, a.obj));

    public override IEnumerator GetEnumerator() => ClusterLocked.Run(SyncRoot, _queue, QueueShims.GetEnumerator);

    public override object? Peek() => ClusterLocked.Run(SyncRoot, _queue, QueueShims.Peek);

    public override object?[] ToArray() => ClusterLocked.Run(SyncRoot, _queue, QueueShims.ToArray);

    public override void TrimToSize() => ClusterLocked.Run(SyncRoot, _queue, QueueShims.TrimToSize);
}
