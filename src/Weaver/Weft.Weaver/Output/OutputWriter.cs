using System.Collections.Immutable;
using Weft.Weaver.Analysis;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Metadata;
using Weft.Weaver.Projects;

namespace Weft.Weaver.Output;

/// <summary>Writes what the transforms left in memory. The output is complete or untouched: everything is made first and moved at the end.</summary>
internal static class OutputWriter
{
    /// <summary>Writes the woven assemblies and what they need to run.</summary>
    /// <returns>What happened to each assembly; empty where an error was found, and then nothing was written.</returns>
    internal static ImmutableArray<AssemblyOutcome> Write(WeaveRequest request, WeavePlan plan, WeaveContext context, CancellationToken cancellationToken)
    {
        ImmutableArray<WovenImage> images = WovenImage.MakeAll(plan, context, request.KeyFile, cancellationToken);
        if (context.Diagnostics.HasErrors)
            return [];
        try
        {
            if (request.Project is { } project)
                return OneProject(project, plan, context, images);
            return request.OutputFolder is null
                ? InPlace(request, plan, context, images)
                : IntoFolder(request.OutputFolder, request, plan, context, images);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            context.Diagnostics.Error(Codes.OutputNotWritten, null, $"The output could not be written, and what was there is as it was: {e.Message}");
            return [];
        }
    }

    private static ImmutableArray<AssemblyOutcome> InPlace(WeaveRequest request, WeavePlan plan, WeaveContext context, ImmutableArray<WovenImage> images)
    {
        if (images.IsEmpty)
            return Outcomes(plan, context, images, source => source);
        FileSet files = new();
        foreach (WovenImage image in images)
            AddTo(files, image, static place => place);
        foreach (string folder in images.Where(image => !image.Source.IsPlugin).Select(image => Path.GetDirectoryName(image.Source.File)!).Distinct())
        {
            RuntimeFiles.AddTo(files, request.RuntimeAssembly, folder);
            DependencyManifest.MendAll(files, folder, folder, context.Workspace);
        }
        files.Commit();
        return Outcomes(plan, context, images, source => source);
    }

    private static ImmutableArray<AssemblyOutcome> OneProject(ProjectBuild project, WeavePlan plan, WeaveContext context, ImmutableArray<WovenImage> images)
    {
        ApplicationAssembly own = context.Workspace.Assemblies.First(assembly => !assembly.IsLower);
        string output = Path.GetFullPath(project.OutputFile);
        FileSet files = new();
        foreach (WovenImage image in images)
            image.AddTo(files, Path.GetDirectoryName(output)!);
        if (images.IsEmpty)
        {
            files.AddCopy(own.File, output);
            if (File.Exists(Path.ChangeExtension(own.File, ".pdb")))
                files.AddCopy(Path.ChangeExtension(own.File, ".pdb"), Path.ChangeExtension(output, ".pdb"));
        }
        WeavingManifest manifest = WeavingManifest.Of(plan.Assemblies.First(item => item.Assembly == own.Definition), plan, context.Workspace.ContractVersion, context.Configuration.WeavingHash, context.Diagnostics.InOrder());
        files.Add(project.ManifestFile, System.Text.Encoding.UTF8.GetBytes(manifest.ToString()));
        files.Commit();
        return [.. Outcomes(plan, context, images, source => source == own.File ? output : source).Where(outcome => outcome.InputFile == own.File)];
    }

    private static ImmutableArray<AssemblyOutcome> IntoFolder(
        string output, WeaveRequest request, WeavePlan plan, WeaveContext context, ImmutableArray<WovenImage> images)
    {
        output = Path.GetFullPath(output);
        string? input = context.Workspace.Folder is { } folder ? Path.GetFullPath(folder) : null;
        if (input is null)
            return AssembliesIntoFolder(output, request, plan, context, images);
        using StagedFolder? staged = StagedFolder.Open(output, input, context.Diagnostics);
        if (staged is null)
            return [];
        FolderCopy.Copy(input, staged.Path, except: [output, staged.Path]);
        FileSet files = new();
        foreach (WovenImage image in images)
            AddTo(files, image, place => Path.Combine(staged.Path, RelativeFolder(input, place)));
        RuntimeFiles.AddTo(files, request.RuntimeAssembly, staged.Path);
        DependencyManifest.MendAll(files, input, staged.Path, context.Workspace);
        files.Commit();
        staged.Commit();
        return Outcomes(plan, context, images, source => Path.Combine(output, RelativeFolder(input, source), Path.GetFileName(source)));
    }

    private static ImmutableArray<AssemblyOutcome> AssembliesIntoFolder(
        string output, WeaveRequest request, WeavePlan plan, WeaveContext context, ImmutableArray<WovenImage> images)
    {
        FileSet files = new();
        HashSet<string> woven = [.. images.Select(image => image.Source.File)];
        foreach (WovenImage image in images)
            image.AddTo(files, output);
        foreach (ApplicationAssembly assembly in context.Workspace.Assemblies.Where(assembly => !woven.Contains(assembly.File)))
        {
            files.AddCopy(assembly.File, Path.Combine(output, Path.GetFileName(assembly.File)));
            string symbols = Path.ChangeExtension(assembly.File, ".pdb");
            if (File.Exists(symbols))
                files.AddCopy(symbols, Path.Combine(output, Path.GetFileName(symbols)));
        }
        RuntimeFiles.AddTo(files, request.RuntimeAssembly, output);
        files.Commit();
        return Outcomes(plan, context, images, source => Path.Combine(output, Path.GetFileName(source)));
    }

    /// <summary>Adds an image, and once more for each copy of what it was made of.</summary>
    private static void AddTo(FileSet files, WovenImage image, Func<string, string> target)
    {
        foreach (string source in (IEnumerable<string>)[image.Source.File, .. image.Source.Copies])
        {
            string place = target(source);
            image.AddTo(files, place == source ? Path.GetDirectoryName(source)! : place);
        }
    }

    private static string RelativeFolder(string root, string file)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        return folder.Length > root.Length && folder.StartsWith(root, StringComparison.Ordinal) ? folder.Substring(root.Length).TrimStart(Path.DirectorySeparatorChar) : "";
    }

    private static ImmutableArray<AssemblyOutcome> Outcomes(WeavePlan plan, WeaveContext context, ImmutableArray<WovenImage> images, Func<string, string> target)
    {
        HashSet<string> woven = [.. images.Select(image => image.Source.File)];
        return
        [
            .. context.Workspace.Assemblies.Select(assembly =>
            {
                AssemblyPlan? assemblyPlan = plan.Assemblies.FirstOrDefault(item => item.Assembly == assembly.Definition);
                string to = target(assembly.File);
                AssemblyFate fate = woven.Contains(assembly.File) ? AssemblyFate.Rewritten : to == assembly.File ? AssemblyFate.Left : AssemblyFate.Copied;
                return new AssemblyOutcome(
                    assembly.Name, assembly.File, to, fate, assemblyPlan?.Reason ?? "not part of the plan",
                    assemblyPlan?.Types.Length ?? 0, assemblyPlan?.Bodies.Sum(body => body.Sites.Length) ?? 0);
            }),
        ];
    }
}
