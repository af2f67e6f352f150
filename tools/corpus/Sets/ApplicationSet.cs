namespace Weft.Corpus.Sets;

/// <summary>Assemblies that are woven together, as one application.</summary>
/// <param name="Name">Its name in the report.</param>
/// <param name="Folder">The folder with the assemblies as they came.</param>
/// <param name="IsFramework">Whether it is a shared framework itself, so that its own files win over those that this process runs on.</param>
/// <param name="Program">The program that runs the workloads; null where there is none.</param>
internal sealed record ApplicationSet(string Name, string Folder, bool IsFramework, string? Program)
{
    /// <summary>The assemblies, by name.</summary>
    public IReadOnlyList<string> Assemblies => [.. Directory.GetFiles(Folder, "*.dll").Order(StringComparer.Ordinal)];
}
