namespace Weft.Annotations;

/// <summary>Lets calls of a method run on other nodes too, as an item of <c>distributed-methods:</c> does. A rule of the file for the same method wins.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class DistributedMethodAttribute : Attribute
{
    /// <summary>The nodes on which it runs.</summary>
    public RunOn RunOn { get; set; }

    /// <summary>A transient field of the class: a node, the caller's included, runs the method only where it is not null.</summary>
    public string? Where { get; set; }
}

/// <summary>The nodes on which a distributed method runs.</summary>
public enum RunOn
{
    /// <summary>All nodes.</summary>
    All,

    /// <summary>Nodes where the receiver is resident.</summary>
    Holders,

    /// <summary>All nodes but the caller, whose call returns at once.</summary>
    Others,
}
