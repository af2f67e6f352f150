using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Weft.Runtime.Barriers;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections;

/// <summary>The content of a <see cref="ConcurrentQueue{T}"/>, next first.</summary>
internal readonly struct ConcurrentQueueContent<T> : ISequenceContent<ConcurrentQueue<T>, T>
{
    public static ConcurrentQueue<T> Create() => new SharedConcurrentQueue<T>();

    public static Replica MakeReplica(SharedHeader header) => new ConcurrentQueueReplica<T>(header);

    public static long Stamp(ConcurrentQueue<T> queue) => ContentStamp.Unknown;

    public static int Count(ConcurrentQueue<T> queue) => queue.Count;

    public static T[] Copy(ConcurrentQueue<T> queue) => queue.ToArray();

    public static void Load(ConcurrentQueue<T> queue, T[] content)
    {
        queue.Clear();
        foreach (T item in content)
            queue.Enqueue(item);
    }

    public static bool TryInsert(ConcurrentQueue<T> queue, int index, T item)
    {
        if (index != queue.Count)
            return false;
        queue.Enqueue(item);
        return true;
    }

    public static bool TryRemove(ConcurrentQueue<T> queue, int index, int count)
    {
        if (index != 0)
            return false;
        for (; count > 0; count--)
            queue.TryDequeue(out _);
        return true;
    }

    public static bool TrySet(ConcurrentQueue<T> queue, int index, T item) => false;
}

/// <summary>Operations of this node on one shared <see cref="ConcurrentQueue{T}"/>.</summary>
internal sealed class ConcurrentQueueReplica<T>(SharedHeader header) : ConcurrentSequenceReplica<ConcurrentQueue<T>, T, ConcurrentQueueContent<T>>(header)
{
    /// <summary>The replica of a shared queue, or null for any other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ConcurrentQueueReplica<T>? Of(ConcurrentQueue<T> queue) => IsShared(queue, out ConcurrentQueueReplica<T>? replica) ? replica : null;

    /// <summary>Whether a queue is shared; gives its replica.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsShared(ConcurrentQueue<T> queue, [NotNullWhen(true)] out ConcurrentQueueReplica<T>? replica)
    {
        if (ObjectMark.IsSet(queue))
        {
            replica = Looks<ConcurrentQueue<T>, SharedConcurrentQueue<T>, ConcurrentQueueReplica<T>>.Find(queue);
            return replica is not null;
        }
        replica = null;
        return false;
    }

    /// <summary>Before a queue is read: performs what other nodes have done to it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void CatchUp(ConcurrentQueue<T> queue)
    {
        if (ObjectMark.IsSet(queue))
            Looks<ConcurrentQueue<T>, SharedConcurrentQueue<T>, ConcurrentQueueReplica<T>>.Drain(queue);
    }

    internal void Enqueue(ConcurrentQueue<T> queue, T item) => Atomically(queue, (this, queue, item), static a =>
    {
        a.Item1.PublishAppended(a.queue, [a.item]);
        a.queue.Enqueue(a.item);
        return true;
    });

    /// <summary>Of a queue that is empty here nothing is asked: whoever polls it would keep the lease from those that fill it.</summary>
    internal bool TryDequeue(ConcurrentQueue<T> queue, [MaybeNullWhen(false)] out T result)
    {
        Drain(queue);
        (bool taken, result) = queue.IsEmpty ? default : Atomically(queue, (this, queue), static a =>
        {
            if (a.queue.IsEmpty)
                return (false, default(T)!);
            a.Item1.PublishTaken(a.queue, 0, 1);
            return (a.queue.TryDequeue(out T? item), item!);
        });
        return taken;
    }
}
