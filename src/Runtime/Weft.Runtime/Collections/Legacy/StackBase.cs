using System.Collections;
using System.ComponentModel;
using System.Diagnostics;
using Weft.Runtime.Collections.Legacy;

namespace Weft.Runtime.Contract;

/// <summary>What calls of the <c>base</c> members that change a <see cref="Stack"/> do where the object is shared, in a class that derives from it: what the framework's own members do. Those that come down to others reach overrides of these.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
public static class StackBase
{
    /// <summary>See <see cref="Stack.Push(object)"/>.</summary>
    public static void Push(Stack self, object? obj)
    {
        if (Replica(self) is { } replica)
            replica.Push(self, obj);
        else
            PlainStack.Push(self, obj);
    }

    /// <summary>See <see cref="Stack.Pop()"/>.</summary>
    public static object? Pop(Stack self) => Replica(self) is { } replica ? replica.Pop(self) : PlainStack.Pop(self);

    /// <summary>See <see cref="Stack.Clear()"/>.</summary>
    public static void Clear(Stack self)
    {
        if (Replica(self) is { } replica)
            replica.Clear(self);
        else
            PlainStack.Clear(self);
    }

    private static StackReplica? Replica(Stack self) => Replicas<Stack, SharedStack, StackReplica>.Find(self);
}
