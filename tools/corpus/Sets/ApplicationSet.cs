namespace Weft.Corpus.Sets;

/// <summary>Assemblies that are woven together, as one application.</summary>
/// <param name="Name">Its name in the report.</param>
/// <param name="Folder">The folder with the assemblies as they came.</param>
/// <param name="IsFramework">Whether it is a shared framework itself, so that its own files win over those that this process runs on.</param>
/// <param name="Only">Simple names of the assemblies to weave, the others staying as they are; all of the folder where it is empty.</param>
internal sealed record ApplicationSet(string Name, string Folder, bool IsFramework, IReadOnlyList<string> Only)
{
    /// <summary>The program that runs the workloads, as it was built.</summary>
    public required string Program { get; init; }

    /// <summary>The workloads to run; all that the program lists where it is empty.</summary>
    public IReadOnlyList<string> Workloads { get; init; } = [];

    /// <summary>The assemblies that the decompiler makes C# of.</summary>
    public IReadOnlyList<string> Decompiled { get; init; } = [];
}
