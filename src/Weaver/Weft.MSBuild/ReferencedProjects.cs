using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.Build.Framework;
using Weft.Weaver.Projects;

namespace Weft.MSBuild;

/// <summary>Tells among the references those that are woven in builds of their own.</summary>
internal static class ReferencedProjects
{
    private const string PristineMetadata = "WeftPristine";

    /// <summary>Projects, woven or not, and packages that bring what their compiler made.</summary>
    internal static IReadOnlyList<LowerProject> Of(IEnumerable<ITaskItem> references)
    {
        List<LowerProject> projects = [];
        foreach (ITaskItem reference in references)
        {
            string pristine = reference.GetMetadata(PristineMetadata);
            if (pristine.Length == 0 && reference.GetMetadata("NuGetPackageId").Length > 0)
                pristine = InPackage(reference.ItemSpec);
            if (pristine.Length > 0 && File.Exists(pristine))
                projects.Add(new(pristine, ProjectFiles.ManifestOf(pristine)));
            else if (reference.GetMetadata("ReferenceSourceTarget") == "ProjectReference" || MayBeWoven(reference))
                projects.Add(new(reference.ItemSpec, null));
        }
        return projects;
    }

    /// <summary>For <c>lib/net10.0/A.dll</c> of a package: <c>weft/net10.0/A.original</c>; an assembly of that name elsewhere would be warned of when it is packed.</summary>
    private static string InPackage(string file)
    {
        string framework = Path.GetDirectoryName(file)!;
        string? package = Path.GetDirectoryName(Path.GetDirectoryName(framework));
        return package is null ? "" : Path.Combine(package, "weft", Path.GetFileName(framework), Path.GetFileNameWithoutExtension(file) + ".original");
    }

    /// <summary>Whether a file that is no part of the framework refers to the runtime, as all woven ones do: the engine looks whether it is one.</summary>
    private static bool MayBeWoven(ITaskItem reference)
    {
        if (reference.GetMetadata("FrameworkReferenceName").Length > 0)
            return false;
        try
        {
            using PEReader file = new(File.OpenRead(reference.ItemSpec));
            if (!file.HasMetadata)
                return false;
            MetadataReader metadata = file.GetMetadataReader();
            return metadata.AssemblyReferences.Any(handle => metadata.StringComparer.Equals(metadata.GetAssemblyReference(handle).Name, "Weft.Runtime"));
        }
        catch (Exception exception) when (exception is BadImageFormatException or IOException or UnauthorizedAccessException)
        {
            // What cannot be read is told by the compiler, or by the engine when it needs it.
            return false;
        }
    }
}
