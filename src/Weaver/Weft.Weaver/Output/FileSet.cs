namespace Weft.Weaver.Output;

/// <summary>
/// Files that are written together: all are first written beside their places, then moved there; if one cannot be moved, all places get back
/// what they had.
/// </summary>
internal sealed class FileSet
{
    private const string New = ".weft-new";
    private const string Old = ".weft-old";

    private readonly Dictionary<string, Func<byte[]>> _files = new(StringComparer.Ordinal);

    /// <summary>Adds a file.</summary>
    internal void Add(string path, byte[] content) => _files[path] = () => content;

    /// <summary>Adds a copy of a file; nothing where both are the same.</summary>
    internal void AddCopy(string from, string to)
    {
        if (!string.Equals(Path.GetFullPath(from), Path.GetFullPath(to), StringComparison.Ordinal))
            _files[to] = () => File.ReadAllBytes(from);
    }

    /// <summary>Writes all files or none.</summary>
    internal void Commit()
    {
        List<string> moved = [];
        Stack<string> folders = [];
        try
        {
            foreach (KeyValuePair<string, Func<byte[]>> file in _files)
            {
                MakeFolder(Path.GetDirectoryName(file.Key)!, folders);
                File.WriteAllBytes(file.Key + New, file.Value());
            }
            foreach (string path in _files.Keys)
            {
                moved.Add(path);
                if (File.Exists(path))
                    SetAside(path);
                File.Move(path + New, path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            foreach (string path in moved)
                Restore(path);
            Discard(folders);
            throw;
        }
        foreach (string path in _files.Keys)
            File.Delete(path + Old);
    }

    private static void MakeFolder(string folder, Stack<string> made)
    {
        if (Directory.Exists(folder))
            return;
        if (Path.GetDirectoryName(folder) is { Length: > 0 } parent)
            MakeFolder(parent, made);
        Directory.CreateDirectory(folder);
        made.Push(folder);
    }

    /// <summary>Removes what was written beside the places, and then the folders that were made for it.</summary>
    private void Discard(Stack<string> folders)
    {
        // A file in a folder that could not be made is not there, and looking for it must not hide why.
        foreach (string path in _files.Keys.Where(path => File.Exists(path + New)))
            File.Delete(path + New);
        foreach (string folder in folders)
            Directory.Delete(folder);
    }

    private static void SetAside(string path)
    {
        File.Delete(path + Old);
        File.Move(path, path + Old);
    }

    private static void Restore(string path)
    {
        bool arrived = !File.Exists(path + New);
        if (arrived)
            File.Delete(path);
        if (File.Exists(path + Old))
            File.Move(path + Old, path);
    }
}
