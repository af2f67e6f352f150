using Microsoft.Build.Framework;
using Weft.Weaver;
using Weft.Weaver.Diagnostics;

namespace Weft.MSBuild;

/// <summary>Weaves a whole output folder, the assemblies of others included, as <c>weft weave FOLDER</c> does.</summary>
public sealed class WeaveOutput : WeavingTask
{
    /// <summary>The output folder.</summary>
    [Required]
    public string Folder { get; set; } = "";

    /// <summary>Where both forms of the output are kept.</summary>
    [Required]
    public string Keep { get; set; } = "";

    /// <inheritdoc/>
    private protected override bool Run(Reporter reporter)
    {
        if (FindConfiguration(reporter) is not { } configuration)
            return false;
        OutputFiles files = new(Folder, Keep);
        TellOfHotReload(files.ToldOfHotReload);
        files.Collect();
        string signature = files.Signature([typeof(WeaverEngine).Module.ModuleVersionId.ToString(), configuration, Stamp.Hash(configuration), KeyFile, Verify]);
        if (!files.IsCurrent(signature))
        {
            files.Drop();
            if (!Weave(configuration, files, reporter))
                return false;
            files.Keep(signature);
        }
        files.Take();
        return true;
    }

    private bool Weave(string configuration, OutputFiles files, Reporter reporter)
    {
        using CollectionPause pause = CollectionPause.Begin();
        WeaveResult result = WeaverEngine.Weave(new()
        {
            ConfigurationFile = configuration,
            Inputs = [files.Pristine],
            RuntimeAssembly = Path.Combine(files.Pristine, "Weft.Runtime.dll"),
            OutputFolder = files.Woven,
            KeyFile = Key,
            Verify = Verifies,
        }, Progress, Cancellation);
        foreach (Diagnostic diagnostic in result.Diagnostics)
            reporter.Report(diagnostic, ProjectFile);
        if (!result.Success || reporter.HasErrors)
        {
            files.Drop();
            return false;
        }
        foreach (AssemblyOutcome outcome in result.Assemblies.Where(outcome => outcome.Fate == AssemblyFate.Rewritten))
            Log.LogMessage(MessageImportance.Normal, $"{outcome.Name}: woven, {outcome.Types} classes, {outcome.Sites} sites");
        return true;
    }
}
