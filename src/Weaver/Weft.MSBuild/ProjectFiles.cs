namespace Weft.MSBuild;

/// <summary>The files of one project's weaving, in the intermediate folder.</summary>
internal sealed class ProjectFiles(string assembly, string folder)
{
    private const string Fresh = "new";

    /// <summary>What the build goes on with: written by the compiler, then by the weaver.</summary>
    internal string Assembly { get; } = assembly;

    /// <summary>Its symbols.</summary>
    internal string Symbols { get; } = Path.ChangeExtension(assembly, ".pdb");

    /// <summary>What the compiler made.</summary>
    internal string Pristine { get; } = Path.Combine(folder, Path.GetFileName(assembly));

    /// <summary>Its symbols.</summary>
    internal string PristineSymbols => Path.ChangeExtension(Pristine, ".pdb");

    /// <summary>What the weaver decided.</summary>
    internal string Manifest => ManifestOf(Pristine);

    /// <summary>What the woven assembly was made from.</summary>
    internal string Stamp => Path.ChangeExtension(Pristine, ".stamp");

    /// <summary>Is there where `dotnet watch` builds and its user was told.</summary>
    internal string ToldOfHotReload => Path.ChangeExtension(Pristine, ".watch");

    /// <summary>Where the weaver writes, before the result takes its place.</summary>
    internal string Woven { get; } = Path.Combine(folder, Fresh, Path.GetFileName(assembly));

    internal static string ManifestOf(string pristine) => Path.ChangeExtension(pristine, ".weft");

    /// <summary>The files that stay.</summary>
    internal IEnumerable<string> Kept() => [Pristine, PristineSymbols, Manifest, Stamp, ToldOfHotReload];

    /// <summary>Keeps what the compiler has just made.</summary>
    internal void KeepPristine()
    {
        Directory.CreateDirectory(folder);
        File.Delete(Stamp);
        Replace(Assembly, Pristine);
        if (File.Exists(Symbols))
            Replace(Symbols, PristineSymbols);
        else
            File.Delete(PristineSymbols);
    }

    /// <summary>Puts the woven assembly where the rest of the build takes it from.</summary>
    internal void TakeWoven()
    {
        File.Delete(Stamp);
        string symbols = Path.ChangeExtension(Woven, ".pdb");
        if (File.Exists(symbols))
            Replace(symbols, Symbols);
        Replace(Woven, Assembly);
        // Copies are made of what is newer; what was compiled must not look newer than what was made of it.
        File.SetLastWriteTimeUtc(Assembly, DateTime.UtcNow);
        DropWoven();
    }

    /// <summary>Removes what was woven and is not wanted.</summary>
    internal void DropWoven()
    {
        string fresh = Path.GetDirectoryName(Woven)!;
        if (Directory.Exists(fresh))
            Directory.Delete(fresh, recursive: true);
    }

    private static void Replace(string from, string to)
    {
        string beside = to + ".weft-new";
        File.Copy(from, beside, overwrite: true);
        File.Delete(to);
        File.Move(beside, to);
    }
}
