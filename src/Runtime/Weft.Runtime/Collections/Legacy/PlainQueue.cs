using System.Collections;

namespace Weft.Runtime.Collections.Legacy;

/// <summary>The members of the non-generic <see cref="Queue"/> itself; see <see cref="NonVirtual"/>.</summary>
internal static class PlainQueue
{
    internal static readonly Func<Queue, int> Count = NonVirtual.Of<Func<Queue, int>>("get_Count");
    internal static readonly Func<Queue, object?[]> ToArray = NonVirtual.Of<Func<Queue, object?[]>>(nameof(Queue.ToArray));
    internal static readonly Action<Queue> Clear = NonVirtual.Of<Action<Queue>>(nameof(Queue.Clear));
    internal static readonly Action<Queue, object?> Enqueue = NonVirtual.Of<Action<Queue, object?>>(nameof(Queue.Enqueue));
    internal static readonly Func<Queue, object?> Dequeue = NonVirtual.Of<Func<Queue, object?>>(nameof(Queue.Dequeue));
    internal static readonly Action<Queue> TrimToSize = NonVirtual.Of<Action<Queue>>(nameof(Queue.TrimToSize));
}
