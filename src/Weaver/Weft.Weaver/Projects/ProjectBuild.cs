using System.Collections.Immutable;

namespace Weft.Weaver.Projects;

/// <summary>
/// A weave as a part of one project's build: the input is that project's assembly as the compiler made it; the projects that it refers to were woven in
/// builds of their own, and are looked at but not written.
/// </summary>
public sealed record ProjectBuild
{
    /// <summary>Where the woven assembly goes; its symbols lie beside it.</summary>
    public required string OutputFile { get; init; }

    /// <summary>Where to write what was decided, for the builds of projects that refer to this one.</summary>
    public required string ManifestFile { get; init; }

    /// <summary>The projects and woven packages that this one refers to, directly or not.</summary>
    public ImmutableArray<LowerProject> Lower { get; init; } = [];

    /// <summary>The files that the compiler was given as references.</summary>
    public ImmutableArray<string> ReferenceFiles { get; init; } = [];

    /// <summary>
    /// Whether every name in the configuration must be found: true for the application, false for a library, since the file may be that of a whole solution.
    /// </summary>
    public bool IsApplication { get; init; } = true;
}

/// <summary>A project that another one refers to.</summary>
/// <param name="Assembly">Its assembly as the compiler made it.</param>
/// <param name="ManifestFile">What its own build decided; null where it was built without Weft.</param>
public sealed record LowerProject(string Assembly, string? ManifestFile);
