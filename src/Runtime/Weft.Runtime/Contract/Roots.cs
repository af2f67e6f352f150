using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Contract;

/// <summary>What a later assignment to a root does.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum RootPolicy
{
    /// <summary>It is discarded.</summary>
    FirstWins = 0,

    /// <summary>It replaces the root on every node.</summary>
    Replaceable = 1,

    /// <summary>It throws <see cref="RootAlreadySetException"/>.</summary>
    Error = 2,
}

/// <summary>One root rule; held in a static field of the woven assembly's generated class.</summary>
/// <param name="name">The root's name in the cluster; with a key, the part before it.</param>
/// <param name="policy">What later assignments do.</param>
/// <param name="eager">Whether the root is looked up when the node joins.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RootHandle(string name, RootPolicy policy, bool eager)
{
    /// <summary>The root's name in the cluster.</summary>
    public string Name { get; } = name;

    /// <summary>What later assignments do.</summary>
    public RootPolicy Policy { get; } = policy;

    /// <summary>Whether the root is looked up when the node joins.</summary>
    public bool Eager { get; } = eager;

    /// <summary>The runtime's state of this root.</summary>
    internal RootBinding? Binding;
}

/// <summary>Reads and writes of fields that are roots. Callable on any thread.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
public static class RootAccess
{
    /// <summary>Whether a hub is configured: without one no key is asked for, which is code of the program.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsClustered() => Activation.IsActive;

    /// <summary>Reads a root.</summary>
    /// <param name="place">The field: static, or of an instance that the rule's <c>on:</c> accepts.</param>
    /// <param name="root">The rule.</param>
    /// <param name="key">The value of the rule's <c>key:</c> member; null without one.</param>
    /// <returns>The cluster's object, or null while there is none.</returns>
    /// <exception cref="RootTypeMismatchException">The cluster's object does not fit the field.</exception>
    public static T? Read<T>(ref T? place, RootHandle root, object? key) where T : class => RootBinding.Read(ref place, root, key);

    /// <summary>Assigns a root: the first assignment in the cluster makes it, the policy says what others do.</summary>
    public static void Write<T>(ref T? place, T? value, RootHandle root, object? key) where T : class => RootBinding.Write(ref place, value, root, key);

    /// <summary><see cref="Interlocked.CompareExchange{T}(ref T, T, T)"/>: an assignment, as the policy has it, if the root is the comparand.</summary>
    /// <param name="place">The field.</param>
    /// <param name="value">What is assigned.</param>
    /// <param name="comparand">What the root must be.</param>
    /// <param name="root">The rule; null: the instance is not one of those whose field is a root.</param>
    /// <param name="key">The value of the rule's <c>key:</c> member; null without one.</param>
    /// <returns>What the root was; where an assignment was discarded, the cluster's object.</returns>
    public static T? CompareExchange<T>(ref T? place, T? value, T? comparand, RootHandle? root, object? key) where T : class =>
        root is null || !Activation.IsActive || Activation.HasLeft ? Interlocked.CompareExchange(ref place, value, comparand) : RootBinding.CompareExchange(ref place, value, comparand, root, key);

    /// <summary><see cref="Interlocked.Exchange{T}(ref T, T)"/>: an assignment, as the policy has it.</summary>
    /// <returns>What the root was; where the assignment was discarded, the cluster's object.</returns>
    public static T? Exchange<T>(ref T? place, T? value, RootHandle? root, object? key) where T : class =>
        root is null || !Activation.IsActive || Activation.HasLeft ? Interlocked.Exchange(ref place, value) : RootBinding.Exchange(ref place, value, root, key);

    /// <summary><see cref="Volatile.Write{T}(ref T, T)"/>: an assignment, as the policy has it, in turn with the atomic operations of all nodes.</summary>
    public static void VolatileWrite<T>(ref T? place, T? value, RootHandle? root, object? key) where T : class
    {
        if (root is null || !Activation.IsActive || Activation.HasLeft)
            Volatile.Write(ref place, value);
        else
            RootBinding.Exchange(ref place, value, root, key);
    }

    /// <summary><see cref="LazyInitializer.EnsureInitialized{T}(ref T, Func{T})"/>: many may make a value at once, that of one becomes the root.</summary>
    /// <returns>The root.</returns>
    /// <exception cref="InvalidOperationException">The factory gave null.</exception>
    public static T EnsureInitialized<T>(ref T? place, Func<T> valueFactory, RootHandle? root, object? key) where T : class
    {
        if (root is null || !Activation.IsActive || Activation.HasLeft)
            return LazyInitializer.EnsureInitialized(ref place, valueFactory);
        return RootBinding.Read(ref place, root, key) ?? RootBinding.Ensure(ref place, valueFactory(), root, key);
    }

    /// <summary><see cref="LazyInitializer.EnsureInitialized{T}(ref T)"/>: many may make a value at once, that of one becomes the root.</summary>
    /// <returns>The root.</returns>
    public static T EnsureNew<T>(ref T? place, RootHandle? root, object? key) where T : class
    {
        if (root is null || !Activation.IsActive || Activation.HasLeft)
            return LazyInitializer.EnsureInitialized(ref place);
        if (RootBinding.Read(ref place, root, key) is { } present)
            return present;
        T? made = null;
        return RootBinding.Ensure(ref place, LazyInitializer.EnsureInitialized(ref made), root, key);
    }

    /// <summary>Names a root to calls that work on it in several atomic operations, or that the policy allows to replace it.</summary>
    public static ObjectRootPlace<T> Place<T>(ref T? place, RootHandle root, object? key) where T : class =>
        !Activation.IsActive || Activation.HasLeft ? ObjectRootPlace<T>.OfOther(RootPlace<T?>.OfPlace(ref place)) : new(ref place, root, key);

    /// <summary>Stores a candidate in a type initializer; it is bound at the first access outside it.</summary>
    public static void Nominate<T>(ref T? place, T? value, RootHandle root) where T : class => RootBinding.Nominate(ref place, value, root);
}
