using System.Runtime.InteropServices;
using System.Runtime.Loader;
using SQLitePCL;
using Weft.Hub.Core;

namespace Weft.Hub.Storage.Sqlite;

/// <summary>
/// The native library. It lies in <c>runtimes</c> beside the hub, for all platforms, or was put into the application by its package. In a load context of its own the hub takes that beside it and no other:
/// the application may have another version for itself.
/// </summary>
internal static class SqliteLibrary
{
    private const string Name = "e_sqlite3";

    private static readonly Lazy<bool> s_prepared = new(Prepare);

    private static string Folder => Path.GetDirectoryName(typeof(SqliteLibrary).Assembly.Location) is { Length: > 0 } folder ? folder : AppContext.BaseDirectory;

    /// <summary>Tells the runtime where it is; to be called before SQLite is.</summary>
    public static void Use() => _ = s_prepared.Value;

    public static HubStoreException Missing(Exception cause) => new(HubDiagnostics.StoreLibrary,
        $"SQLite for {RuntimeInformation.RuntimeIdentifier} cannot be loaded: {(cause.InnerException ?? cause).Message.Split('\n')[0].Trim()} It should be {Candidates()[0]}; it is in the package SQLitePCLRaw.lib.e_sqlite3, and `weft` brings it for the platforms of the .NET runtime.", cause);

    private static bool Prepare()
    {
        AssemblyLoadContext context = AssemblyLoadContext.GetLoadContext(typeof(SqliteLibrary).Assembly)!;
        if (context == AssemblyLoadContext.Default)
            context.ResolvingUnmanagedDll += static (_, name) => Find(name);
        else
            NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, static (name, _, _) => Find(name));
        return true;
    }

    private static nint Find(string name)
    {
        if (name != Name)
            return 0;
        foreach (string candidate in Candidates())
        {
            if (File.Exists(candidate) && NativeLibrary.TryLoad(candidate, out nint library))
                return library;
        }
        return 0;
    }

    private static string[] Candidates()
    {
        string file = OperatingSystem.IsWindows() ? $"{Name}.dll" : OperatingSystem.IsMacOS() ? $"lib{Name}.dylib" : $"lib{Name}.so";
        return [Path.Combine(Folder, "runtimes", Platform(), "native", file), Path.Combine(Folder, file)];
    }

    // A runtime that a distribution has built names its platform after that, as in fedora.43-x64.
    private static string Platform()
    {
        string system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : IsMusl() ? "linux-musl" : "linux";
        return $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
    }

    private static bool IsMusl() =>
        RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal) || RuntimeInformation.RuntimeIdentifier.StartsWith("alpine", StringComparison.Ordinal);
}
