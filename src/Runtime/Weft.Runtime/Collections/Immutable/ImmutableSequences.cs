using System.Collections.Immutable;
using Weft.Protocol;

namespace Weft.Runtime.Collections.Immutable;

internal sealed class ImmutableListDescriptor<T> : ImmutableDescriptor<ImmutableList<T>, T>
{
    protected override ImmutableList<T> Empty(ref WireReader comparers) => [];

    protected override ImmutableList<T> Make(ImmutableList<T> empty, T[] items) => [.. items];
}

internal sealed class ImmutableQueueDescriptor<T> : ImmutableDescriptor<ImmutableQueue<T>, T>
{
    protected override ImmutableQueue<T> Empty(ref WireReader comparers) => [];

    protected override ImmutableQueue<T> Make(ImmutableQueue<T> empty, T[] items) => [.. items];
}

internal sealed class ImmutableStackDescriptor<T> : ImmutableDescriptor<ImmutableStack<T>, T>
{
    protected override ImmutableStack<T> Empty(ref WireReader comparers) => [];

    // The first is on top.
    protected override ImmutableStack<T> Make(ImmutableStack<T> empty, T[] items) => items.Reverse().Aggregate(empty, static (stack, item) => stack.Push(item));
}
