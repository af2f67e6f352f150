using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Weft.Runtime.Barriers;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections;

/// <summary>The content of a <see cref="Queue{T}"/>, next first.</summary>
internal readonly struct QueueContent<T> : ISequenceContent<Queue<T>, T>
{
    public static Queue<T> Create() => new SharedQueue<T>();

    public static Replica MakeReplica(SharedHeader header) => new QueueReplica<T>(header);

    public static long Stamp(Queue<T> queue) => ContentStamp<T>.Of(queue);

    public static int Count(Queue<T> queue) => queue.Count;

    public static T[] Copy(Queue<T> queue) => queue.ToArray();

    public static void Load(Queue<T> queue, T[] content)
    {
        queue.Clear();
        queue.EnsureCapacity(content.Length);
        foreach (T item in content)
            queue.Enqueue(item);
    }

    public static bool TryInsert(Queue<T> queue, int index, T item)
    {
        if (index != queue.Count)
            return false;
        queue.Enqueue(item);
        return true;
    }

    public static bool TryRemove(Queue<T> queue, int index, int count)
    {
        if (index != 0)
            return false;
        for (; count > 0; count--)
            queue.Dequeue();
        return true;
    }

    public static bool TrySet(Queue<T> queue, int index, T item) => false;
}

/// <summary>Operations of this node on one shared <see cref="Queue{T}"/>.</summary>
internal sealed class QueueReplica<T>(SharedHeader header) : SequenceReplica<Queue<T>, T, QueueContent<T>>(header)
{
    /// <summary>The replica of a shared queue, or null for any other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static QueueReplica<T>? Of(Queue<T> queue) => IsShared(queue, out QueueReplica<T>? replica) ? replica : null;

    /// <summary>Whether a queue is shared; gives its replica.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsShared(Queue<T> queue, [NotNullWhen(true)] out QueueReplica<T>? replica)
    {
        if (ObjectMark.IsSet(queue))
        {
            replica = Looks<Queue<T>, SharedQueue<T>, QueueReplica<T>>.Find(queue);
            return replica is not null;
        }
        replica = null;
        return false;
    }

    /// <summary>Before a queue is read: performs what other nodes have done to it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void CatchUp(Queue<T> queue)
    {
        if (ObjectMark.IsSet(queue))
            Looks<Queue<T>, SharedQueue<T>, QueueReplica<T>>.Drain(queue);
    }

    /// <summary>After a change of a queue that was found unshared: reports it if it has become shared meanwhile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void LookAgain(Queue<T> queue)
    {
        if (ObjectMark.IsSet(queue))
            Looks<Queue<T>, SharedQueue<T>, QueueReplica<T>>.ReportLate(queue);
    }

    internal void Enqueue(Queue<T> queue, T item)
    {
        SharedWrites.Share(Header, item);
        Change(queue, (this, queue, item), static a =>
        {
            a.queue.Enqueue(a.item);
            a.Item1.RecordInsert(a.queue, AtEnd, a.item);
            return true;
        });
    }

    internal T Dequeue(Queue<T> queue) => Change(queue, (this, queue), static a =>
    {
        T item = a.queue.Dequeue();
        a.Item1.RecordRemove(a.queue, 0, 1);
        return item;
    });

    internal bool TryDequeue(Queue<T> queue, [MaybeNullWhen(false)] out T result)
    {
        (bool taken, result) = Change(queue, (this, queue), static a =>
        {
            if (!a.queue.TryDequeue(out T? item))
                return (false, default(T)!);
            a.Item1.RecordRemove(a.queue, 0, 1);
            return (true, item);
        });
        return taken;
    }
}
