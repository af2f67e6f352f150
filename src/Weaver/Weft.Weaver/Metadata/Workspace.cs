using System.Collections.Immutable;
using Mono.Cecil;
using Weft.Weaver.Projects;

namespace Weft.Weaver.Metadata;

/// <summary>The kind of symbols that an assembly came with.</summary>
public enum SymbolKind
{
    /// <summary>None.</summary>
    None,

    /// <summary>A portable <c>.pdb</c> beside it.</summary>
    Portable,

    /// <summary>Portable symbols inside it.</summary>
    Embedded,
}

/// <summary>One assembly of the application.</summary>
/// <param name="Definition">What Cecil read; its module is in memory and holds no file open.</param>
/// <param name="File">Where it was read.</param>
/// <param name="Symbols">Its symbols.</param>
/// <param name="ReadyToRun">Whether it has precompiled code, which a rewritten one loses.</param>
/// <param name="WovenHash">Where it is woven already: the hash in its marker; otherwise null.</param>
public sealed record ApplicationAssembly(AssemblyDefinition Definition, string File, SymbolKind Symbols, bool ReadyToRun, string? WovenHash)
{
    /// <summary>Its simple name.</summary>
    public string Name => Definition.Name.Name;

    /// <summary>Whether it lies in a subfolder of the application, which loads it by itself, perhaps into a context of its own.</summary>
    public bool IsPlugin { get; init; }

    /// <summary>Where it lies once more, byte for byte.</summary>
    public ImmutableArray<string> Copies { get; init; } = [];

    /// <summary>Whether it is woven in a build of its own, so that this weave looks at it and does not write it.</summary>
    public bool IsLower { get; init; }

    /// <summary>What its own build decided; null where it was built without Weft, and for what this weave writes.</summary>
    public WeavingManifest? Manifest { get; init; }
}

/// <summary>All that one weave reads.</summary>
/// <param name="Folder">The application's folder; null where single assemblies were given.</param>
/// <param name="Assemblies">The assemblies that may be rewritten, by name.</param>
/// <param name="Unwoven">Assemblies beside them that are not part of the weave.</param>
/// <param name="Runtime">The runtime that is woven against.</param>
/// <param name="ContractVersion">Its contract version.</param>
/// <param name="Resolver">Finds references.</param>
public sealed record Workspace(
    string? Folder,
    ImmutableArray<ApplicationAssembly> Assemblies,
    ImmutableArray<AssemblyDefinition> Unwoven,
    AssemblyDefinition Runtime,
    int ContractVersion,
    AssemblyResolver Resolver)
{
    private readonly HashSet<AssemblyDefinition> _own = [.. Assemblies.Select(item => item.Definition)];
    private readonly HashSet<AssemblyDefinition> _lower = [.. Assemblies.Where(item => item.IsLower).Select(item => item.Definition)];

    /// <summary>Whether an assembly is woven in a build of its own.</summary>
    public bool IsLower(AssemblyDefinition assembly) => _lower.Contains(assembly);

    /// <summary>Whether a definition belongs to the application.</summary>
    public bool IsOwn(IMemberDefinition? member) =>
        member is not null && _own.Contains((member as TypeDefinition ?? member.DeclaringType).Module.Assembly);
}
