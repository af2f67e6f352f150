using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Weft.Runtime.Barriers;
using Weft.Runtime.Collections;

namespace Weft.Runtime.Contract;

/// <summary>Replaces <see cref="Queue{T}"/>'s constructors and members. The unshared case costs one load for each look.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.Generic.Queue`1", Untouched = "get_Capacity")]
public static class QueueShims<T>
{
    /// <summary>See <see cref="Queue{T}.Queue()"/>.</summary>
    public static Queue<T> Create() => Activation.IsActive ? new SharedQueue<T>() : new Queue<T>();

    /// <summary>See <see cref="Queue{T}.Queue(int)"/>.</summary>
    public static Queue<T> Create(int capacity) => Activation.IsActive ? new SharedQueue<T>(capacity) : new Queue<T>(capacity);

    /// <summary>See <see cref="Queue{T}.Queue(IEnumerable{T})"/>.</summary>
    public static Queue<T> Create(IEnumerable<T> collection) => Activation.IsActive ? new SharedQueue<T>(collection) : new Queue<T>(collection);

    /// <summary>See <see cref="Queue{T}.Enqueue(T)"/>.</summary>
    [CatchesUp]
    public static void Enqueue(Queue<T> self, T item)
    {
        if (QueueReplica<T>.IsShared(self, out QueueReplica<T>? replica))
        {
            replica.Enqueue(self, item);
            return;
        }
        self.Enqueue(item);
        QueueReplica<T>.LookAgain(self);
    }

    /// <summary>See <see cref="Queue{T}.Dequeue()"/>.</summary>
    [CatchesUp]
    public static T Dequeue(Queue<T> self)
    {
        if (QueueReplica<T>.IsShared(self, out QueueReplica<T>? replica))
            return replica.Dequeue(self);
        T result = self.Dequeue();
        QueueReplica<T>.LookAgain(self);
        return result;
    }

    /// <summary>See <see cref="Queue{T}.TryDequeue(out T)"/>.</summary>
    [CatchesUp]
    public static bool TryDequeue(Queue<T> self, [MaybeNullWhen(false)] out T result)
    {
        if (QueueReplica<T>.IsShared(self, out QueueReplica<T>? replica))
            return replica.TryDequeue(self, out result);
        bool done = self.TryDequeue(out result);
        QueueReplica<T>.LookAgain(self);
        return done;
    }

    /// <summary>See <see cref="Queue{T}.Clear()"/>.</summary>
    [CatchesUp]
    public static void Clear(Queue<T> self)
    {
        if (QueueReplica<T>.IsShared(self, out QueueReplica<T>? replica))
        {
            replica.Clear(self);
            return;
        }
        self.Clear();
        QueueReplica<T>.LookAgain(self);
    }

    /// <summary>See <see cref="Queue{T}.Peek()"/>.</summary>
    [CatchesUp]
    public static T Peek(Queue<T> self) =>
        QueueReplica<T>.IsShared(self, out QueueReplica<T>? replica) ? replica.Read(self, self, static s => s.Peek()) : self.Peek();

    /// <summary>See <see cref="Queue{T}.TryPeek(out T)"/>.</summary>
    [CatchesUp]
    public static bool TryPeek(Queue<T> self, [MaybeNullWhen(false)] out T result)
    {
        if (!QueueReplica<T>.IsShared(self, out QueueReplica<T>? replica))
            return self.TryPeek(out result);
        (bool found, result) = replica.Read(self, self, static s => (s.TryPeek(out T? result), result!));
        return found;
    }

    /// <summary>See <see cref="Queue{T}.Count"/>.</summary>
    [CatchesUp(ReadsPlainly = true)]
    public static int get_Count(Queue<T> self) =>
        QueueReplica<T>.IsShared(self, out QueueReplica<T>? replica) ? replica.Read(self, self, static s => s.Count) : self.Count;

    /// <summary>See <see cref="Queue{T}.EnsureCapacity(int)"/>.</summary>
    public static int EnsureCapacity(Queue<T> self, int capacity) =>
        QueueReplica<T>.IsShared(self, out QueueReplica<T>? replica) ? replica.Read(self, (self, capacity), static a => a.self.EnsureCapacity(a.capacity)) : self.EnsureCapacity(capacity);

    /// <summary>See <see cref="Queue{T}.TrimExcess()"/>.</summary>
    public static void TrimExcess(Queue<T> self)
    {
        if (QueueReplica<T>.IsShared(self, out QueueReplica<T>? replica))
        {
            replica.Read(self, self, static s =>
            {
                s.TrimExcess();
                return true;
            });
            return;
        }
        self.TrimExcess();
    }

    /// <summary>See <see cref="Queue{T}.TrimExcess(int)"/>.</summary>
    public static void TrimExcess(Queue<T> self, int capacity)
    {
        if (QueueReplica<T>.IsShared(self, out QueueReplica<T>? replica))
        {
            replica.Read(self, (self, capacity), static a =>
            {
                a.self.TrimExcess(a.capacity);
                return true;
            });
            return;
        }
        self.TrimExcess(capacity);
    }

    /// <summary>See <see cref="Queue{T}.Contains(T)"/>.</summary>
    public static bool Contains(Queue<T> self, T item)
    {
        QueueReplica<T>.CatchUp(self);
        return self.Contains(item);
    }

    /// <summary>See <see cref="Queue{T}.CopyTo(T[], int)"/>.</summary>
    public static void CopyTo(Queue<T> self, T[] array, int arrayIndex)
    {
        QueueReplica<T>.CatchUp(self);
        self.CopyTo(array, arrayIndex);
        ArrayWrites.Written(array, arrayIndex, self.Count);
    }

    /// <summary>See <see cref="Queue{T}.ToArray()"/>.</summary>
    public static T[] ToArray(Queue<T> self)
    {
        QueueReplica<T>.CatchUp(self);
        return self.ToArray();
    }

    /// <summary>See <see cref="Queue{T}.GetEnumerator()"/>.</summary>
    public static Queue<T>.Enumerator GetEnumerator(Queue<T> self)
    {
        QueueReplica<T>.CatchUp(self);
        return self.GetEnumerator();
    }
}
