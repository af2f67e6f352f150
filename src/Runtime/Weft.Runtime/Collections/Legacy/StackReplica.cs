using System.Collections;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections.Legacy;

/// <summary>Operations of this node on one shared non-generic <see cref="Stack"/>.</summary>
internal sealed class StackReplica(SharedHeader header) : SequenceReplica<Stack, object?, StackContent>(header)
{
    internal void Push(Stack stack, object? item)
    {
        SharedWrites.Share(Header, item);
        Change(stack, (this, stack, item), static a =>
        {
            PlainStack.Push(a.stack, a.item);
            a.Item1.RecordInsert(a.stack, AtEnd, a.item);
            return true;
        });
    }

    internal object? Pop(Stack stack) => Change(stack, (this, stack), static a =>
    {
        object? item = PlainStack.Pop(a.stack);
        a.Item1.RecordRemove(a.stack, PlainStack.Count(a.stack), 1);
        return item;
    });
}
