using System.Collections.Immutable;
using Weft.Weaver.Projects;

namespace Weft.Weaver;

/// <summary>What to weave, with what, and where to.</summary>
public sealed record WeaveRequest
{
    /// <summary>The configuration file; null searches <c>weft.yaml</c> beside the first input and in the folders above it.</summary>
    public string? ConfigurationFile { get; init; }

    /// <summary>Assembly files, or one application folder.</summary>
    public required ImmutableArray<string> Inputs { get; init; }

    /// <summary>Folders that are searched for references beside those that the inputs themselves name.</summary>
    public ImmutableArray<string> ReferenceFolders { get; init; } = [];

    /// <summary>The <c>Weft.Runtime.dll</c> to weave against.</summary>
    public required string RuntimeAssembly { get; init; }

    /// <summary>The output folder; null weaves in place.</summary>
    public string? OutputFolder { get; init; }

    /// <summary>The key pair file that signs rewritten assemblies which were signed; null strips nothing and keeps the public key.</summary>
    public string? KeyFile { get; init; }

    /// <summary>The one project whose build this is; null where all inputs are woven together.</summary>
    public ProjectBuild? Project { get; init; }

    /// <summary>What the weave goes without; nothing but for a weave of code that nobody has written a configuration for.</summary>
    internal Concessions Concessions { get; init; } = Concessions.None;

    /// <summary>
    /// Whether the IL of rewritten assemblies is verified before anything is written; null verifies those that were compiled without optimisation, as debug builds are.
    /// </summary>
    public bool? Verify { get; init; }
}
