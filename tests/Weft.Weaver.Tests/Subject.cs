using Mono.Cecil;
using Weft.Weaver.Analysis;
using Weft.Weaver.Configuration;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Tests;

/// <summary>Reads a subject project's assembly and plans it with a configuration given as text.</summary>
internal static class Subject
{
    private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    public static string Root { get; } = FindRoot();

    public static string RuntimeFile => Path.Combine(Root, "src", "Runtime", "Weft.Runtime", "bin", Configuration, "net10.0", "Weft.Runtime.dll");

    public static string Annotations => Path.Combine(Root, "src", "Runtime", "Weft.Annotations", "bin", Configuration, "netstandard2.0", "Weft.Annotations.dll");

    public static string AssemblyFile(string name) => Path.Combine(Root, "tests", "Subjects", name, "bin", Configuration, "net10.0", name + ".dll");

    public static WeaveRequest Request(params string[] inputs) => new() { Inputs = [.. inputs], RuntimeAssembly = RuntimeFile };

    public static (WeavePlan? Plan, DiagnosticBag Diagnostics) Plan(string name, string yaml)
    {
        DiagnosticBag diagnostics = new();
        WeaveConfiguration? configuration = ConfigurationLoader.Parse("weft.yaml", new StringReader("version: 1\n" + yaml), diagnostics);
        Workspace? workspace = WorkspaceLoader.Load(Request(AssemblyFile(name)), diagnostics, CancellationToken.None);
        if (configuration is null || workspace is null)
            return (null, diagnostics);
        return (TypePlanner.Plan(new(configuration, workspace, diagnostics), CancellationToken.None), diagnostics);
    }

    public static TypePlan Class(this WeavePlan plan, string name) => plan.Types.Single(entry => entry.Key.FullName == name).Value;

    public static FieldPlan Field(this WeavePlan plan, string type, string name) =>
        plan.Fields.Single(entry => entry.Key.DeclaringType.FullName == type && TypeNames.SourceName(entry.Key.Name) == name).Value;

    public static bool Has(this WeavePlan plan, string type) => plan.Types.Keys.Any(item => item.FullName == type);

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Weaver.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("Weaver.sln");
    }
}
