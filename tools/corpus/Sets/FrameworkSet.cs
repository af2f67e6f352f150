namespace Weft.Corpus.Sets;

/// <summary>The shared framework of ASP.NET Core that this process runs on, with the one below it.</summary>
internal static class FrameworkSet
{
    /// <summary>It cannot be woven: what woven code calls is itself made of it.</summary>
    private const string CoreLibrary = "System.Private.CoreLib";

    /// <summary>A part that is soon woven: collections, queries, generics of every kind, generated code and much unsafe code.</summary>
    private static readonly string[] Part =
        ["System.Collections", "System.Linq", "System.Text.Json", "System.Text.RegularExpressions", "System.Collections.Immutable", "Microsoft.Extensions.DependencyInjection"];

    /// <summary>Some of each kind: the decompiler takes longer than all else together.</summary>
    private static readonly string[] Decompiled =
    [
        "System.Collections", "System.Linq", "System.Text.Json", "System.Collections.Immutable", "System.Threading.Channels", "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Caching.Memory",
        "Microsoft.AspNetCore.Routing", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.SignalR.Core",
    ];

    /// <summary>All of it, copied into a folder.</summary>
    public static ApplicationSet Whole(string folder) => Make(folder, []) with { Decompiled = Decompiled };

    /// <summary>A part of it, copied into a folder.</summary>
    public static ApplicationSet Cut(string folder) => Make(folder, Part) with { Workloads = ["ASP.NET Core", "Newtonsoft.Json", "YamlDotNet"], Decompiled = ["Microsoft.Extensions.DependencyInjection"] };

    private static ApplicationSet Make(string folder, string[] only)
    {
        Directory.CreateDirectory(folder);
        foreach (string file in Directory.GetFiles(FrameworkFolders.Core, "*.dll").Concat(Directory.GetFiles(FrameworkFolders.Web, "*.dll")))
        {
            string name = Path.GetFileNameWithoutExtension(file);
            if (name != CoreLibrary && (only.Length == 0 || only.Contains(name)))
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        }
        return new($"ASP.NET Core shared framework {FrameworkFolders.Version}", folder, IsFramework: true, Only: []) { Program = PackageSet.Program };
    }
}
