using System.Collections;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections.Legacy;

/// <summary>Operations of this node on one shared non-generic <see cref="Queue"/>.</summary>
internal sealed class QueueReplica(SharedHeader header) : SequenceReplica<Queue, object?, QueueContent>(header)
{
    internal void Enqueue(Queue queue, object? item)
    {
        SharedWrites.Share(Header, item);
        Change(queue, (this, queue, item), static a =>
        {
            PlainQueue.Enqueue(a.queue, a.item);
            a.Item1.RecordInsert(a.queue, AtEnd, a.item);
            return true;
        });
    }

    internal object? Dequeue(Queue queue) => Change(queue, (this, queue), static a =>
    {
        object? item = PlainQueue.Dequeue(a.queue);
        a.Item1.RecordRemove(a.queue, 0, 1);
        return item;
    });

    internal void TrimToSize(Queue queue) => Read(queue, queue, static q =>
    {
        PlainQueue.TrimToSize(q);
        return true;
    });
}
