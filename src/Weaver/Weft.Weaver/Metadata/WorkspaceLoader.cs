using System.Collections.Immutable;
using Mono.Cecil;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Projects;

namespace Weft.Weaver.Metadata;

/// <summary>Reads the assemblies of a request, what they refer to, and the runtime.</summary>
public static class WorkspaceLoader
{
    private static readonly string[] OwnNames = ["Weft.Runtime", "Weft.Protocol", "Weft.Hub", "Weft.Hosting", "Weft.Annotations", "Weft.Weaver"];

    /// <summary>Reads everything; null, with messages, where an input cannot be used.</summary>
    public static Workspace? Load(WeaveRequest request, DiagnosticBag diagnostics, CancellationToken cancellationToken)
    {
        DiagnosticBag own = new();
        Workspace? workspace = Read(request, own, cancellationToken);
        foreach (Diagnostic diagnostic in own.Sorted())
            diagnostics.Add(diagnostic);
        return own.HasErrors ? null : workspace;
    }

    private static Workspace? Read(WeaveRequest request, DiagnosticBag diagnostics, CancellationToken cancellationToken)
    {
        (string? folder, List<string> files) = Inputs(request, diagnostics);
        // What comes out must not depend on the order in which files were named.
        files = [.. files.Distinct(StringComparer.Ordinal).OrderBy(Path.GetFileName, StringComparer.Ordinal).ThenBy(file => file, StringComparer.Ordinal)];
        List<string> folders = [.. files.Select(file => Path.GetDirectoryName(Path.GetFullPath(file))!).Distinct(StringComparer.Ordinal)];
        string? home = folder ?? folders.FirstOrDefault();
        AssemblyResolver resolver = new([.. folders, .. request.ReferenceFolders.Select(Path.GetFullPath), .. SharedFrameworks.Find(home, diagnostics)], request.Project?.ReferenceFiles);

        ImmutableArray<ApplicationAssembly>.Builder assemblies = ImmutableArray.CreateBuilder<ApplicationAssembly>();
        foreach (string file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (AssemblyFile.Read(file, resolver, diagnostics) is not { } assembly)
                continue;
            if (OwnNames.Contains(assembly.Name))
            {
                if (folder is null)
                    diagnostics.Error(Codes.OwnAssembly, new(file, 0, 0), $"{assembly.Name} is a part of Weft and cannot be woven; leave it out");
                continue;
            }
            if (assemblies.FirstOrDefault(other => string.Equals(other.Name, assembly.Name, StringComparison.OrdinalIgnoreCase)) is { } twin)
            {
                diagnostics.Error(Codes.AssemblyTwice, new(file, 0, 0), $"this is {assembly.Name}, and so is {twin.File}; an application loads one assembly of a name: leave the other one out");
                continue;
            }
            if (assembly.ReadyToRun)
                diagnostics.Information(Codes.ReadyToRunAssembly, new(file, 0, 0), "the assembly has precompiled code; if it is rewritten, the woven one is compiled at run time");
            resolver.Register(assembly.Definition);
            assemblies.Add(assembly);
        }
        if (folder is not null)
        {
            ImmutableArray<ApplicationAssembly> withPlugins = new PluginAssemblies(folder, resolver, diagnostics).AddTo(assemblies.ToImmutable(), OwnNames.Contains);
            assemblies.Clear();
            assemblies.AddRange(withPlugins);
        }
        AddLower(request, assemblies, resolver, diagnostics);
        (AssemblyDefinition Runtime, int Contract)? runtime = Runtime(request.RuntimeAssembly, resolver, diagnostics);
        if (runtime is null || assemblies.Count == 0)
            return null;
        if (folder is not null)
            TrimmedFramework.Check(folder, runtime.Value.Runtime, diagnostics);
        ImmutableArray<AssemblyDefinition> unwoven = folder is null && request.Project is null ? Beside(folders, files, resolver) : [];
        return new(folder, assemblies.ToImmutable(), unwoven, runtime.Value.Runtime, runtime.Value.Contract, resolver);
    }

    private static void AddLower(WeaveRequest request, ImmutableArray<ApplicationAssembly>.Builder assemblies, AssemblyResolver resolver, DiagnosticBag diagnostics)
    {
        foreach (LowerProject project in request.Project?.Lower.OrderBy(project => project.Assembly, StringComparer.Ordinal) ?? Enumerable.Empty<LowerProject>())
        {
            if (OwnNames.Contains(Path.GetFileNameWithoutExtension(project.Assembly)) || AssemblyFile.Read(project.Assembly, resolver, diagnostics) is not { } assembly
                || assemblies.Any(other => string.Equals(other.Name, assembly.Name, StringComparison.OrdinalIgnoreCase)))
            {
                continue;
            }
            WeavingManifest? manifest = project.ManifestFile is { } file ? WeavingManifest.Read(File.ReadAllText(file)) : null;
            if (project.ManifestFile is not null && manifest is null)
                diagnostics.Error(Codes.LowerProjectDiffers, new(project.ManifestFile, 0, 0), $"what the build of {assembly.Name} decided cannot be read: it was woven by another version of Weft; build it again with this one");
            resolver.Register(assembly.Definition);
            assemblies.Add(assembly with { IsLower = true, Manifest = manifest });
        }
    }

    private static (string? Folder, List<string> Files) Inputs(WeaveRequest request, DiagnosticBag diagnostics)
    {
        string? folder = null;
        List<string> files = [];
        foreach (string input in request.Inputs)
        {
            if (Directory.Exists(input))
            {
                folder = Path.GetFullPath(input);
                if (request.Inputs.Length > 1)
                    diagnostics.Error(Codes.InputNotFound, new(input, 0, 0), "one folder, or assemblies, but not both");
                files.AddRange(FolderAssemblies(folder, diagnostics));
            }
            else if (!File.Exists(input))
            {
                diagnostics.Error(Codes.InputNotFound, new(input, 0, 0), "there is no such file or folder");
            }
            else if (IsAssembly(input, diagnostics))
            {
                files.Add(Path.GetFullPath(input));
            }
        }
        if (files.Count == 0 && !diagnostics.HasErrors)
            diagnostics.Error(Codes.InputNotFound, folder is null ? null : new(folder, 0, 0), "there is no assembly to weave");
        return (folder, files);
    }

    private static List<string> FolderAssemblies(string folder, DiagnosticBag diagnostics)
    {
        HashSet<string> framework = DependencyFile.FrameworkFiles(folder, diagnostics);
        string[] candidates = Directory.GetFiles(folder);
        Array.Sort(candidates, StringComparer.Ordinal);
        List<string> managed = [], bundles = [];
        foreach (string file in candidates)
        {
            string extension = Path.GetExtension(file);
            bool library = extension.Equals(".dll", StringComparison.OrdinalIgnoreCase);
            if ((!library && extension is not ("" or ".exe")) || framework.Contains(Path.GetFileName(file)))
                continue;
            switch (PortableExecutable.Inspect(file))
            {
                case PortableExecutableKind.Managed:
                    managed.Add(file);
                    break;
                case PortableExecutableKind.Bundle:
                    bundles.Add(file);
                    break;
                case PortableExecutableKind.Unknown when library:
                    diagnostics.Error(Codes.DamagedAssembly, new(file, 0, 0), "the file is neither an assembly nor a native library; build it again");
                    break;
            }
        }
        if (managed.Count == 0 && bundles is [var bundle, ..])
            ReportBundle(bundle, diagnostics);
        return managed;
    }

    private static bool IsAssembly(string file, DiagnosticBag diagnostics)
    {
        switch (PortableExecutable.Inspect(file))
        {
            case PortableExecutableKind.Managed:
                return true;
            case PortableExecutableKind.Bundle:
                ReportBundle(file, diagnostics);
                return false;
            case PortableExecutableKind.Native:
                diagnostics.Error(Codes.NotAnAssembly, new(file, 0, 0), "this is a native file, not an assembly; an application's code is in the .dll beside it");
                return false;
            default:
                diagnostics.Error(Codes.DamagedAssembly, new(file, 0, 0), "this is not an assembly, or a damaged one");
                return false;
        }
    }

    private static void ReportBundle(string file, DiagnosticBag diagnostics) =>
        diagnostics.Error(Codes.SingleFileBundle, new(file, 0, 0), "this is a single-file application; publish it without PublishSingleFile, and weave that folder");

    private static (AssemblyDefinition, int)? Runtime(string file, AssemblyResolver resolver, DiagnosticBag diagnostics)
    {
        if (!File.Exists(file))
        {
            diagnostics.Error(Codes.BadRuntimeAssembly, new(file, 0, 0), "there is no runtime to weave against");
            return null;
        }
        try
        {
            AssemblyDefinition runtime = AssemblyDefinition.ReadAssembly(file, resolver.Parameters);
            if (runtime.MainModule.GetType("Weft.Runtime.Contract.Registration")?.Fields.FirstOrDefault(field => field.Name == "ContractVersion")?.Constant is int version)
            {
                resolver.Register(runtime);
                return (runtime, version);
            }
            diagnostics.Error(Codes.BadRuntimeAssembly, new(file, 0, 0), "this is not Weft.Runtime, or one of another generation");
        }
        catch (BadImageFormatException exception)
        {
            diagnostics.Error(Codes.BadRuntimeAssembly, new(file, 0, 0), $"the runtime cannot be read: {exception.Message}");
        }
        return null;
    }

    private static ImmutableArray<AssemblyDefinition> Beside(List<string> folders, List<string> inputs, AssemblyResolver resolver)
    {
        HashSet<string> names = new(inputs.Select(file => Path.GetFileNameWithoutExtension(file)!), StringComparer.OrdinalIgnoreCase);
        return
        [
            .. folders.SelectMany(folder => Directory.GetFiles(folder, "*.dll"))
                .Select(file => Path.GetFileNameWithoutExtension(file)!)
                .Where(name => !OwnNames.Contains(name) && names.Add(name))
                .OrderBy(name => name, StringComparer.Ordinal)
                .Select(name => resolver.TryFind(name))
                .Where(assembly => assembly is not null)
                .Select(assembly => assembly!),
        ];
    }
}
