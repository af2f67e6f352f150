namespace Weft.Annotations;

/// <summary>
/// Makes a field a cluster-wide named variable, as an item of <c>roots:</c> does. On a property it means the backing field. May stand several times on a field that is a root on several subtypes.
/// A rule of the file for the same field wins.
/// </summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property, AllowMultiple = true, Inherited = false)]
public sealed class RootAttribute : Attribute
{
    /// <summary>Only instances of this subtype, and of its subtypes, hold the root. For instance fields.</summary>
    public Type? On { get; set; }

    /// <summary>The root's name in the cluster; by default the full name of the field or property.</summary>
    public string? Name { get; set; }

    /// <summary>What a second assignment does.</summary>
    public RootPolicy Policy { get; set; }

    /// <summary>When a node loads the root.</summary>
    public RootLoad Load { get; set; }

    /// <summary>A property, field or parameterless method of the instance, of a literal type: one root for each of its values. For instance fields.</summary>
    public string? Key { get; set; }

    /// <summary>A method such as <c>Register()</c>: the root is bound on entry of it, not when the field is first assigned.</summary>
    public string? Bind { get; set; }
}

/// <summary>What a later assignment to a root does.</summary>
public enum RootPolicy
{
    /// <summary>It is discarded.</summary>
    FirstWins,

    /// <summary>It replaces the root on every node.</summary>
    Replaceable,

    /// <summary>It throws.</summary>
    Error,
}

/// <summary>When a node loads a root.</summary>
public enum RootLoad
{
    /// <summary>When it is first read.</summary>
    Lazy,

    /// <summary>When the node starts.</summary>
    Eager,
}
