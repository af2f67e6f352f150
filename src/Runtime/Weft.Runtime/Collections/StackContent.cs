using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Weft.Runtime.Barriers;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections;

/// <summary>The content of a <see cref="Stack{T}"/>, bottom first.</summary>
internal readonly struct StackContent<T> : ISequenceContent<Stack<T>, T>
{
    public static Stack<T> Create() => new SharedStack<T>();

    public static Replica MakeReplica(SharedHeader header) => new StackReplica<T>(header);

    public static long Stamp(Stack<T> stack) => ContentStamp<T>.Of(stack);

    public static int Count(Stack<T> stack) => stack.Count;

    public static T[] Copy(Stack<T> stack)
    {
        T[] content = stack.ToArray();
        Array.Reverse(content);
        return content;
    }

    public static void Load(Stack<T> stack, T[] content)
    {
        stack.Clear();
        stack.EnsureCapacity(content.Length);
        foreach (T item in content)
            stack.Push(item);
    }

    public static bool TryInsert(Stack<T> stack, int index, T item)
    {
        if (index != stack.Count)
            return false;
        stack.Push(item);
        return true;
    }

    public static bool TryRemove(Stack<T> stack, int index, int count)
    {
        if (index + count != stack.Count)
            return false;
        for (; count > 0; count--)
            stack.Pop();
        return true;
    }

    public static bool TrySet(Stack<T> stack, int index, T item) => false;
}

/// <summary>Operations of this node on one shared <see cref="Stack{T}"/>.</summary>
internal sealed class StackReplica<T>(SharedHeader header) : SequenceReplica<Stack<T>, T, StackContent<T>>(header)
{
    /// <summary>The replica of a shared stack, or null for any other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static StackReplica<T>? Of(Stack<T> stack) => IsShared(stack, out StackReplica<T>? replica) ? replica : null;

    /// <summary>Whether a stack is shared; gives its replica.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsShared(Stack<T> stack, [NotNullWhen(true)] out StackReplica<T>? replica)
    {
        if (ObjectMark.IsSet(stack))
        {
            replica = Looks<Stack<T>, SharedStack<T>, StackReplica<T>>.Find(stack);
            return replica is not null;
        }
        replica = null;
        return false;
    }

    /// <summary>Before a stack is read: performs what other nodes have done to it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void CatchUp(Stack<T> stack)
    {
        if (ObjectMark.IsSet(stack))
            Looks<Stack<T>, SharedStack<T>, StackReplica<T>>.Drain(stack);
    }

    /// <summary>After a change of a stack that was found unshared: reports it if it has become shared meanwhile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void LookAgain(Stack<T> stack)
    {
        if (ObjectMark.IsSet(stack))
            Looks<Stack<T>, SharedStack<T>, StackReplica<T>>.ReportLate(stack);
    }

    internal void Push(Stack<T> stack, T item)
    {
        SharedWrites.Share(Header, item);
        Change(stack, (this, stack, item), static a =>
        {
            a.stack.Push(a.item);
            a.Item1.RecordInsert(a.stack, AtEnd, a.item);
            return true;
        });
    }

    internal T Pop(Stack<T> stack) => Change(stack, (this, stack), static a =>
    {
        T item = a.stack.Pop();
        a.Item1.RecordRemove(a.stack, a.stack.Count, 1);
        return item;
    });

    internal bool TryPop(Stack<T> stack, [MaybeNullWhen(false)] out T result)
    {
        (bool taken, result) = Change(stack, (this, stack), static a =>
        {
            if (!a.stack.TryPop(out T? item))
                return (false, default(T)!);
            a.Item1.RecordRemove(a.stack, a.stack.Count, 1);
            return (true, item);
        });
        return taken;
    }
}
