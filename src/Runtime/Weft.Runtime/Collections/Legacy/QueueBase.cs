using System.Collections;
using System.ComponentModel;
using System.Diagnostics;
using Weft.Runtime.Collections.Legacy;

namespace Weft.Runtime.Contract;

/// <summary>What calls of the <c>base</c> members that change a <see cref="Queue"/> do where the object is shared, in a class that derives from it: what the framework's own members do. Those that come down to others reach overrides of these.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
public static class QueueBase
{
    /// <summary>See <see cref="Queue.Enqueue(object)"/>.</summary>
    public static void Enqueue(Queue self, object? obj)
    {
        if (Replica(self) is { } replica)
            replica.Enqueue(self, obj);
        else
            PlainQueue.Enqueue(self, obj);
    }

    /// <summary>See <see cref="Queue.Dequeue()"/>.</summary>
    public static object? Dequeue(Queue self) => Replica(self) is { } replica ? replica.Dequeue(self) : PlainQueue.Dequeue(self);

    /// <summary>See <see cref="Queue.Clear()"/>.</summary>
    public static void Clear(Queue self)
    {
        if (Replica(self) is { } replica)
            replica.Clear(self);
        else
            PlainQueue.Clear(self);
    }

    /// <summary>See <see cref="Queue.TrimToSize()"/>.</summary>
    public static void TrimToSize(Queue self)
    {
        if (Replica(self) is { } replica)
            replica.TrimToSize(self);
        else
            PlainQueue.TrimToSize(self);
    }

    private static QueueReplica? Replica(Queue self) => Replicas<Queue, SharedQueue, QueueReplica>.Find(self);
}
