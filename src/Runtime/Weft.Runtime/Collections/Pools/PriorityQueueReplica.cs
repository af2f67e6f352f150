using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Weft.Runtime.Barriers;
using Weft.Runtime.Contract;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections.Pools;

/// <summary>A priority queue made by woven code of a clustered program.</summary>
internal sealed class SharedPriorityQueue<TElement, TPriority> : PriorityQueue<TElement, TPriority>, IHeaderOwner
{
    /// <summary>Null until the collection is shared.</summary>
    internal ObjectHeader? Header;

    public SharedPriorityQueue()
    {
    }

    public SharedPriorityQueue(IComparer<TPriority>? comparer) : base(comparer)
    {
    }

    public SharedPriorityQueue(int initialCapacity, IComparer<TPriority>? comparer) : base(initialCapacity, comparer)
    {
    }

    public SharedPriorityQueue(IEnumerable<(TElement Element, TPriority Priority)> items, IComparer<TPriority>? comparer) : base(items, comparer)
    {
    }

    ref ObjectHeader? IHeaderOwner.Header => ref Header;
}

/// <summary>Operations of this node on one shared <see cref="PriorityQueue{TElement, TPriority}"/>.</summary>
internal sealed class PriorityQueueReplica<TElement, TPriority>(SharedHeader header, PriorityQueue<TElement, TPriority> queue)
    : PoolReplica<PriorityQueue<TElement, TPriority>, (TElement Element, TPriority Priority), PriorityQueueContent<TElement, TPriority>>(header, queue)
{
    /// <summary>The replica of a shared queue, or null for any other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static PriorityQueueReplica<TElement, TPriority>? Of(PriorityQueue<TElement, TPriority> queue) => IsShared(queue, out PriorityQueueReplica<TElement, TPriority>? replica) ? replica : null;

    /// <summary>Whether a queue is shared; gives its replica.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsShared(PriorityQueue<TElement, TPriority> queue, [NotNullWhen(true)] out PriorityQueueReplica<TElement, TPriority>? replica)
    {
        if (ObjectMark.IsSet(queue))
        {
            replica = Looks<PriorityQueue<TElement, TPriority>, SharedPriorityQueue<TElement, TPriority>, PriorityQueueReplica<TElement, TPriority>>.Find(queue);
            return replica is not null;
        }
        replica = null;
        return false;
    }

    /// <summary>Before a queue is read: performs what other nodes have done to it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void CatchUp(PriorityQueue<TElement, TPriority> queue)
    {
        if (ObjectMark.IsSet(queue))
            Looks<PriorityQueue<TElement, TPriority>, SharedPriorityQueue<TElement, TPriority>, PriorityQueueReplica<TElement, TPriority>>.Drain(queue);
    }

    /// <summary>After a change of a queue that was found unshared: reports it if it has become shared meanwhile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void LookAgain(PriorityQueue<TElement, TPriority> queue)
    {
        if (ObjectMark.IsSet(queue))
            Looks<PriorityQueue<TElement, TPriority>, SharedPriorityQueue<TElement, TPriority>, PriorityQueueReplica<TElement, TPriority>>.ReportLate(queue);
    }

    internal void Enqueue(PriorityQueue<TElement, TPriority> queue, (TElement Element, TPriority Priority)[] items)
    {
        foreach ((TElement, TPriority) item in items)
            SharedWrites.Share(Header, item);
        Change(queue, (this, queue, items), static a =>
        {
            a.queue.EnqueueRange(a.items);
            foreach ((TElement Element, TPriority Priority) item in a.items)
                a.Item1.RecordAdd(item);
            return true;
        });
    }

    internal bool TryDequeue(PriorityQueue<TElement, TPriority> queue, [MaybeNullWhen(false)] out TElement element, [MaybeNullWhen(false)] out TPriority priority)
    {
        (bool taken, (element, priority)) = Change(queue, (this, queue), static a => (a.Item1.TryTakeOut(a.queue, out (TElement, TPriority) item), item));
        return taken;
    }

    /// <summary>The class's own <c>EnqueueDequeue</c> or <c>DequeueEnqueue</c>: one item goes in, one comes out.</summary>
    internal TElement Exchange(PriorityQueue<TElement, TPriority> queue, TElement element, TPriority priority, bool dequeueFirst)
    {
        SharedWrites.Share(Header, (element, priority));
        return Change(queue, (this, queue, element, priority, dequeueFirst), static a =>
        {
            if (a.dequeueFirst && a.queue.Count == 0)
                return a.queue.Dequeue();
            bool comesOutAgain = !a.dequeueFirst && (a.queue.Count == 0 || a.queue.Comparer.Compare(a.priority, First(a.queue)) <= 0);
            if (comesOutAgain)
                return a.element;
            a.Item1.TryTakeOut(a.queue, out (TElement Element, TPriority Priority) first);
            a.queue.Enqueue(a.element, a.priority);
            a.Item1.RecordAdd((a.element, a.priority));
            return first.Element;
        });
    }

    internal bool Remove(PriorityQueue<TElement, TPriority> queue, TElement element, [MaybeNullWhen(false)] out TElement removedElement, [MaybeNullWhen(false)] out TPriority priority, IEqualityComparer<TElement>? equalityComparer)
    {
        // The equality is the program's: it runs outside the latch.
        equalityComparer ??= EqualityComparer<TElement>.Default;
        foreach ((TElement Element, TPriority Priority) item in Read(queue, queue, PriorityQueueContent<TElement, TPriority>.Copy))
        {
            if (!equalityComparer.Equals(element, item.Element))
                continue;
            if (!Change(queue, (this, queue, item), static a => a.Item1.RemoveLatched(a.queue, a.item)))
                continue;
            (removedElement, priority) = item;
            return true;
        }
        (removedElement, priority) = (default, default);
        return false;
    }

    private static TPriority First(PriorityQueue<TElement, TPriority> queue)
    {
        queue.TryPeek(out _, out TPriority? priority);
        return priority!;
    }

    private bool RemoveLatched(PriorityQueue<TElement, TPriority> queue, (TElement, TPriority) item)
    {
        if (!PriorityQueueContent<TElement, TPriority>.Remove(queue, item))
            return false;
        RecordTaken(item);
        return true;
    }
}
