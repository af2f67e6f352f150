using System.Globalization;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Weft.Weaver;
using Weft.Weaver.Configuration;
using Weft.Weaver.Diagnostics;

namespace Weft.MSBuild;

/// <summary>
/// Weaves the assembly that the compiler made, where it lies, from a copy that is kept; does nothing where what lies there was woven from the same inputs.
/// </summary>
public sealed class WeaveProject : Microsoft.Build.Utilities.Task, ICancelableTask, IDisposable
{
    private const int OldestApplication = 10;
    private readonly CancellationTokenSource _cancellation = new();
    private Reporter? _reporter;

    /// <summary>The assembly in the intermediate folder.</summary>
    [Required]
    public string Assembly { get; set; } = "";

    /// <summary>Where the pristine copy, the manifest and the stamp are kept.</summary>
    [Required]
    public string Folder { get; set; } = "";

    /// <summary>The configuration; empty looks for <c>weft.yaml</c> beside the project and in the folders above.</summary>
    public string ConfigurationFile { get; set; } = "";

    /// <summary>The project.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>What the project refers to: the assemblies that run, not those that the compiler sees.</summary>
    public ITaskItem[] References { get; set; } = [];

    /// <summary>The shared frameworks that the project names.</summary>
    public ITaskItem[] Frameworks { get; set; } = [];

    /// <summary>The folder that holds the shared frameworks.</summary>
    public string FrameworksFolder { get; set; } = "";

    /// <summary><c>.NETCoreApp</c> or another.</summary>
    public string TargetFramework { get; set; } = "";

    /// <summary>As in <c>v10.0</c>.</summary>
    public string TargetFrameworkVersion { get; set; } = "";

    /// <summary>The runtime to weave against where the project itself does not refer to it.</summary>
    [Required]
    public string RuntimeAssembly { get; set; } = "";

    /// <summary>Signs the woven assembly; empty keeps the name alone.</summary>
    public string KeyFile { get; set; } = "";

    /// <summary>Whether to verify: true or false; empty verifies what was compiled for debugging.</summary>
    public string Verify { get; set; } = "";

    /// <summary>Whether all names of the configuration must be found.</summary>
    public bool IsApplication { get; set; }

    /// <summary>Weaves nothing: fails where the woven assembly is not current.</summary>
    public string CheckOnly { get; set; } = "";

    /// <summary>Whether <c>dotnet watch</c> runs this build.</summary>
    public string UnderWatch { get; set; } = "";

    /// <summary>The files that belong to this build.</summary>
    [Output]
    public ITaskItem[] FilesWritten { get; private set; } = [];

    /// <inheritdoc/>
    public void Cancel() => _cancellation.Cancel();

    /// <inheritdoc/>
    public void Dispose() => _cancellation.Dispose();

    /// <inheritdoc/>
    public override bool Execute()
    {
        _reporter = new(Log, BuildEngine as IBuildEngine8);
        try
        {
            return Run(_reporter) && !_reporter.HasErrors;
        }
        catch (OperationCanceledException)
        {
            Log.LogMessage(MessageImportance.High, "weaving was cancelled");
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _reporter.Error(Codes.OutputNotWritten, ProjectFile, $"the woven assembly could not be written: {exception.Message}");
            return false;
        }
    }

    private bool Run(Reporter reporter)
    {
        if (FindConfiguration() is not { } configuration)
        {
            reporter.Error(Codes.ConfigurationNotFound, ProjectFile, ConfigurationFile.Length > 0
                ? $"there is no configuration file '{ConfigurationFile}', which the property WeftConfig names"
                : $"there is no {ConfigurationLoader.FileName} beside the project or in the folders above it; `weft init` proposes one, the property WeftConfig names another file, and WeftEnabled=false builds without weaving");
            return false;
        }
        if (IsApplication && (TargetFramework != ".NETCoreApp" || MajorVersion() < OldestApplication))
        {
            reporter.Error(Codes.FrameworkTooOld, ProjectFile, $"the program runs on {TargetFramework} {TargetFrameworkVersion.TrimStart('v')}; a woven application needs net{OldestApplication}.0 or later: retarget it (libraries may target less)");
            return false;
        }
        ProjectFiles files = new(Assembly, Folder);
        FilesWritten = [.. files.Kept().Select(file => new TaskItem(file))];
        WeavingInputs inputs = Inputs(configuration);
        Stamp? stamp = Stamp.Read(files.Stamp);
        if (stamp is not null && stamp.Inputs == inputs.Signature(files.Pristine) && stamp.IsOf(files))
        {
            Log.LogMessage(MessageImportance.Low, $"{Assembly} is woven from the same inputs already");
            return true;
        }
        if (IsSet(CheckOnly))
        {
            reporter.Error(Codes.WovenFileNotCurrent, ProjectFile, $"{Assembly} is not what a build would weave now; build before, or leave --no-build away");
            return false;
        }
        if (IsSet(UnderWatch))
            reporter.Warning(Codes.HotReload, ProjectFile, "hot reload cannot change woven code: start `dotnet watch` with --no-hot-reload, so that it builds and starts anew");
        if (stamp is null || !stamp.IsWovenBy(files))
            files.KeepPristine();
        return Weave(configuration, files, inputs, reporter);
    }

    private bool Weave(string configuration, ProjectFiles files, WeavingInputs inputs, Reporter reporter)
    {
        string signature = inputs.Signature(files.Pristine);
        WeaveResult result = WeaverEngine.Weave(new()
        {
            ConfigurationFile = configuration,
            Inputs = [files.Pristine],
            ReferenceFolders = [.. inputs.FrameworkFolders],
            RuntimeAssembly = inputs.Runtime,
            KeyFile = KeyFile.Length == 0 ? null : KeyFile,
            Verify = Verify.Length == 0 ? null : IsSet(Verify),
            Project = new()
            {
                OutputFile = files.Woven,
                ManifestFile = files.Manifest,
                Lower = [.. inputs.Lower],
                ReferenceFiles = [.. inputs.References],
                IsApplication = IsApplication,
            },
        }, new Progress(Log), _cancellation.Token);
        foreach (Diagnostic diagnostic in result.Diagnostics)
            reporter.Report(diagnostic, ProjectFile);
        if (!result.Success || reporter.HasErrors)
        {
            files.DropWoven();
            return false;
        }
        files.TakeWoven();
        Stamp.Write(files, signature);
        foreach (AssemblyOutcome outcome in result.Assemblies)
        {
            Log.LogMessage(MessageImportance.Normal, outcome.Fate == AssemblyFate.Rewritten
                ? string.Format(CultureInfo.InvariantCulture, "{0}: woven, {1} classes, {2} sites", outcome.Name, outcome.Types, outcome.Sites)
                : $"{outcome.Name}: left as it is, {outcome.Reason}");
        }
        return true;
    }

    private WeavingInputs Inputs(string configuration) => new()
    {
        Configuration = configuration,
        Runtime = References.FirstOrDefault(item => Path.GetFileName(item.ItemSpec) == "Weft.Runtime.dll")?.ItemSpec ?? RuntimeAssembly,
        References = [.. References.Select(item => item.ItemSpec)],
        Lower = ReferencedProjects.Of(References),
        FrameworkFolders = FrameworkFolders.Of(FrameworksFolder, Frameworks.Select(item => item.ItemSpec), TargetFrameworkVersion.TrimStart('v')),
        Options = [KeyFile, Verify.ToUpperInvariant(), IsApplication ? "application" : "library"],
    };

    private string? FindConfiguration()
    {
        string folder = Path.GetDirectoryName(ProjectFile)!;
        if (ConfigurationFile.Length > 0)
            return File.Exists(Path.Combine(folder, ConfigurationFile)) ? Path.GetFullPath(Path.Combine(folder, ConfigurationFile)) : null;
        for (string? at = folder; at is not null; at = Path.GetDirectoryName(at))
        {
            string candidate = Path.Combine(at, ConfigurationLoader.FileName);
            if (File.Exists(candidate))
                return candidate;
        }
        return null;
    }

    private int MajorVersion() => Version.TryParse(TargetFrameworkVersion.TrimStart('v'), out Version? version) ? version.Major : 0;

    private static bool IsSet(string flag) => flag is "1" || flag.Equals("true", StringComparison.OrdinalIgnoreCase);

    private sealed class Progress(TaskLoggingHelper log) : IProgress<string>
    {
        public void Report(string value) => log.LogMessage(MessageImportance.Low, value);
    }
}
