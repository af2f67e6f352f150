using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Weft.Runtime.Barriers;
using Weft.Runtime.Collections;

namespace Weft.Runtime.Contract;

/// <summary>Replaces <see cref="ConcurrentStack{T}"/>'s constructors and members: updates run in an atomic section while the stack is unshared, under its lease when it is shared; reads are local.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.Concurrent.ConcurrentStack`1")]
public static class ConcurrentStackShims<T>
{
    /// <summary>See <see cref="ConcurrentStack{T}.ConcurrentStack()"/>.</summary>
    public static ConcurrentStack<T> Create() => Activation.IsActive ? new SharedConcurrentStack<T>() : new ConcurrentStack<T>();

    /// <summary>See <see cref="ConcurrentStack{T}.ConcurrentStack(IEnumerable{T})"/>.</summary>
    public static ConcurrentStack<T> Create(IEnumerable<T> collection) => Activation.IsActive ? new SharedConcurrentStack<T>(collection) : new ConcurrentStack<T>(collection);

    /// <summary>See <see cref="ConcurrentStack{T}.Push(T)"/>.</summary>
    public static void Push(ConcurrentStack<T> self, T item)
    {
        if (Activation.IsActive)
        {
            bool done = false;
            AtomicSections.Scope section = AtomicSections.EnterScope();
            try
            {
                if (!ConcurrentStackReplica<T>.IsShared(self, out _))
                {
                    self.Push(item);
                    done = true;
                }
            }
            finally
            {
                section.Leave();
            }
            if (done)
                return;
            if (ConcurrentStackReplica<T>.IsShared(self, out ConcurrentStackReplica<T>? replica))
            {
                replica.Push(self, item);
                return;
            }
        }
        self.Push(item);
    }

    /// <summary>See <see cref="ConcurrentStack{T}.PushRange(T[])"/>.</summary>
    public static void PushRange(ConcurrentStack<T> self, T[] items)
    {
        ArgumentNullException.ThrowIfNull(items);
        PushRange(self, items, 0, items.Length);
    }

    /// <summary>See <see cref="ConcurrentStack{T}.PushRange(T[], int, int)"/>.</summary>
    public static void PushRange(ConcurrentStack<T> self, T[] items, int startIndex, int count)
    {
        if (Activation.IsActive)
        {
            bool done = false;
            AtomicSections.Scope section = AtomicSections.EnterScope();
            try
            {
                if (!ConcurrentStackReplica<T>.IsShared(self, out _))
                {
                    self.PushRange(items, startIndex, count);
                    done = true;
                }
            }
            finally
            {
                section.Leave();
            }
            if (done)
                return;
            if (ConcurrentStackReplica<T>.IsShared(self, out ConcurrentStackReplica<T>? replica))
            {
                replica.PushRange(self, items, startIndex, count);
                return;
            }
        }
        self.PushRange(items, startIndex, count);
    }

    /// <summary>See <see cref="ConcurrentStack{T}.TryPop(out T)"/>.</summary>
    public static bool TryPop(ConcurrentStack<T> self, [MaybeNullWhen(false)] out T result)
    {
        if (Activation.IsActive)
        {
            bool done = false, outcome = false;
            Unsafe.SkipInit(out result);
            AtomicSections.Scope section = AtomicSections.EnterScope();
            try
            {
                if (!ConcurrentStackReplica<T>.IsShared(self, out _))
                {
                    outcome = self.TryPop(out result);
                    done = true;
                }
            }
            finally
            {
                section.Leave();
            }
            if (done)
                return outcome;
            if (ConcurrentStackReplica<T>.IsShared(self, out ConcurrentStackReplica<T>? replica))
                return replica.TryPop(self, out result);
        }
        return self.TryPop(out result);
    }

    /// <summary>See <see cref="ConcurrentStack{T}.TryPopRange(T[])"/>.</summary>
    public static int TryPopRange(ConcurrentStack<T> self, T[] items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return TryPopRange(self, items, 0, items.Length);
    }

    /// <summary>See <see cref="ConcurrentStack{T}.TryPopRange(T[], int, int)"/>.</summary>
    public static int TryPopRange(ConcurrentStack<T> self, T[] items, int startIndex, int count)
    {
        int taken = Take(self, items, startIndex, count);
        ArrayWrites.Written(items, startIndex, taken);
        return taken;
    }

    /// <summary>See <see cref="ConcurrentStack{T}.Clear()"/>.</summary>
    public static void Clear(ConcurrentStack<T> self)
    {
        if (Activation.IsActive)
        {
            bool done = false;
            AtomicSections.Scope section = AtomicSections.EnterScope();
            try
            {
                if (!ConcurrentStackReplica<T>.IsShared(self, out _))
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
            if (ConcurrentStackReplica<T>.IsShared(self, out ConcurrentStackReplica<T>? replica))
            {
                replica.Clear(self);
                return;
            }
        }
        self.Clear();
    }

    /// <summary>See <see cref="ConcurrentStack{T}.TryPeek(out T)"/>.</summary>
    public static bool TryPeek(ConcurrentStack<T> self, [MaybeNullWhen(false)] out T result)
    {
        ConcurrentStackReplica<T>.CatchUp(self);
        return self.TryPeek(out result);
    }

    /// <summary>See <see cref="ConcurrentStack{T}.Count"/>.</summary>
    public static int get_Count(ConcurrentStack<T> self)
    {
        ConcurrentStackReplica<T>.CatchUp(self);
        return self.Count;
    }

    /// <summary>See <see cref="ConcurrentStack{T}.IsEmpty"/>.</summary>
    public static bool get_IsEmpty(ConcurrentStack<T> self)
    {
        ConcurrentStackReplica<T>.CatchUp(self);
        return self.IsEmpty;
    }

    /// <summary>See <see cref="ConcurrentStack{T}.ToArray()"/>.</summary>
    public static T[] ToArray(ConcurrentStack<T> self)
    {
        ConcurrentStackReplica<T>.CatchUp(self);
        return self.ToArray();
    }

    /// <summary>See <see cref="ConcurrentStack{T}.GetEnumerator()"/>.</summary>
    public static IEnumerator<T> GetEnumerator(ConcurrentStack<T> self)
    {
        ConcurrentStackReplica<T>.CatchUp(self);
        return self.GetEnumerator();
    }

    /// <summary>See <see cref="ConcurrentStack{T}.CopyTo(T[], int)"/>.</summary>
    public static void CopyTo(ConcurrentStack<T> self, T[] array, int index)
    {
        ConcurrentStackReplica<T>.CatchUp(self);
        // One copy is what the array gets and what is told of it: the count may change meanwhile.
        T[] content = self.ToArray();
        if (array is null || index < 0 || index > array.Length - content.Length)
            self.CopyTo(array!, index);
        else
            content.CopyTo(array, index);
        ArrayWrites.Written(array!, index, content.Length);
    }

    private static int Take(ConcurrentStack<T> self, T[] items, int startIndex, int count)
    {
        if (Activation.IsActive)
        {
            bool done = false;
            int outcome = 0;
            AtomicSections.Scope section = AtomicSections.EnterScope();
            try
            {
                if (!ConcurrentStackReplica<T>.IsShared(self, out _))
                {
                    outcome = self.TryPopRange(items, startIndex, count);
                    done = true;
                }
            }
            finally
            {
                section.Leave();
            }
            if (done)
                return outcome;
            if (ConcurrentStackReplica<T>.IsShared(self, out ConcurrentStackReplica<T>? replica))
                return replica.TryPopRange(self, items, startIndex, count);
        }
        return self.TryPopRange(items, startIndex, count);
    }
}
