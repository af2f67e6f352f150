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

    private const string Staged = ".weft-";
    private const string OldEnding = "-old";
    private const string Lock = ".weft-lock";

    private readonly string _target;
    private readonly FileStream _lock;
    private bool _done;

    private StagedFolder(string target, string path)
    {
        _target = target;
        Path = path;
        Directory.CreateDirectory(path);
        _lock = new(System.IO.Path.Combine(path, Lock), FileMode.CreateNew, FileAccess.Write, FileShare.None);
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
        return new(target, $"{target.TrimEnd(System.IO.Path.DirectorySeparatorChar)}{Staged}{Guid.NewGuid():N}");
    }

    /// <summary>Removes the folders that weaves to this place left behind when they were killed; an earlier output that one of them had set aside comes back.</summary>
    internal static void RemoveLeftBehind(string target)
    {
        target = target.TrimEnd(System.IO.Path.DirectorySeparatorChar);
        if (System.IO.Path.GetDirectoryName(target) is not { Length: > 0 } parent || !Directory.Exists(parent))
            return;
        foreach (string folder in Directory.GetDirectories(parent, System.IO.Path.GetFileName(target) + Staged + "*"))
        {
            string name = folder.Substring(target.Length + Staged.Length);
            bool isOld = name.EndsWith(OldEnding, StringComparison.Ordinal);
            if (!Guid.TryParseExact(isOld ? name.Substring(0, name.Length - OldEnding.Length) : name, "N", out _) || IsInUse(folder))
                continue;
            if (isOld && !Directory.Exists(target))
                Directory.Move(folder, target);
            else
                Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Whether a weave that is alive fills a folder.</summary>
    private static bool IsInUse(string folder)
    {
        string file = System.IO.Path.Combine(folder, Lock);
        if (!File.Exists(file))
            return false;
        try
        {
            using FileStream held = new(file, FileMode.Open, FileAccess.Write, FileShare.None);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>Moves the folder to its place.</summary>
    internal void Commit()
    {
        File.WriteAllText(System.IO.Path.Combine(Path, Marker), "Written by weft weave, which may replace this folder.\n");
        _lock.Dispose();
        File.Delete(_lock.Name);
        string old = Path + OldEnding;
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
        _lock.Dispose();
        if (!_done && Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }
}
