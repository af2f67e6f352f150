using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using Weft.Weaver;
using Weft.Weaver.Diagnostics;

namespace Weft.MSBuild;

/// <summary>
/// Weaves the assembly that the compiler made, where it lies, from a copy that is kept; does nothing where what lies there was woven from the same inputs.
/// </summary>
public sealed class WeaveProject : WeavingTask
{
    private const int OldestApplication = 10;

    private static readonly string[] s_missingNames = [Codes.MatchesNothing, Codes.UnknownType, Codes.RootFieldUnknown, Codes.DistributedMethodUnknown, Codes.TransientUnknown];

    /// <summary>The assembly in the intermediate folder.</summary>
    [Required]
    public string Assembly { get; set; } = "";

    /// <summary>Where the pristine copy, the manifest and the stamp are kept.</summary>
    [Required]
    public string Folder { get; set; } = "";

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

    /// <summary>Whether all names of the configuration must be found.</summary>
    public bool IsApplication { get; set; }

    /// <summary>Weaves nothing: fails where the woven assembly is not current.</summary>
    public string CheckOnly { get; set; } = "";

    /// <summary>The files that belong to this build.</summary>
    [Output]
    public ITaskItem[] FilesWritten { get; private set; } = [];

    /// <inheritdoc/>
    private protected override bool Run(Reporter reporter)
    {
        if (FindConfiguration(reporter) is not { } configuration)
            return false;
        if (IsApplication && (TargetFramework != ".NETCoreApp" || MajorVersion() < OldestApplication))
        {
            reporter.Error(Codes.FrameworkTooOld, ProjectFile, $"the program runs on {TargetFramework} {TargetFrameworkVersion.TrimStart('v')}; a woven application needs net{OldestApplication}.0 or later: retarget it (libraries may target less)");
            return false;
        }
        ProjectFiles files = new(Assembly, Folder);
        FilesWritten = [.. files.Kept().Select(file => new TaskItem(file))];
        if (!IsSet(CheckOnly))
            TellOfHotReload(files.ToldOfHotReload);
        WeavingInputs inputs = Inputs(configuration);
        Stamp? stamp = Stamp.Read(files.Stamp);
        if (stamp is not null && IsSame(stamp.Inputs, Signature(inputs, files)) && stamp.IsOf(files))
        {
            Log.LogMessage(MessageImportance.Low, $"{Assembly} is woven from the same inputs already");
            return true;
        }
        if (IsSet(CheckOnly))
        {
            reporter.Error(Codes.WovenFileNotCurrent, ProjectFile, $"{Assembly} is not what a build would weave now; build before, or leave --no-build away");
            return false;
        }
        if (stamp is null || !stamp.IsWovenBy(files))
            files.KeepPristine();
        return Weave(configuration, files, inputs, reporter);
    }

    private bool Weave(string configuration, ProjectFiles files, WeavingInputs inputs, Reporter reporter)
    {
        string signature = Signature(inputs, files);
        using CollectionPause pause = CollectionPause.Begin();
        WeaveResult result = WeaverEngine.Weave(new()
        {
            ConfigurationFile = configuration,
            Inputs = [files.Pristine],
            ReferenceFolders = [.. inputs.FrameworkFolders],
            RuntimeAssembly = inputs.Runtime,
            KeyFile = Key,
            Verify = Verifies,
            Project = new()
            {
                OutputFile = files.Woven,
                ManifestFile = files.Manifest,
                Lower = [.. inputs.Lower],
                ReferenceFiles = [.. inputs.References],
                IsApplication = IsApplication,
            },
        }, Progress, Cancellation);
        foreach (Diagnostic diagnostic in result.Diagnostics)
            reporter.Report(diagnostic, ProjectFile);
        if (!result.Success || reporter.HasErrors)
        {
            if (IsApplication && result.Diagnostics.Any(diagnostic => s_missingNames.Contains(diagnostic.Code)))
                Log.LogMessage(MessageImportance.High, $"{Path.GetFileName(ProjectFile)}: if the names that were not found are those of another program under the same {Path.GetFileName(configuration)}, say <WeftApplication>false</WeftApplication> in this project");
            files.DropWoven();
            return false;
        }
        files.TakeWoven();
        Stamp.Write(files, signature);
        foreach (AssemblyOutcome outcome in result.Assemblies)
        {
            Log.LogMessage(MessageImportance.Normal, outcome.Fate == AssemblyFate.Rewritten
                ? $"{outcome.Name}: woven, {outcome.Types} classes, {outcome.Sites} sites"
                : $"{outcome.Name}: left as it is, {outcome.Reason}");
        }
        return true;
    }

    private string Signature(WeavingInputs inputs, ProjectFiles files) => inputs.Signature(files.Pristine) + " " + WarningSettings.Replace("\n", " ");

    /// <summary>Whether nothing changed; warnings are none of the matter where nothing is woven.</summary>
    private bool IsSame(string before, string now) => IsSet(CheckOnly) ? before.Split(' ')[0] == now.Split(' ')[0] : before == now;

    private WeavingInputs Inputs(string configuration)
    {
        IReadOnlyList<string> frameworks = FrameworkFolders.Of(FrameworksFolder, Frameworks.Select(item => item.ItemSpec), TargetFramework, TargetFrameworkVersion.TrimStart('v'));
        return new()
        {
            Configuration = configuration,
            Runtime = References.FirstOrDefault(item => Path.GetFileName(item.ItemSpec) == "Weft.Runtime.dll")?.ItemSpec ?? RuntimeAssembly,
            References = [.. FrameworkFolders.Beside(frameworks, References, TargetFramework)],
            Lower = ReferencedProjects.Of(References),
            FrameworkFolders = frameworks,
            Options = [KeyFile, Verify.ToUpperInvariant(), IsApplication ? "application" : "library"],
        };
    }

    private int MajorVersion() => Version.TryParse(TargetFrameworkVersion.TrimStart('v'), out Version? version) ? version.Major : 0;
}
