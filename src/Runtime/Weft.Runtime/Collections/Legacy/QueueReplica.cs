using System.Collections;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections.Legacy;

/// <summary>Operations of this node on one shared non-generic <see cref="Queue"/>.</summary>
internal sealed class QueueReplica(SharedHeader header) : SequenceReplica<Queue, object?, QueueContent>(header)
{
    /// <summary>The replica of a shared queue, or null for any other.</summary>
    /// <exception cref="NotSupportedException">It is one of the framework's wrappers, on a shared queue.</exception>
    internal static QueueReplica? Of(Queue queue)
    {
        if (Find(queue) is { } replica)
            return replica;
        if (FrameworkWrappers.TargetOf(queue) is Queue target && Find(target) is not null)
            throw FrameworkWrappers.Refusal(typeof(Queue));
        return null;
    }

    /// <summary>The queue, or a wrapper of it, with what other nodes have done to the queue.</summary>
    internal static Queue Current(Queue queue)
    {
        if ((FrameworkWrappers.TargetOf(queue) ?? queue) is Queue target)
            Find(target)?.Drain(target);
        return queue;
    }

    /// <summary>After a change of a queue that was found unshared: reports it if it has become shared meanwhile.</summary>
    internal static void LookAgain(Queue queue)
    {
        if ((FrameworkWrappers.TargetOf(queue) ?? queue) is Queue target)
            Find(target)?.ReportLate(target);
    }

    internal void Enqueue(Queue queue, object? item)
    {
        SharedWrites.Share(Header, item);
        Change(queue, (this, queue, item), static a =>
        {
            a.queue.Enqueue(a.item);
            a.Item1.RecordInsert(a.queue, AtEnd, a.item);
            return true;
        });
    }

    internal object? Dequeue(Queue queue) => Change(queue, (this, queue), static a =>
    {
        object? item = a.queue.Dequeue();
        a.Item1.RecordRemove(a.queue, 0, 1);
        return item;
    });

    internal void TrimToSize(Queue queue) => Read(queue, queue, static q =>
    {
        q.TrimToSize();
        return true;
    });

    private static QueueReplica? Find(Queue queue)
    {
        SharedHeader? header = queue is SharedQueue own ? own.SharedHeader : SideTable.InUse && queue is not null ? SideTable.Find(queue) : null;
        return header is null ? null : (QueueReplica)Of(header);
    }
}
