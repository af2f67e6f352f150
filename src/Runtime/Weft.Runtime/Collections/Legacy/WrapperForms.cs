using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections.Legacy;

/// <summary>What a wrapper of the framework without a lock works on: on each node, something that tells the cluster of it.</summary>
internal sealed class ViewForm<T> : IFieldForm<T>
{
    public T Local(T value) => (T)FrameworkWrappers.StandInFor(value!, locks: false);

    public T Shared(T value) => (T)FrameworkWrappers.Unwrapped(value, locks: false)!;
}

/// <summary>What a wrapper of the framework with a lock works on: on each node, something that takes the lock for the cluster. Its root is no collection, or the collection itself.</summary>
internal sealed class LockedForm<T> : IFieldForm<T>
{
    private static readonly bool IsRoot = typeof(T) == typeof(object);

    public T Local(T value) => IsRoot ? value : (T)FrameworkWrappers.StandInFor(value!, locks: true);

    public T Shared(T value) => IsRoot ? value : (T)FrameworkWrappers.Unwrapped(value, locks: true)!;
}
