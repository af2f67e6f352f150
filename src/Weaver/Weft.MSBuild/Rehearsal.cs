using Weft.Weaver;
using Weft.Weaver.Diagnostics;

namespace Weft.MSBuild;

/// <summary>
/// Weaves a small assembly that the package brings, in memory, on a thread beside the build's. What the first weave of a process costs on top of any later one,
/// to load code and to make it ready, is spent while the compiler runs.
/// </summary>
internal static class Rehearsal
{
    private static int s_begun;

    /// <summary>How it ended, for the log; null as long as it has not, or none was needed.</summary>
    internal static string? Outcome { get; private set; }

    /// <summary>Where the package has what is woven: TASKS/net10.0/Weft.MSBuild.dll lies beside TASKS/practice.</summary>
    internal static string Folder { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(Rehearsal).Assembly.Location)!, "..", "practice"));

    /// <summary>Begins it, once for each process.</summary>
    internal static void Begin(string runtimeAssembly)
    {
        if (Interlocked.Exchange(ref s_begun, 1) == 0)
            new Thread(() => Run(runtimeAssembly)) { IsBackground = true, Name = "Weft rehearsal" }.Start();
    }

    private static void Run(string runtimeAssembly)
    {
        try
        {
            IReadOnlyList<Diagnostic> diagnostics = WeaverEngine.Rehearse(new()
            {
                ConfigurationFile = Path.Combine(Folder, "weft.yaml"),
                Inputs = [Path.Combine(Folder, "Weft.Practice.dll")],
                ReferenceFolders = [Path.GetDirectoryName(typeof(object).Assembly.Location)!],
                RuntimeAssembly = runtimeAssembly,
                Verify = true,
            });
            Outcome = diagnostics.FirstOrDefault(item => item.Severity == Severity.Error) is { } error ? $"a rehearsal of weaving failed: {error.Code} {error.Message}" : "a rehearsal of weaving ended";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Outcome = $"a rehearsal of weaving failed: {exception.Message}";
        }
    }
}
