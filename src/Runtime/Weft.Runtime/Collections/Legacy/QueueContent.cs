using System.Collections;
using System.Runtime.CompilerServices;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections.Legacy;

/// <summary>The content of a non-generic <see cref="Queue"/>, next first.</summary>
internal readonly struct QueueContent : ISequenceContent<Queue, object?>
{
    public static Queue Create() => new SharedQueue();

    public static Replica MakeReplica(SharedHeader header) => new QueueReplica(header);

    public static long Stamp(Queue queue) => ContentStamp.Of(Version(queue), PlainQueue.Count(queue));

    public static int Count(Queue queue) => PlainQueue.Count(queue);

    public static object?[] Copy(Queue queue) => PlainQueue.ToArray(queue);

    public static void Load(Queue queue, object?[] content)
    {
        PlainQueue.Clear(queue);
        foreach (object? item in content)
            PlainQueue.Enqueue(queue, item);
    }

    public static bool TryInsert(Queue queue, int index, object? item)
    {
        if (index != PlainQueue.Count(queue))
            return false;
        PlainQueue.Enqueue(queue, item);
        return true;
    }

    public static bool TryRemove(Queue queue, int index, int count)
    {
        if (index != 0)
            return false;
        for (; count > 0; count--)
            PlainQueue.Dequeue(queue);
        return true;
    }

    public static bool TrySet(Queue queue, int index, object? item) => false;

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_version")]
    private static extern ref int Version(Queue queue);
}
