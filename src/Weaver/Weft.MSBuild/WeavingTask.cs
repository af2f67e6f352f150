using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Weft.Weaver.Configuration;
using Weft.Weaver.Diagnostics;

namespace Weft.MSBuild;

/// <summary>What the tasks have in common: the configuration, the options, messages and cancellation.</summary>
public abstract class WeavingTask : Microsoft.Build.Utilities.Task, ICancelableTask, IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();

    /// <summary>The configuration; empty looks for <c>weft.yaml</c> beside the project and in the folders above.</summary>
    public string ConfigurationFile { get; set; } = "";

    /// <summary>The project.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>Signs what was signed; empty keeps the name alone.</summary>
    public string KeyFile { get; set; } = "";

    /// <summary>Whether to verify: true or false; empty verifies what was compiled for debugging.</summary>
    public string Verify { get; set; } = "";

    /// <summary>What the project says of warnings: where it says something else, they are given anew, and may be errors.</summary>
    public string WarningSettings { get; set; } = "";

    /// <summary>Whether <c>dotnet watch</c> runs this build.</summary>
    public string UnderWatch { get; set; } = "";

    /// <summary>The key, if there is one.</summary>
    private protected string? Key => KeyFile.Length == 0 ? null : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ProjectFile)!, KeyFile));

    /// <summary>Whether to verify; null leaves it to the engine.</summary>
    private protected bool? Verifies => Verify.Length == 0 ? null : IsSet(Verify);

    /// <summary>Ends when the build is cancelled.</summary>
    private protected CancellationToken Cancellation => _cancellation.Token;

    /// <summary>Writes the steps of the engine to the log.</summary>
    private protected IProgress<string> Progress => new LogProgress(Log);

    /// <inheritdoc/>
    public void Cancel() => _cancellation.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        _cancellation.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    public override bool Execute()
    {
        Reporter reporter = new(Log, BuildEngine as IBuildEngine8, WarningSettings);
        try
        {
            if (Rehearsal.Outcome is { } outcome)
                Log.LogMessage(MessageImportance.Low, outcome);
            return Run(reporter) && !reporter.HasErrors;
        }
        catch (OperationCanceledException)
        {
            Log.LogMessage(MessageImportance.High, "weaving was cancelled");
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            reporter.Error(Codes.OutputNotWritten, ProjectFile, $"the woven files could not be written: {exception.Message}");
            return false;
        }
    }

    /// <summary>Does the work; false, with messages, where it cannot be done.</summary>
    private protected abstract bool Run(Reporter reporter);

    /// <summary>The configuration of the project; null, with a message, where there is none.</summary>
    private protected string? FindConfiguration(Reporter reporter)
    {
        string folder = Path.GetDirectoryName(ProjectFile)!;
        if (ConfigurationFile.Length > 0)
        {
            string named = Path.GetFullPath(Path.Combine(folder, ConfigurationFile));
            if (File.Exists(named))
                return named;
            reporter.Error(Codes.ConfigurationNotFound, ProjectFile, $"there is no configuration file '{named}', which the property WeftConfig names");
            return null;
        }
        for (string? at = folder; at is not null; at = Path.GetDirectoryName(at))
        {
            string candidate = Path.Combine(at, ConfigurationLoader.FileName);
            if (File.Exists(candidate))
                return candidate;
        }
        reporter.Error(Codes.ConfigurationNotFound, ProjectFile, $"there is no {ConfigurationLoader.FileName} beside the project or in the folders above it; `weft init` proposes one, the property WeftConfig names another file, and WeftEnabled=false builds without weaving");
        return null;
    }

    /// <summary>Says once what `dotnet watch` cannot do, and again only after a build without it. A message and no warning: a project whose warnings are errors must be watched too.</summary>
    /// <param name="sign">The file that is there where it was said.</param>
    private protected void TellOfHotReload(string sign)
    {
        bool told = File.Exists(sign);
        if (told && !IsSet(UnderWatch))
            File.Delete(sign);
        if (told || !IsSet(UnderWatch))
            return;
        Log.LogMessage(MessageImportance.High, $"{Path.GetFileName(ProjectFile)}: {Codes.HotReload}: hot reload cannot change woven code, so every change restarts the program; `dotnet watch --no-hot-reload` does so without asking");
        Directory.CreateDirectory(Path.GetDirectoryName(sign)!);
        File.WriteAllText(sign, "");
    }

    /// <summary>Whether a property of MSBuild is true.</summary>
    private protected static bool IsSet(string flag) => flag is "1" || flag.Equals("true", StringComparison.OrdinalIgnoreCase);

    private sealed class LogProgress(TaskLoggingHelper log) : IProgress<string>
    {
        public void Report(string value) => log.LogMessage(MessageImportance.Low, value);
    }
}
