namespace Weft.Weaver.Output;

/// <summary>
/// Files that are written together: all are first written beside their places, then moved there; if one cannot be moved, all places get back
/// what they had. A journal lets a later run do so where this one is killed.
/// </summary>
/// <param name="step">Told before each change to the disk.</param>
internal sealed class FileSet(Action? step = null)
{
    internal const string New = ".weft-new";
    internal const string Old = ".weft-old";

    private readonly Dictionary<string, Func<ArraySegment<byte>>> _files = new(StringComparer.Ordinal);

    /// <summary>Adds a file.</summary>
    internal void Add(string path, ArraySegment<byte> content) => _files[path] = () => content;

    /// <summary>Adds a file.</summary>
    internal void Add(string path, byte[] content) => Add(path, new ArraySegment<byte>(content));

    /// <summary>Adds a copy of a file; nothing where both are the same.</summary>
    internal void AddCopy(string from, string to)
    {
        if (!string.Equals(Path.GetFullPath(from), Path.GetFullPath(to), StringComparison.Ordinal))
            _files[to] = () => new(File.ReadAllBytes(from));
    }

    /// <summary>Writes all files or none.</summary>
    internal void Commit()
    {
        if (_files.Count == 0)
            return;
        List<string> moved = [];
        Stack<string> folders = [];
        WriteJournal? journal = null;
        try
        {
            foreach (string path in _files.Keys)
                MakeFolder(Path.GetDirectoryName(path)!, folders);
            journal = WriteJournal.Open(_files.Keys);
            journal.Record(WriteNew());
            foreach (string path in _files.Keys)
            {
                moved.Add(path);
                if (File.Exists(path))
                    SetAside(path);
                step?.Invoke();
                File.Move(path + New, path);
            }
            step?.Invoke();
            journal.Complete();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            foreach (string path in moved)
                Restore(path);
            journal?.Remove();
            Discard(folders);
            throw;
        }
        finally
        {
            journal?.Dispose();
        }
        foreach (string path in _files.Keys)
        {
            step?.Invoke();
            File.Delete(path + Old);
        }
        step?.Invoke();
        journal.Remove();
    }

    /// <summary>Writes the new files beside their places.</summary>
    private List<(string File, string Hash)> WriteNew()
    {
        List<(string, string)> written = [];
        foreach (KeyValuePair<string, Func<ArraySegment<byte>>> file in _files)
        {
            step?.Invoke();
            ArraySegment<byte> content = file.Value();
            Write(file.Key + New, content);
            written.Add((file.Key, WriteJournal.Hash(content)));
        }
        step?.Invoke();
        return written;
    }

    private static void Write(string path, ArraySegment<byte> content)
    {
        using FileStream stream = File.Create(path);
        stream.Write(content.Array!, content.Offset, content.Count);
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

    private void SetAside(string path)
    {
        step?.Invoke();
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
