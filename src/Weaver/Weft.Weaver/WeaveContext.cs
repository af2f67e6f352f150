using Mono.Cecil;
using Weft.Weaver.Configuration;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Metadata;

namespace Weft.Weaver;

/// <summary>What every step of one weave works on.</summary>
/// <param name="Configuration">The validated configuration.</param>
/// <param name="Workspace">The application's assemblies, their references and the runtime.</param>
/// <param name="Diagnostics">Collects the messages.</param>
public sealed record WeaveContext(WeaveConfiguration Configuration, Workspace Workspace, DiagnosticBag Diagnostics)
{
    /// <summary>What this weave goes without.</summary>
    internal Concessions Concessions { get; init; } = Concessions.None;

    /// <summary>Whether the configuration excludes a type, or one that it is nested in.</summary>
    internal bool IsExcluded(TypeDefinition type) => Configuration.Excludes(type) || (type.DeclaringType is { } outer && IsExcluded(outer));

    /// <summary>Whether this weave is a part of the build of one project.</summary>
    internal bool IsProject { get; init; }

    /// <summary>Whether every name of the configuration must be found.</summary>
    internal bool KnowsAllNames { get; init; } = true;

    /// <summary>Whether the locks of a method are the cluster's where they lock shared objects.</summary>
    internal bool IsAutolocked(MethodDefinition method) => Configuration.IsAutolocked(method) && !Concessions.KeepsLocal(method);

    /// <summary>How a method uses the cluster locks inside it.</summary>
    internal LockLevel LevelOf(MethodDefinition method) => Configuration.LevelOf(method);

    /// <summary>Whether a method takes the lock of its receiver or type, as one that the cluster sees.</summary>
    internal bool IsSynchronized(MethodDefinition method) => (method.IsSynchronized && method.HasBody && IsAutolocked(method)) || Analysis.SynchronizedMethods.ByRule(method, this);
}
