using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Weft.Runtime.Barriers;
using Weft.Runtime.Collections;

namespace Weft.Runtime.Contract;

/// <summary>Replaces <see cref="Stack{T}"/>'s constructors and members. The unshared case costs one load for each look.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.Generic.Stack`1", Untouched = "get_Capacity")]
public static class StackShims<T>
{
    /// <summary>See <see cref="Stack{T}.Stack()"/>.</summary>
    public static Stack<T> Create() => Activation.IsActive ? new SharedStack<T>() : new Stack<T>();

    /// <summary>See <see cref="Stack{T}.Stack(int)"/>.</summary>
    public static Stack<T> Create(int capacity) => Activation.IsActive ? new SharedStack<T>(capacity) : new Stack<T>(capacity);

    /// <summary>See <see cref="Stack{T}.Stack(IEnumerable{T})"/>.</summary>
    public static Stack<T> Create(IEnumerable<T> collection) => Activation.IsActive ? new SharedStack<T>(collection) : new Stack<T>(collection);

    /// <summary>See <see cref="Stack{T}.Push(T)"/>.</summary>
    [CatchesUp]
    public static void Push(Stack<T> self, T item)
    {
        if (StackReplica<T>.IsShared(self, out StackReplica<T>? replica))
        {
            replica.Push(self, item);
            return;
        }
        self.Push(item);
        StackReplica<T>.LookAgain(self);
    }

    /// <summary>See <see cref="Stack{T}.Pop()"/>.</summary>
    [CatchesUp]
    public static T Pop(Stack<T> self)
    {
        if (StackReplica<T>.IsShared(self, out StackReplica<T>? replica))
            return replica.Pop(self);
        T result = self.Pop();
        StackReplica<T>.LookAgain(self);
        return result;
    }

    /// <summary>See <see cref="Stack{T}.TryPop(out T)"/>.</summary>
    [CatchesUp]
    public static bool TryPop(Stack<T> self, [MaybeNullWhen(false)] out T result)
    {
        if (StackReplica<T>.IsShared(self, out StackReplica<T>? replica))
            return replica.TryPop(self, out result);
        bool done = self.TryPop(out result);
        StackReplica<T>.LookAgain(self);
        return done;
    }

    /// <summary>See <see cref="Stack{T}.Clear()"/>.</summary>
    [CatchesUp]
    public static void Clear(Stack<T> self)
    {
        if (StackReplica<T>.IsShared(self, out StackReplica<T>? replica))
        {
            replica.Clear(self);
            return;
        }
        self.Clear();
        StackReplica<T>.LookAgain(self);
    }

    /// <summary>See <see cref="Stack{T}.Peek()"/>.</summary>
    [CatchesUp]
    public static T Peek(Stack<T> self) =>
        StackReplica<T>.IsShared(self, out StackReplica<T>? replica) ? replica.Read(self, self, static s => s.Peek()) : self.Peek();

    /// <summary>See <see cref="Stack{T}.TryPeek(out T)"/>.</summary>
    [CatchesUp]
    public static bool TryPeek(Stack<T> self, [MaybeNullWhen(false)] out T result)
    {
        if (!StackReplica<T>.IsShared(self, out StackReplica<T>? replica))
            return self.TryPeek(out result);
        (bool found, result) = replica.Read(self, self, static s => (s.TryPeek(out T? result), result!));
        return found;
    }

    /// <summary>See <see cref="Stack{T}.Count"/>.</summary>
    [CatchesUp(ReadsPlainly = true)]
    public static int get_Count(Stack<T> self) =>
        StackReplica<T>.IsShared(self, out StackReplica<T>? replica) ? replica.Read(self, self, static s => s.Count) : self.Count;

    /// <summary>See <see cref="Stack{T}.EnsureCapacity(int)"/>.</summary>
    public static int EnsureCapacity(Stack<T> self, int capacity) =>
        StackReplica<T>.IsShared(self, out StackReplica<T>? replica) ? replica.Read(self, (self, capacity), static a => a.self.EnsureCapacity(a.capacity)) : self.EnsureCapacity(capacity);

    /// <summary>See <see cref="Stack{T}.TrimExcess()"/>.</summary>
    public static void TrimExcess(Stack<T> self)
    {
        if (StackReplica<T>.IsShared(self, out StackReplica<T>? replica))
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

    /// <summary>See <see cref="Stack{T}.TrimExcess(int)"/>.</summary>
    public static void TrimExcess(Stack<T> self, int capacity)
    {
        if (StackReplica<T>.IsShared(self, out StackReplica<T>? replica))
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

    /// <summary>See <see cref="Stack{T}.Contains(T)"/>.</summary>
    public static bool Contains(Stack<T> self, T item)
    {
        StackReplica<T>.CatchUp(self);
        return self.Contains(item);
    }

    /// <summary>See <see cref="Stack{T}.CopyTo(T[], int)"/>.</summary>
    public static void CopyTo(Stack<T> self, T[] array, int arrayIndex)
    {
        StackReplica<T>.CatchUp(self);
        self.CopyTo(array, arrayIndex);
        ArrayWrites.Written(array, arrayIndex, self.Count);
    }

    /// <summary>See <see cref="Stack{T}.ToArray()"/>.</summary>
    public static T[] ToArray(Stack<T> self)
    {
        StackReplica<T>.CatchUp(self);
        return self.ToArray();
    }

    /// <summary>See <see cref="Stack{T}.GetEnumerator()"/>.</summary>
    public static Stack<T>.Enumerator GetEnumerator(Stack<T> self)
    {
        StackReplica<T>.CatchUp(self);
        return self.GetEnumerator();
    }
}
