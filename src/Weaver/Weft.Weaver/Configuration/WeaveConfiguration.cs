using System.Collections.Immutable;
using Mono.Cecil;
using Weft.Weaver.Diagnostics;

namespace Weft.Weaver.Configuration;

/// <summary>A string of the configuration file and where it stands.</summary>
public sealed record Positioned(string Text, SourcePosition Position)
{
    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>What a later assignment to a root does; the numbers are the runtime's.</summary>
public enum RootPolicy
{
    /// <summary>It is discarded.</summary>
    FirstWins = 0,

    /// <summary>It replaces the root on every node.</summary>
    Replaceable = 1,

    /// <summary>It throws.</summary>
    Error = 2,
}

/// <summary>The nodes on which a distributed method runs; the numbers are the runtime's.</summary>
public enum RunOn
{
    /// <summary>All nodes.</summary>
    All = 0,

    /// <summary>Nodes where the receiver is resident.</summary>
    Holders = 1,

    /// <summary>All nodes but the caller.</summary>
    Others = 2,
}

/// <summary>How a transient field is filled.</summary>
public enum OnLoadKind
{
    /// <summary>The field's own initializer runs again.</summary>
    Initializer,

    /// <summary>It keeps its default value.</summary>
    None,

    /// <summary>The parameterless constructor of its type.</summary>
    New,

    /// <summary>An instance method of its class.</summary>
    Method,

    /// <summary>A static factory.</summary>
    Factory,
}

/// <summary>One entry of <c>roots:</c>.</summary>
public sealed record RootRule(Positioned Field, Positioned? On, string Name, RootPolicy Policy, bool Eager, Positioned? Key);

/// <summary>What fills a transient field; <paramref name="Target"/> names the method or factory.</summary>
public sealed record OnLoadRule(OnLoadKind Kind, Positioned? Target);

/// <summary>One entry of <c>transients:</c>: a field or a pattern of types.</summary>
public sealed record TransientRule(Positioned? Field, TypePattern? Type, OnLoadRule? OnLoad, SourcePosition Position);

/// <summary>One entry of <c>distributed-methods:</c>.</summary>
public sealed record DistributedMethodRule(MethodPattern Method, RunOn RunOn, Positioned? Where);

/// <summary>How a section uses its lock. The numbers are those of the runtime's contract.</summary>
public enum LockLevel
{
    /// <summary>Alone.</summary>
    Write = 0,

    /// <summary>With other readers; what is written in it is not covered.</summary>
    Read = 1,

    /// <summary>With anybody: only the transaction counts.</summary>
    Concurrent = 3,

    /// <summary>Alone; leaving it waits for stable storage.</summary>
    SynchronousWrite = 4,
}

/// <summary>One entry of <c>locks:</c>.</summary>
/// <param name="Method">The methods.</param>
/// <param name="Enabled">Whether the locks inside them are the cluster's; null where the rule does not say.</param>
/// <param name="Level">The level of these locks.</param>
/// <param name="Synchronized">Whether each takes the lock of its receiver; null where the rule does not say.</param>
/// <param name="Named">The lock that each takes by name; null where the rule does not say.</param>
public sealed record AutolockRule(MethodPattern Method, bool? Enabled, LockLevel Level, bool? Synchronized, NamedLockRule? Named);

/// <summary>What a collection of the program is.</summary>
public enum CollectionShape
{
    /// <summary>Items by position.</summary>
    List,

    /// <summary>Items, each once.</summary>
    Set,

    /// <summary>Values by key.</summary>
    Dictionary,
}

/// <summary>One entry of <c>collections:</c>: a class that replaces an inner collection at each write.</summary>
public sealed record CollectionRule(Positioned Type, CollectionShape As);

/// <summary>A lock by name, taken round methods.</summary>
public sealed record NamedLockRule(string Name, LockLevel Level);

/// <summary>A configuration file that has no errors.</summary>
public sealed record WeaveConfiguration
{
    /// <summary>The file.</summary>
    public required string File { get; init; }

    /// <summary>The roots, in the file's order.</summary>
    public ImmutableArray<RootRule> Roots { get; init; } = [];

    /// <summary>Types that may be shared besides what the roots reach.</summary>
    public ImmutableArray<TypePattern> Include { get; init; } = [];

    /// <summary>Types whose instances are never shared.</summary>
    public ImmutableArray<TypePattern> Exclude { get; init; } = [];

    /// <summary>The transient fields and types.</summary>
    public ImmutableArray<TransientRule> Transients { get; init; } = [];

    /// <summary>Whether <c>[NonSerialized]</c> makes a field transient.</summary>
    public bool HonorNonSerialized { get; init; } = true;

    /// <summary>The distributed methods.</summary>
    public ImmutableArray<DistributedMethodRule> DistributedMethods { get; init; } = [];

    /// <summary>The lock rules; the last that matches a method decides.</summary>
    public ImmutableArray<AutolockRule> Locks { get; init; } = [];

    /// <summary>The program's own collections that replace an inner one at each write.</summary>
    public ImmutableArray<CollectionRule> Collections { get; init; } = [];

    /// <summary>Whether a pattern of <c>exclude:</c> matches a type.</summary>
    public bool Excludes(TypeDefinition type) => Exclude.Any(pattern => pattern.Matches(type));

    /// <summary>Whether the locks inside a method are clustered where they lock shared objects.</summary>
    public bool IsAutolocked(MethodDefinition method) => LastOf(method, static rule => rule.Enabled is not null)?.Enabled ?? true;

    /// <summary>How a method uses the cluster locks inside it.</summary>
    public LockLevel LevelOf(MethodDefinition method) => Locks.LastOrDefault(rule => rule.Enabled is not null && rule.Method.Matches(method))?.Level ?? LockLevel.Write;

    /// <summary>The rule by which a method takes a lock by name; null where there is none.</summary>
    public AutolockRule? Names(MethodDefinition method) => Locks.LastOrDefault(rule => rule.Named is not null && rule.Method.Matches(method));

    /// <summary>The rule by which a method takes the lock of its receiver; null where there is none.</summary>
    public AutolockRule? Synchronizes(MethodDefinition method) =>
        LastOf(method, static rule => rule.Synchronized is not null) is { Synchronized: true } rule ? rule : null;

    private AutolockRule? LastOf(MethodDefinition method, Func<AutolockRule, bool> says)
    {
        for (int index = Locks.Length - 1; index >= 0; index--)
        {
            if (says(Locks[index]) && Locks[index].Method.Matches(method))
                return Locks[index];
        }
        return null;
    }

    /// <summary>Hash of the sections that affect weaving, independent of layout, comments and the order of keys; never of <c>cluster:</c>.</summary>
    public required string WeavingHash { get; init; }

    /// <summary>Hash of the rules that attributes in the assemblies say; null where there are none.</summary>
    public string? AttributesHash { get; init; }

    /// <summary>What woven assemblies carry: <see cref="WeavingHash"/>, and <see cref="AttributesHash"/> behind a plus sign.</summary>
    public string FullHash => AttributesHash is null ? WeavingHash : $"{WeavingHash}+{AttributesHash}";

    /// <summary>The <c>cluster:</c> section and <c>unlocked-writes</c> as lines <c>key=value</c>, durations in milliseconds.</summary>
    public required string ClusterLines { get; init; }
}
