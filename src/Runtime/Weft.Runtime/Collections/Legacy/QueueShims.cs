using System.Collections;
using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Weft.Runtime.Barriers;
using Weft.Runtime.Collections.Legacy;

namespace Weft.Runtime.Contract;

/// <summary>Replaces the non-generic <see cref="Queue"/>'s constructors and members. The unshared case costs one load for each look.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.Queue", Untouched = "get_IsSynchronized get_SyncRoot")]
public static class QueueShims
{
    /// <summary>See <see cref="Queue.Queue()"/>.</summary>
    public static Queue Create() => Activation.IsActive ? new SharedQueue() : new Queue();

    /// <summary>See <see cref="Queue.Queue(int)"/>.</summary>
    public static Queue Create(int capacity) => Activation.IsActive ? new SharedQueue(capacity) : new Queue(capacity);

    /// <summary>See <see cref="Queue.Queue(int, float)"/>.</summary>
    public static Queue Create(int capacity, float growFactor) => Activation.IsActive ? new SharedQueue(capacity, growFactor) : new Queue(capacity, growFactor);

    /// <summary>See <see cref="Queue.Queue(ICollection)"/>.</summary>
    public static Queue Create(ICollection col) => Activation.IsActive ? new SharedQueue(col) : new Queue(col);

    /// <summary>See <see cref="Queue.Synchronized(Queue)"/>.</summary>
    public static Queue Synchronized(Queue queue) => Activation.IsActive && queue is not null ? new SynchronizedQueue(queue) : Queue.Synchronized(queue!);

    /// <summary>See <see cref="Queue.Enqueue(object)"/>.</summary>
    [CatchesUp]
    public static void Enqueue(Queue self, object? obj)
    {
        if (!Replicas<Queue, SharedQueue, QueueReplica>.IsUnsharedOwn(self, out SharedQueue? own))
        {
            EnqueueOfAny(self, obj);
            return;
        }
        own.PlainEnqueue(obj);
        Replicas<Queue, SharedQueue, QueueReplica>.LookAgain(own);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void EnqueueOfAny(Queue self, object? obj)
    {
        if (Replicas<Queue, SharedQueue, QueueReplica>.IsShared(self, out QueueReplica? replica, nameof(Enqueue)))
        {
            replica.Enqueue(self, obj);
            return;
        }
        self.Enqueue(obj);
        Replicas<Queue, SharedQueue, QueueReplica>.LookAgain(self, nameof(Enqueue));
    }

    /// <summary>See <see cref="Queue.Dequeue()"/>.</summary>
    [CatchesUp]
    public static object? Dequeue(Queue self)
    {
        if (!Replicas<Queue, SharedQueue, QueueReplica>.IsUnsharedOwn(self, out SharedQueue? own))
            return DequeueOfAny(self);
        object? result = own.PlainDequeue();
        Replicas<Queue, SharedQueue, QueueReplica>.LookAgain(own);
        return result;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static object? DequeueOfAny(Queue self)
    {
        if (Replicas<Queue, SharedQueue, QueueReplica>.IsShared(self, out QueueReplica? replica, nameof(Dequeue)))
            return replica.Dequeue(self);
        object? result = self.Dequeue();
        Replicas<Queue, SharedQueue, QueueReplica>.LookAgain(self, nameof(Dequeue));
        return result;
    }

    /// <summary>See <see cref="Queue.Clear()"/>.</summary>
    public static void Clear(Queue self)
    {
        if (Replicas<Queue, SharedQueue, QueueReplica>.IsShared(self, out QueueReplica? replica))
        {
            replica.Clear(self);
            return;
        }
        self.Clear();
        Replicas<Queue, SharedQueue, QueueReplica>.LookAgain(self);
    }

    /// <summary>See <see cref="Queue.TrimToSize()"/>.</summary>
    public static void TrimToSize(Queue self)
    {
        if (Replicas<Queue, SharedQueue, QueueReplica>.IsShared(self, out QueueReplica? replica))
        {
            replica.TrimToSize(self);
            return;
        }
        self.TrimToSize();
        Replicas<Queue, SharedQueue, QueueReplica>.LookAgain(self);
    }

    /// <summary>See <see cref="Queue.Count"/>.</summary>
    [CatchesUp(ReadsPlainly = true)]
    public static int get_Count(Queue self) => Replicas<Queue, SharedQueue, QueueReplica>.IsUnsharedOwn(self, out SharedQueue? own) ? own.Count : Replicas<Queue, SharedQueue, QueueReplica>.CurrentOfAny(self).Count;

    /// <summary>See <see cref="Queue.Peek()"/>.</summary>
    [CatchesUp(ReadsPlainly = true)]
    public static object? Peek(Queue self) => Replicas<Queue, SharedQueue, QueueReplica>.IsUnsharedOwn(self, out SharedQueue? own) ? own.Peek() : Replicas<Queue, SharedQueue, QueueReplica>.CurrentOfAny(self).Peek();

    /// <summary>See <see cref="Queue.Contains(object)"/>.</summary>
    public static bool Contains(Queue self, object? obj) => Replicas<Queue, SharedQueue, QueueReplica>.Current(self).Contains(obj);

    /// <summary>See <see cref="Queue.Clone()"/>.</summary>
    public static object Clone(Queue self) => Replicas<Queue, SharedQueue, QueueReplica>.Current(self).Clone();

    /// <summary>See <see cref="Queue.ToArray()"/>.</summary>
    public static object?[] ToArray(Queue self) => Replicas<Queue, SharedQueue, QueueReplica>.Current(self).ToArray();

    /// <summary>See <see cref="Queue.GetEnumerator()"/>.</summary>
    public static IEnumerator GetEnumerator(Queue self) => Replicas<Queue, SharedQueue, QueueReplica>.Current(self).GetEnumerator();

    /// <summary>See <see cref="Queue.CopyTo(Array, int)"/>.</summary>
    public static void CopyTo(Queue self, Array array, int index)
    {
        Replicas<Queue, SharedQueue, QueueReplica>.Current(self).CopyTo(array, index);
        ArrayWrites.Written(array, index, self.Count);
    }
}
