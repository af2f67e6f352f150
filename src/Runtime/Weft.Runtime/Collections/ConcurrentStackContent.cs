using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Weft.Runtime.Barriers;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections;

/// <summary>The content of a <see cref="ConcurrentStack{T}"/>, bottom first.</summary>
internal readonly struct ConcurrentStackContent<T> : ISequenceContent<ConcurrentStack<T>, T>
{
    public static ConcurrentStack<T> Create() => new SharedConcurrentStack<T>();

    public static Replica MakeReplica(SharedHeader header) => new ConcurrentStackReplica<T>(header);

    public static long Stamp(ConcurrentStack<T> stack) => ContentStamp.Unknown;

    public static int Count(ConcurrentStack<T> stack) => stack.Count;

    public static T[] Copy(ConcurrentStack<T> stack)
    {
        T[] content = stack.ToArray();
        Array.Reverse(content);
        return content;
    }

    public static void Load(ConcurrentStack<T> stack, T[] content)
    {
        stack.Clear();
        if (content.Length != 0)
            stack.PushRange(content);
    }

    public static bool TryInsert(ConcurrentStack<T> stack, int index, T item)
    {
        if (index != stack.Count)
            return false;
        stack.Push(item);
        return true;
    }

    public static bool TryRemove(ConcurrentStack<T> stack, int index, int count)
    {
        if (index + count != stack.Count)
            return false;
        for (; count > 0; count--)
            stack.TryPop(out _);
        return true;
    }

    public static bool TrySet(ConcurrentStack<T> stack, int index, T item) => false;
}

/// <summary>Operations of this node on one shared <see cref="ConcurrentStack{T}"/>.</summary>
internal sealed class ConcurrentStackReplica<T>(SharedHeader header) : ConcurrentSequenceReplica<ConcurrentStack<T>, T, ConcurrentStackContent<T>>(header)
{
    /// <summary>The replica of a shared stack, or null for any other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ConcurrentStackReplica<T>? Of(ConcurrentStack<T> stack) => IsShared(stack, out ConcurrentStackReplica<T>? replica) ? replica : null;

    /// <summary>Whether a stack is shared; gives its replica.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsShared(ConcurrentStack<T> stack, [NotNullWhen(true)] out ConcurrentStackReplica<T>? replica)
    {
        if (ObjectMark.IsSet(stack))
        {
            replica = Looks<ConcurrentStack<T>, SharedConcurrentStack<T>, ConcurrentStackReplica<T>>.Find(stack);
            return replica is not null;
        }
        replica = null;
        return false;
    }

    /// <summary>Before a stack is read: performs what other nodes have done to it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void CatchUp(ConcurrentStack<T> stack)
    {
        if (ObjectMark.IsSet(stack))
            Looks<ConcurrentStack<T>, SharedConcurrentStack<T>, ConcurrentStackReplica<T>>.Drain(stack);
    }

    internal void Push(ConcurrentStack<T> stack, T item) => PushAll(stack, [item]);

    internal void PushRange(ConcurrentStack<T> stack, T[] items, int startIndex, int count)
    {
        // The class's own checks, with its exceptions.
        new ConcurrentStack<T>().PushRange(items, startIndex, count);
        if (count > 0)
            PushAll(stack, items.AsSpan(startIndex, count).ToArray());
    }

    /// <summary>Of a stack that is empty here nothing is asked; see <see cref="ConcurrentQueueReplica{T}.TryDequeue"/>.</summary>
    internal bool TryPop(ConcurrentStack<T> stack, [MaybeNullWhen(false)] out T result)
    {
        T[] one = new T[1];
        bool taken = TryPopRange(stack, one, 0, 1) == 1;
        result = one[0];
        return taken;
    }

    internal int TryPopRange(ConcurrentStack<T> stack, T[] items, int startIndex, int count)
    {
        new ConcurrentStack<T>().TryPopRange(items, startIndex, count);
        Drain(stack);
        return count == 0 || stack.IsEmpty ? 0 : Atomically(stack, (this, stack, items, startIndex, count), static a =>
        {
            int size = a.stack.Count;
            int taken = Math.Min(size, a.count);
            if (taken == 0)
                return 0;
            a.Item1.PublishTaken(a.stack, size - taken, taken);
            return a.stack.TryPopRange(a.items, a.startIndex, taken);
        });
    }

    private void PushAll(ConcurrentStack<T> stack, T[] items) => Atomically(stack, (this, stack, items), static a =>
    {
        a.Item1.PublishAppended(a.stack, a.items);
        a.stack.PushRange(a.items);
        return true;
    });
}
