using System.Runtime.InteropServices;

namespace Weft.Corpus.Sets;

/// <summary>Where the frameworks that this process runs on lie.</summary>
internal static class FrameworkFolders
{
    /// <summary>The folder of the core framework.</summary>
    public static string Core { get; } = RuntimeEnvironment.GetRuntimeDirectory().TrimEnd(Path.DirectorySeparatorChar);

    /// <summary>Their version.</summary>
    public static string Version { get; } = Path.GetFileName(Core);

    /// <summary>The installation of .NET that they belong to.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Core, "..", "..", ".."));

    /// <summary>The <c>dotnet</c> program of it.</summary>
    public static string Host { get; } = Path.Combine(Root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");

    /// <summary>The folder of ASP.NET Core of the same version.</summary>
    public static string Web { get; } = Path.Combine(Root, "shared", "Microsoft.AspNetCore.App", Version);
}
