using System.Collections;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections.Legacy;

/// <summary>Operations of this node on one shared non-generic <see cref="Stack"/>.</summary>
internal sealed class StackReplica(SharedHeader header) : SequenceReplica<Stack, object?, StackContent>(header)
{
    /// <summary>The replica of a shared stack, or null for any other.</summary>
    /// <exception cref="NotSupportedException">It is one of the framework's wrappers, on a shared stack.</exception>
    internal static StackReplica? Of(Stack stack)
    {
        if (Find(stack) is { } replica)
            return replica;
        if (FrameworkWrappers.TargetOf(stack) is Stack target && Find(target) is not null)
            throw FrameworkWrappers.Refusal(typeof(Stack));
        return null;
    }

    /// <summary>The stack, or a wrapper of it, with what other nodes have done to the stack.</summary>
    internal static Stack Current(Stack stack)
    {
        if ((FrameworkWrappers.TargetOf(stack) ?? stack) is Stack target)
            Find(target)?.Drain(target);
        return stack;
    }

    /// <summary>After a change of a stack that was found unshared: reports it if it has become shared meanwhile.</summary>
    internal static void LookAgain(Stack stack)
    {
        if ((FrameworkWrappers.TargetOf(stack) ?? stack) is Stack target)
            Find(target)?.ReportLate(target);
    }

    internal void Push(Stack stack, object? item)
    {
        SharedWrites.Share(Header, item);
        Change(stack, (this, stack, item), static a =>
        {
            a.stack.Push(a.item);
            a.Item1.RecordInsert(a.stack, AtEnd, a.item);
            return true;
        });
    }

    internal object? Pop(Stack stack) => Change(stack, (this, stack), static a =>
    {
        object? item = a.stack.Pop();
        a.Item1.RecordRemove(a.stack, a.stack.Count, 1);
        return item;
    });

    private static StackReplica? Find(Stack stack)
    {
        SharedHeader? header = stack is SharedStack own ? own.SharedHeader : SideTable.InUse && stack is not null ? SideTable.Find(stack) : null;
        return header is null ? null : (StackReplica)Of(header);
    }
}
