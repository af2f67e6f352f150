using System.Collections;
using System.Runtime.CompilerServices;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections.Legacy;

/// <summary>The content of a non-generic <see cref="Queue"/>, next first.</summary>
internal readonly struct QueueContent : ISequenceContent<Queue, object?>
{
    public static Queue Create() => new SharedQueue();

    public static Replica MakeReplica(SharedHeader header) => new QueueReplica(header);

    public static long Stamp(Queue queue) => ContentStamp.Of(Version(queue), queue.Count);

    public static int Count(Queue queue) => queue.Count;

    public static object?[] Copy(Queue queue) => queue.ToArray();

    public static void Load(Queue queue, object?[] content)
    {
        queue.Clear();
        foreach (object? item in content)
            queue.Enqueue(item);
    }

    public static bool TryInsert(Queue queue, int index, object? item)
    {
        if (index != queue.Count)
            return false;
        queue.Enqueue(item);
        return true;
    }

    public static bool TryRemove(Queue queue, int index, int count)
    {
        if (index != 0)
            return false;
        for (; count > 0; count--)
            queue.Dequeue();
        return true;
    }

    public static bool TrySet(Queue queue, int index, object? item) => false;

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_version")]
    private static extern ref int Version(Queue queue);
}
