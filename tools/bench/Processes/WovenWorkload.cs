namespace Weft.Bench.Processes;

/// <summary>The workload, woven into a temporary folder.</summary>
internal sealed class WovenWorkload : IDisposable
{
    private const string FileName = "Workload.dll";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("weft-bench-");

    private WovenWorkload()
    {
    }

    /// <summary>The woven assembly.</summary>
    public string Assembly => Path.Combine(_folder.FullName, "app", FileName);

    /// <summary>The assembly as it was compiled.</summary>
    public static string Unwoven => Path.Combine(Built.WorkloadFolder, FileName);

    public static WovenWorkload Create()
    {
        WovenWorkload workload = new();
        using LineProcess weave = new(Built.Weft, ["weave", Built.WorkloadFolder, "-o", Path.GetDirectoryName(workload.Assembly)!]);
        int code = weave.WaitForEnd();
        if (code == 0)
            return workload;
        workload.Dispose();
        throw new InvalidOperationException($"The workload could not be woven.\n{weave.Errors}");
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
