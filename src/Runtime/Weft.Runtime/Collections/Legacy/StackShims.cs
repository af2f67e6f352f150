using System.Collections;
using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Weft.Runtime.Barriers;
using Weft.Runtime.Collections.Legacy;

namespace Weft.Runtime.Contract;

/// <summary>Replaces the non-generic <see cref="Stack"/>'s constructors and members. The unshared case costs one load for each look.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.Stack", Untouched = "get_IsSynchronized get_SyncRoot")]
public static class StackShims
{
    /// <summary>See <see cref="Stack.Stack()"/>.</summary>
    public static Stack Create() => Activation.IsActive ? new SharedStack() : new Stack();

    /// <summary>See <see cref="Stack.Stack(int)"/>.</summary>
    public static Stack Create(int initialCapacity) => Activation.IsActive ? new SharedStack(initialCapacity) : new Stack(initialCapacity);

    /// <summary>See <see cref="Stack.Stack(ICollection)"/>.</summary>
    public static Stack Create(ICollection col) => Activation.IsActive ? new SharedStack(col) : new Stack(col);

    /// <summary>See <see cref="Stack.Synchronized(Stack)"/>.</summary>
    public static Stack Synchronized(Stack stack) => Activation.IsActive && stack is not null ? new SynchronizedStack(stack) : Stack.Synchronized(stack!);

    /// <summary>See <see cref="Stack.Push(object)"/>.</summary>
    [CatchesUp]
    public static void Push(Stack self, object? obj)
    {
        if (!Replicas<Stack, SharedStack, StackReplica>.IsUnsharedOwn(self, out SharedStack? own))
        {
            PushOfAny(self, obj);
            return;
        }
        own.PlainPush(obj);
        Replicas<Stack, SharedStack, StackReplica>.LookAgain(own);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void PushOfAny(Stack self, object? obj)
    {
        if (Replicas<Stack, SharedStack, StackReplica>.IsShared(self, out StackReplica? replica, nameof(Push)))
        {
            replica.Push(self, obj);
            return;
        }
        self.Push(obj);
        Replicas<Stack, SharedStack, StackReplica>.LookAgain(self, nameof(Push));
    }

    /// <summary>See <see cref="Stack.Pop()"/>.</summary>
    [CatchesUp]
    public static object? Pop(Stack self)
    {
        if (!Replicas<Stack, SharedStack, StackReplica>.IsUnsharedOwn(self, out SharedStack? own))
            return PopOfAny(self);
        object? result = own.PlainPop();
        Replicas<Stack, SharedStack, StackReplica>.LookAgain(own);
        return result;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static object? PopOfAny(Stack self)
    {
        if (Replicas<Stack, SharedStack, StackReplica>.IsShared(self, out StackReplica? replica, nameof(Pop)))
            return replica.Pop(self);
        object? result = self.Pop();
        Replicas<Stack, SharedStack, StackReplica>.LookAgain(self, nameof(Pop));
        return result;
    }

    /// <summary>See <see cref="Stack.Clear()"/>.</summary>
    public static void Clear(Stack self)
    {
        if (Replicas<Stack, SharedStack, StackReplica>.IsShared(self, out StackReplica? replica))
        {
            replica.Clear(self);
            return;
        }
        self.Clear();
        Replicas<Stack, SharedStack, StackReplica>.LookAgain(self);
    }

    /// <summary>See <see cref="Stack.Count"/>.</summary>
    [CatchesUp(ReadsPlainly = true)]
    public static int get_Count(Stack self) => Replicas<Stack, SharedStack, StackReplica>.IsUnsharedOwn(self, out SharedStack? own) ? own.Count : Replicas<Stack, SharedStack, StackReplica>.CurrentOfAny(self).Count;

    /// <summary>See <see cref="Stack.Peek()"/>.</summary>
    [CatchesUp(ReadsPlainly = true)]
    public static object? Peek(Stack self) => Replicas<Stack, SharedStack, StackReplica>.IsUnsharedOwn(self, out SharedStack? own) ? own.Peek() : Replicas<Stack, SharedStack, StackReplica>.CurrentOfAny(self).Peek();

    /// <summary>See <see cref="Stack.Contains(object)"/>.</summary>
    public static bool Contains(Stack self, object? obj) => Replicas<Stack, SharedStack, StackReplica>.Current(self).Contains(obj);

    /// <summary>See <see cref="Stack.Clone()"/>.</summary>
    public static object Clone(Stack self) => Replicas<Stack, SharedStack, StackReplica>.Current(self).Clone();

    /// <summary>See <see cref="Stack.ToArray()"/>.</summary>
    public static object?[] ToArray(Stack self) => Replicas<Stack, SharedStack, StackReplica>.Current(self).ToArray();

    /// <summary>See <see cref="Stack.GetEnumerator()"/>.</summary>
    public static IEnumerator GetEnumerator(Stack self) => Replicas<Stack, SharedStack, StackReplica>.Current(self).GetEnumerator();

    /// <summary>See <see cref="Stack.CopyTo(Array, int)"/>.</summary>
    public static void CopyTo(Stack self, Array array, int index)
    {
        Replicas<Stack, SharedStack, StackReplica>.Current(self).CopyTo(array, index);
        ArrayWrites.Written(array, index, self.Count);
    }
}
