using System.Collections.Immutable;
using Weft.Weaver.Diagnostics;

namespace Weft.Weaver.Metadata;

/// <summary>
/// The assemblies in subfolders of an application that belong to it: those that refer to one of its own, as plugins do that it loads by itself. Whole applications, such as what was published below the
/// build's output, and everything else that lies there is left as it is.
/// </summary>
internal sealed class PluginAssemblies(string folder, AssemblyResolver resolver, DiagnosticBag diagnostics)
{
    private static readonly HashSet<string> OtherFolders = new(StringComparer.OrdinalIgnoreCase) { "runtimes", "ref", "refs", "wwwroot", "weft-hub" };

    /// <summary>Reads them, and notes the copies of assemblies that lie there once more.</summary>
    /// <param name="own">The assemblies of the application's folder itself.</param>
    /// <param name="isWeft">Whether a name is that of a part of Weft.</param>
    internal ImmutableArray<ApplicationAssembly> AddTo(ImmutableArray<ApplicationAssembly> own, Func<string, bool> isWeft)
    {
        List<ApplicationAssembly> all = [.. own];
        HashSet<string> names = new(own.Select(assembly => assembly.Name), StringComparer.OrdinalIgnoreCase);
        List<string> open = [.. Files(folder).Where(file => !isWeft(Path.GetFileNameWithoutExtension(file)))];
        foreach (string file in open.Where(file => names.Contains(Path.GetFileNameWithoutExtension(file))))
            AddCopy(all, file);
        open.RemoveAll(file => names.Contains(Path.GetFileNameWithoutExtension(file)));
        // What refers to the application first, then what refers to that.
        for (bool found = true; found;)
        {
            found = false;
            foreach (string file in open.ToArray())
            {
                // What cannot be read is not for this weave to tell of: it may be there for another platform.
                if (AssemblyFile.Read(file, resolver, new()) is not { } assembly || !assembly.Definition.MainModule.AssemblyReferences.Any(reference => names.Contains(reference.Name)))
                    continue;
                open.Remove(file);
                found = true;
                if (!names.Add(assembly.Name))
                {
                    AddCopy(all, file);
                    continue;
                }
                resolver.Register(assembly.Definition);
                all.Add(assembly with { IsPlugin = true });
            }
        }
        return [.. all];
    }

    private static IEnumerable<string> Files(string parent)
    {
        foreach (string child in Directory.GetDirectories(parent).OrderBy(path => path, StringComparer.Ordinal))
        {
            bool other = OtherFolders.Contains(Path.GetFileName(child)) || Directory.EnumerateFiles(child, "*.runtimeconfig.json").Any() || File.Exists(Path.Combine(child, ".weft-output"));
            if (other)
                continue;
            foreach (string file in Directory.GetFiles(child, "*.dll").OrderBy(path => path, StringComparer.Ordinal))
            {
                if (!file.EndsWith(".resources.dll", StringComparison.OrdinalIgnoreCase) && PortableExecutable.Inspect(file) == PortableExecutableKind.Managed)
                    yield return file;
            }
            foreach (string file in Files(child))
                yield return file;
        }
    }

    private void AddCopy(List<ApplicationAssembly> all, string file)
    {
        int index = all.FindIndex(assembly => string.Equals(assembly.Name, Path.GetFileNameWithoutExtension(file), StringComparison.OrdinalIgnoreCase));
        ApplicationAssembly first = all[index];
        if (File.ReadAllBytes(file).AsSpan().SequenceEqual(File.ReadAllBytes(first.File)))
            all[index] = first with { Copies = first.Copies.Add(file) };
        else
            diagnostics.Warning(Codes.OtherBuildInSubfolder, new(file, 0, 0), $"this is another build of {first.Name} than {first.File} and is left as it is; what a plugin does with classes of this one is not shared. Build the plugin so that it does not copy the assemblies of its host (<Private>false</Private>)");
    }
}
