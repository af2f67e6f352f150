using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Weft.Runtime.Collections.Pools;

namespace Weft.Runtime.Contract;

/// <summary>Replaces <see cref="PriorityQueue{TElement, TPriority}"/>'s constructors and members. The unshared case costs one load for each look.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.Generic.PriorityQueue`2", Untouched = "get_Comparer get_Capacity")]
public static class PriorityQueueShims<TElement, TPriority>
{
    /// <summary>See <see cref="PriorityQueue{TElement, TPriority}.PriorityQueue()"/>.</summary>
    public static PriorityQueue<TElement, TPriority> Create() => Activation.IsActive ? new SharedPriorityQueue<TElement, TPriority>() : new PriorityQueue<TElement, TPriority>();

    /// <summary>See <see cref="PriorityQueue{TElement, TPriority}.PriorityQueue(int)"/>.</summary>
    public static PriorityQueue<TElement, TPriority> Create(int initialCapacity) => Create(initialCapacity, null);

    /// <summary>See <see cref="PriorityQueue{TElement, TPriority}.PriorityQueue(IComparer{TPriority})"/>.</summary>
    public static PriorityQueue<TElement, TPriority> Create(IComparer<TPriority>? comparer) =>
        Activation.IsActive ? new SharedPriorityQueue<TElement, TPriority>(comparer) : new PriorityQueue<TElement, TPriority>(comparer);

    /// <summary>See <see cref="PriorityQueue{TElement, TPriority}.PriorityQueue(int, IComparer{TPriority})"/>.</summary>
    public static PriorityQueue<TElement, TPriority> Create(int initialCapacity, IComparer<TPriority>? comparer) =>
        Activation.IsActive ? new SharedPriorityQueue<TElement, TPriority>(initialCapacity, comparer) : new PriorityQueue<TElement, TPriority>(initialCapacity, comparer);

    /// <summary>See <see cref="PriorityQueue{TElement, TPriority}.PriorityQueue(IEnumerable{ValueTuple{TElement, TPriority}})"/>.</summary>
    public static PriorityQueue<TElement, TPriority> Create(IEnumerable<(TElement Element, TPriority Priority)> items) => Create(items, null);

    /// <summary>See <see cref="PriorityQueue{TElement, TPriority}.PriorityQueue(IEnumerable{ValueTuple{TElement, TPriority}}, IComparer{TPriority})"/>.</summary>
    public static PriorityQueue<TElement, TPriority> Create(IEnumerable<(TElement Element, TPriority Priority)> items, IComparer<TPriority>? comparer) =>
        Activation.IsActive ? new SharedPriorityQueue<TElement, TPriority>(items, comparer) : new PriorityQueue<TElement, TPriority>(items, comparer);

    /// <summary>See <see cref="PriorityQueue{TElement, TPriority}.Enqueue"/>.</summary>
    public static void Enqueue(PriorityQueue<TElement, TPriority> self, TElement element, TPriority priority)
    {
        if (PriorityQueueReplica<TElement, TPriority>.IsShared(self, out PriorityQueueReplica<TElement, TPriority>? replica))
        {
            replica.Enqueue(self, [(element, priority)]);
            return;
        }
        self.Enqueue(element, priority);
        PriorityQueueReplica<TElement, TPriority>.LookAgain(self);
    }

    /// <summary>See <see cref="PriorityQueue{TElement, TPriority}.EnqueueRange(IEnumerable{ValueTuple{TElement, TPriority}})"/>.</summary>
    public static void EnqueueRange(PriorityQueue<TElement, TPriority> self, IEnumerable<(TElement Element, TPriority Priority)> items)
    {
        if (PriorityQueueReplica<TElement, TPriority>.IsShared(self, out PriorityQueueReplica<TElement, TPriority>? replica))
        {
            ArgumentNullException.ThrowIfNull(items);
            replica.Enqueue(self, [.. items]);
            return;
        }
        try
        {
            self.EnqueueRange(items);
        }
        finally
        {
            PriorityQueueReplica<TElement, TPriority>.LookAgain(self);
        }
    }

    /// <summary>See <see cref="PriorityQueue{TElement, TPriority}.EnqueueRange(IEnumerable{TElement}, TPriority)"/>.</summary>
    public static void EnqueueRange(PriorityQueue<TElement, TPriority> self, IEnumerable<TElement> elements, TPriority priority)
    {
        if (PriorityQueueReplica<TElement, TPriority>.IsShared(self, out PriorityQueueReplica<TElement, TPriority>? replica))
        {
            ArgumentNullException.ThrowIfNull(elements);
            replica.Enqueue(self, [.. elements.Select(element => (element, priority))]);
            return;
        }
        try
        {
            self.EnqueueRange(elements, priority);
        }
        finally
        {
            PriorityQueueReplica<TElement, TPriority>.LookAgain(self);
        }
    }

    /// <summary>See <see cref="PriorityQueue{TElement, TPriority}.Dequeue"/>.</summary>
    public static TElement Dequeue(PriorityQueue<TElement, TPriority> self)
    {
        if (PriorityQueueReplica<TElement, TPriority>.IsShared(self, out PriorityQueueReplica<TElement, TPriority>? replica))
            return replica.TryDequeue(self, out TElement? taken, out _) ? taken : new PriorityQueue<TElement, TPriority>().Dequeue();
        TElement element = self.Dequeue();
        PriorityQueueReplica<TElement, TPriority>.LookAgain(self);
        return element;
    }

    /// <summary>See <see cref="PriorityQueue{TElement, TPriority}.TryDequeue"/>.</summary>
    public static bool TryDequeue(PriorityQueue<TElement, TPriority> self, [MaybeNullWhen(false)] out TElement element, [MaybeNullWhen(false)] out TPriority priority)
    {
        if (PriorityQueueReplica<TElement, TPriority>.IsShared(self, out PriorityQueueReplica<TElement, TPriority>? replica))
            return replica.TryDequeue(self, out element, out priority);
        bool taken = self.TryDequeue(out element, out priority);
        PriorityQueueReplica<TElement, TPriority>.LookAgain(self);
        return taken;
    }

    /// <summary>See <see cref="PriorityQueue{TElement, TPriority}.EnqueueDequeue"/>.</summary>
    public static TElement EnqueueDequeue(PriorityQueue<TElement, TPriority> self, TElement element, TPriority priority)
    {
        if (PriorityQueueReplica<TElement, TPriority>.IsShared(self, out PriorityQueueReplica<TElement, TPriority>? replica))
            return replica.Exchange(self, element, priority, dequeueFirst: false);
        TElement taken = self.EnqueueDequeue(element, priority);
        PriorityQueueReplica<TElement, TPriority>.LookAgain(self);
        return taken;
    }

    /// <summary>See <see cref="PriorityQueue{TElement, TPriority}.DequeueEnqueue"/>.</summary>
    public static TElement DequeueEnqueue(PriorityQueue<TElement, TPriority> self, TElement element, TPriority priority)
    {
        if (PriorityQueueReplica<TElement, TPriority>.IsShared(self, out PriorityQueueReplica<TElement, TPriority>? replica))
            return replica.Exchange(self, element, priority, dequeueFirst: true);
        TElement taken = self.DequeueEnqueue(element, priority);
        PriorityQueueReplica<TElement, TPriority>.LookAgain(self);
        return taken;
    }

    /// <summary>See <see cref="PriorityQueue{TElement, TPriority}.Remove"/>.</summary>
    public static bool Remove(PriorityQueue<TElement, TPriority> self, TElement element, [MaybeNullWhen(false)] out TElement removedElement, [MaybeNullWhen(false)] out TPriority priority, IEqualityComparer<TElement>? equalityComparer)
    {
        if (PriorityQueueReplica<TElement, TPriority>.IsShared(self, out PriorityQueueReplica<TElement, TPriority>? replica))
            return replica.Remove(self, element, out removedElement, out priority, equalityComparer);
        bool removed = self.Remove(element, out removedElement, out priority, equalityComparer);
        PriorityQueueReplica<TElement, TPriority>.LookAgain(self);
        return removed;
    }

    /// <summary>See <see cref="PriorityQueue{TElement, TPriority}.Clear"/>.</summary>
    public static void Clear(PriorityQueue<TElement, TPriority> self)
    {
        if (PriorityQueueReplica<TElement, TPriority>.IsShared(self, out PriorityQueueReplica<TElement, TPriority>? replica))
        {
            replica.Clear(self);
            return;
        }
        self.Clear();
        PriorityQueueReplica<TElement, TPriority>.LookAgain(self);
    }

    /// <summary>See <see cref="PriorityQueue{TElement, TPriority}.Peek"/>.</summary>
    public static TElement Peek(PriorityQueue<TElement, TPriority> self) =>
        PriorityQueueReplica<TElement, TPriority>.IsShared(self, out PriorityQueueReplica<TElement, TPriority>? replica) ? replica.Read(self, self, static s => s.Peek()) : self.Peek();

    /// <summary>See <see cref="PriorityQueue{TElement, TPriority}.TryPeek"/>.</summary>
    public static bool TryPeek(PriorityQueue<TElement, TPriority> self, [MaybeNullWhen(false)] out TElement element, [MaybeNullWhen(false)] out TPriority priority)
    {
        if (!PriorityQueueReplica<TElement, TPriority>.IsShared(self, out PriorityQueueReplica<TElement, TPriority>? replica))
            return self.TryPeek(out element, out priority);
        (bool found, element, priority) = replica.Read(self, self, static s => (s.TryPeek(out TElement? first, out TPriority? least), first, least));
        return found;
    }

    /// <summary>See <see cref="PriorityQueue{TElement, TPriority}.Count"/>.</summary>
    public static int get_Count(PriorityQueue<TElement, TPriority> self) =>
        PriorityQueueReplica<TElement, TPriority>.IsShared(self, out PriorityQueueReplica<TElement, TPriority>? replica) ? replica.Read(self, self, static s => s.Count) : self.Count;

    /// <summary>See <see cref="PriorityQueue{TElement, TPriority}.UnorderedItems"/>.</summary>
    public static PriorityQueue<TElement, TPriority>.UnorderedItemsCollection get_UnorderedItems(PriorityQueue<TElement, TPriority> self)
    {
        PriorityQueueReplica<TElement, TPriority>.CatchUp(self);
        return self.UnorderedItems;
    }

    /// <summary>See <see cref="PriorityQueue{TElement, TPriority}.EnsureCapacity"/>.</summary>
    public static int EnsureCapacity(PriorityQueue<TElement, TPriority> self, int capacity) =>
        PriorityQueueReplica<TElement, TPriority>.IsShared(self, out PriorityQueueReplica<TElement, TPriority>? replica) ? replica.Read(self, (self, capacity), static a => a.self.EnsureCapacity(a.capacity)) : self.EnsureCapacity(capacity);

    /// <summary>See <see cref="PriorityQueue{TElement, TPriority}.TrimExcess"/>.</summary>
    public static void TrimExcess(PriorityQueue<TElement, TPriority> self)
    {
        if (!PriorityQueueReplica<TElement, TPriority>.IsShared(self, out PriorityQueueReplica<TElement, TPriority>? replica))
        {
            self.TrimExcess();
            return;
        }
        replica.Read(self, self, static s =>
        {
            s.TrimExcess();
            return true;
        });
    }
}
