using System.Security.Cryptography;
using System.Text;
using Weft.Weaver;
using Weft.Weaver.Projects;

namespace Weft.MSBuild;

/// <summary>All that a woven assembly depends on.</summary>
internal sealed record WeavingInputs
{
    internal required string Configuration { get; init; }

    internal required string Runtime { get; init; }

    internal required IReadOnlyList<string> References { get; init; }

    internal required IReadOnlyList<LowerProject> Lower { get; init; }

    internal required IReadOnlyList<string> FrameworkFolders { get; init; }

    internal required IReadOnlyList<string> Options { get; init; }

    /// <summary>One line that is the same as long as weaving would give the same.</summary>
    internal string Signature(string pristine)
    {
        StringBuilder text = new();
        text.AppendLine(typeof(WeaverEngine).Module.ModuleVersionId.ToString());
        // Files that a version control system or a generator writes anew have a new time and mostly the old content.
        text.AppendLine(Configuration).AppendLine(Stamp.Hash(Configuration));
        text.AppendLine(Stamp.Hash(pristine));
        foreach (string option in Options)
            text.AppendLine(option);
        foreach (string folder in FrameworkFolders)
            text.AppendLine(folder);
        foreach (string file in References.Append(Runtime).Concat(Lower.SelectMany(project => new[] { project.Assembly, project.ManifestFile ?? project.Assembly })).Distinct().OrderBy(file => file, StringComparer.Ordinal))
            text.Append(file).Append(' ').AppendLine(Stamp.State(file));
        using SHA256 sha = SHA256.Create();
        return BitConverter.ToString(sha.ComputeHash(Encoding.UTF8.GetBytes(text.ToString()))).Replace("-", "");
    }
}
