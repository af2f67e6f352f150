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
            else if (reference.GetMetadata("ReferenceSourceTarget") == "ProjectReference")
                projects.Add(new(reference.ItemSpec, null));
        }
        return projects;
    }

    /// <summary>For <c>lib/net10.0/A.dll</c> of a package: <c>weft/net10.0/A.dll</c>.</summary>
    private static string InPackage(string file)
    {
        string framework = Path.GetDirectoryName(file)!;
        string? package = Path.GetDirectoryName(Path.GetDirectoryName(framework));
        return package is null ? "" : Path.Combine(package, "weft", Path.GetFileName(framework), Path.GetFileName(file));
    }
}
