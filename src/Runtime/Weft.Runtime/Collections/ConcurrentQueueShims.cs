using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Weft.Runtime.Barriers;
using Weft.Runtime.Collections;

namespace Weft.Runtime.Contract;

/// <summary>Replaces <see cref="ConcurrentQueue{T}"/>'s constructors and members: updates run in an atomic section while the queue is unshared, under its lease when it is shared; reads are local.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.Concurrent.ConcurrentQueue`1")]
public static class ConcurrentQueueShims<T>
{
    /// <summary>See <see cref="ConcurrentQueue{T}.ConcurrentQueue()"/>.</summary>
    public static ConcurrentQueue<T> Create() => Activation.IsActive ? new SharedConcurrentQueue<T>() : new ConcurrentQueue<T>();

    /// <summary>See <see cref="ConcurrentQueue{T}.ConcurrentQueue(IEnumerable{T})"/>.</summary>
    public static ConcurrentQueue<T> Create(IEnumerable<T> collection) => Activation.IsActive ? new SharedConcurrentQueue<T>(collection) : new ConcurrentQueue<T>(collection);

    /// <summary>See <see cref="ConcurrentQueue{T}.Enqueue(T)"/>.</summary>
    public static void Enqueue(ConcurrentQueue<T> self, T item)
    {
        if (Activation.IsActive)
        {
            bool done = false;
            AtomicSections.Scope section = AtomicSections.EnterScope();
            try
            {
                if (!ConcurrentQueueReplica<T>.IsShared(self, out _))
                {
                    self.Enqueue(item);
                    done = true;
                }
            }
            finally
            {
                section.Leave();
            }
            if (done)
                return;
            if (ConcurrentQueueReplica<T>.IsShared(self, out ConcurrentQueueReplica<T>? replica))
            {
                replica.Enqueue(self, item);
                return;
            }
        }
        self.Enqueue(item);
    }

    /// <summary>See <see cref="ConcurrentQueue{T}.TryDequeue(out T)"/>.</summary>
    public static bool TryDequeue(ConcurrentQueue<T> self, [MaybeNullWhen(false)] out T result)
    {
        if (Activation.IsActive)
        {
            bool done = false, outcome = false;
            Unsafe.SkipInit(out result);
            AtomicSections.Scope section = AtomicSections.EnterScope();
            try
            {
                if (!ConcurrentQueueReplica<T>.IsShared(self, out _))
                {
                    outcome = self.TryDequeue(out result);
                    done = true;
                }
            }
            finally
            {
                section.Leave();
            }
            if (done)
                return outcome;
            if (ConcurrentQueueReplica<T>.IsShared(self, out ConcurrentQueueReplica<T>? replica))
                return replica.TryDequeue(self, out result);
        }
        return self.TryDequeue(out result);
    }

    /// <summary>See <see cref="ConcurrentQueue{T}.Clear()"/>.</summary>
    public static void Clear(ConcurrentQueue<T> self)
    {
        if (Activation.IsActive)
        {
            bool done = false;
            AtomicSections.Scope section = AtomicSections.EnterScope();
            try
            {
                if (!ConcurrentQueueReplica<T>.IsShared(self, out _))
                {
                    self.Clear();
                    done = true;
                }
            }
            finally
            {
                section.Leave();
            }
            if (done)
                return;
            if (ConcurrentQueueReplica<T>.IsShared(self, out ConcurrentQueueReplica<T>? replica))
            {
                replica.Clear(self);
                return;
            }
        }
        self.Clear();
    }

    /// <summary>See <see cref="ConcurrentQueue{T}.TryPeek(out T)"/>.</summary>
    public static bool TryPeek(ConcurrentQueue<T> self, [MaybeNullWhen(false)] out T result)
    {
        ConcurrentQueueReplica<T>.CatchUp(self);
        return self.TryPeek(out result);
    }

    /// <summary>See <see cref="ConcurrentQueue{T}.Count"/>.</summary>
    public static int get_Count(ConcurrentQueue<T> self)
    {
        ConcurrentQueueReplica<T>.CatchUp(self);
        return self.Count;
    }

    /// <summary>See <see cref="ConcurrentQueue{T}.IsEmpty"/>.</summary>
    public static bool get_IsEmpty(ConcurrentQueue<T> self)
    {
        ConcurrentQueueReplica<T>.CatchUp(self);
        return self.IsEmpty;
    }

    /// <summary>See <see cref="ConcurrentQueue{T}.ToArray()"/>.</summary>
    public static T[] ToArray(ConcurrentQueue<T> self)
    {
        ConcurrentQueueReplica<T>.CatchUp(self);
        return self.ToArray();
    }

    /// <summary>See <see cref="ConcurrentQueue{T}.GetEnumerator()"/>.</summary>
    public static IEnumerator<T> GetEnumerator(ConcurrentQueue<T> self)
    {
        ConcurrentQueueReplica<T>.CatchUp(self);
        return self.GetEnumerator();
    }

    /// <summary>See <see cref="ConcurrentQueue{T}.CopyTo(T[], int)"/>.</summary>
    public static void CopyTo(ConcurrentQueue<T> self, T[] array, int index)
    {
        ConcurrentQueueReplica<T>.CatchUp(self);
        // One copy is what the array gets and what is told of it: the count may change meanwhile.
        T[] content = self.ToArray();
        if (array is null || index < 0 || index > array.Length - content.Length)
            self.CopyTo(array!, index);
        else
            content.CopyTo(array, index);
        ArrayWrites.Written(array!, index, content.Length);
    }
}
