using System.ComponentModel;
using System.Diagnostics;
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
    /// <summary>Reads a root.</summary>
    /// <param name="place">The field: static, or of an instance that the rule's <c>on:</c> accepts.</param>
    /// <param name="root">The rule.</param>
    /// <param name="key">The value of the rule's <c>key:</c> member; null without one.</param>
    /// <returns>The cluster's object, or null while there is none.</returns>
    /// <exception cref="RootTypeMismatchException">The cluster's object does not fit the field.</exception>
    public static T? Read<T>(ref T? place, RootHandle root, object? key) where T : class => RootBinding.Read(ref place, root, key);

    /// <summary>Assigns a root: the first assignment in the cluster makes it, the policy says what others do.</summary>
    public static void Write<T>(ref T? place, T? value, RootHandle root, object? key) where T : class => RootBinding.Write(ref place, value, root, key);

    /// <summary>Stores a candidate in a type initializer; it is bound at the first access outside it.</summary>
    public static void Nominate<T>(ref T? place, T? value, RootHandle root) where T : class => RootBinding.Nominate(ref place, value, root);
}
