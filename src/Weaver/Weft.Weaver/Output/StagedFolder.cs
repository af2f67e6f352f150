using Weft.Weaver.Diagnostics;

namespace Weft.Weaver.Output;

/// <summary>
/// A folder that is filled beside its place and moved there when it is complete. It takes the place of an empty folder or of an earlier output
/// (told by its marker file), never of anything else.
/// </summary>
internal sealed class StagedFolder : IDisposable
{
    /// <summary>Marks a folder as an output of this program, which may be replaced.</summary>
    internal const string Marker = ".weft-output";

    private readonly string _target;
    private bool _done;

    private StagedFolder(string target, string path)
    {
        _target = target;
        Path = path;
    }

    /// <summary>Where to write.</summary>
    internal string Path { get; }

    /// <summary>Opens a folder for writing, or adds an error.</summary>
    internal static StagedFolder? Open(string target, string input, DiagnosticBag diagnostics)
    {
        if (string.Equals(target.TrimEnd(System.IO.Path.DirectorySeparatorChar), input.TrimEnd(System.IO.Path.DirectorySeparatorChar), StringComparison.Ordinal))
        {
            diagnostics.Error(Codes.OutputNotWritten, null, $"The output folder '{target}' is the input folder; use --in-place to weave there.");
            return null;
        }
        if (File.Exists(target))
        {
            diagnostics.Error(Codes.OutputNotWritten, null, $"The output '{target}' is a file; name a folder.");
            return null;
        }
        if (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any() && !File.Exists(System.IO.Path.Combine(target, Marker)))
        {
            diagnostics.Error(Codes.OutputNotWritten, null,
                $"The output folder '{target}' has files that an earlier weave did not write; name an empty or a new folder, so that nothing of yours is replaced.");
            return null;
        }
        string path = $"{target.TrimEnd(System.IO.Path.DirectorySeparatorChar)}.weft-{Guid.NewGuid():N}";
        Directory.CreateDirectory(path);
        return new(target, path);
    }

    /// <summary>Moves the folder to its place.</summary>
    internal void Commit()
    {
        File.WriteAllText(System.IO.Path.Combine(Path, Marker), "Written by weft weave, which may replace this folder.\n");
        string old = Path + "-old";
        if (Directory.Exists(_target))
            Directory.Move(_target, old);
        try
        {
            Directory.Move(Path, _target);
        }
        catch (IOException)
        {
            if (Directory.Exists(old))
                Directory.Move(old, _target);
            throw;
        }
        _done = true;
        if (Directory.Exists(old))
            Directory.Delete(old, recursive: true);
    }

    public void Dispose()
    {
        if (!_done && Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }
}
