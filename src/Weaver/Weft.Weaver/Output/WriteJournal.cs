using System.Security.Cryptography;
using System.Text;

namespace Weft.Weaver.Output;

/// <summary>
/// Says which files of a folder are being replaced, so that a weave that was killed can be taken back. While it is open, nobody else takes it for left behind.
/// It lies in the folder of the files; for files of several folders there is a pointer to it in each.
/// </summary>
internal sealed class WriteJournal : IDisposable
{
    internal const string FileName = ".weft-journal";

    private const string PointerMark = "->";
    private const string End = "end";
    private readonly FileStream _stream;
    private readonly List<string> _pointers;

    private WriteJournal(FileStream stream, List<string> pointers) => (_stream, _pointers) = (stream, pointers);

    /// <summary>Opens one for files in these folders.</summary>
    internal static WriteJournal Open(IEnumerable<string> files)
    {
        // Folders of files below another one's are found from there.
        string[] folders = [.. files.Select(file => Path.GetDirectoryName(Path.GetFullPath(file))!).Distinct(StringComparer.Ordinal).OrderBy(folder => folder, StringComparer.Ordinal)];
        string home = folders[0];
        FileStream stream = new(Path.Combine(home, FileName), FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        List<string> pointers = [];
        foreach (string folder in folders.Skip(1).Where(folder => !folder.StartsWith(home + Path.DirectorySeparatorChar, StringComparison.Ordinal)))
        {
            string pointer = Path.Combine(folder, FileName);
            File.WriteAllText(pointer, $"{PointerMark}{home}\n");
            pointers.Add(pointer);
        }
        return new(stream, pointers);
    }

    /// <summary>Writes what is about to be moved. From now on until <see cref="Complete"/>, what is found there is taken back.</summary>
    /// <param name="files">The files, each with the hash of its new content.</param>
    internal void Record(IEnumerable<(string File, string Hash)> files)
    {
        byte[] lines = Encoding.UTF8.GetBytes(string.Concat(files.Select(file => $"{file.Hash} {Path.GetFullPath(file.File)}\n")) + End + "\n");
        _stream.Write(lines, 0, lines.Length);
        _stream.Flush(flushToDisk: true);
    }

    /// <summary>All files are in their places: nothing is to be taken back any more.</summary>
    internal void Complete()
    {
        _stream.SetLength(0);
        _stream.Flush(flushToDisk: true);
    }

    /// <summary>Removes it; to be called when nothing is left to do.</summary>
    internal void Remove()
    {
        _stream.Dispose();
        foreach (string file in _pointers)
            File.Delete(file);
        File.Delete(_stream.Name);
    }

    public void Dispose() => _stream.Dispose();

    /// <summary>The folder of the journal that a folder's own is, or points to; null where there is none.</summary>
    internal static string? HomeOf(string folder)
    {
        string file = Path.Combine(folder, FileName);
        if (!File.Exists(file))
            return null;
        using FileStream stream = Take(file);
        using StreamReader reader = new(stream);
        return reader.ReadLine() is { } line && line.StartsWith(PointerMark, StringComparison.Ordinal) ? line.Substring(PointerMark.Length) : folder;
    }

    /// <summary>The files that were being moved, with the hash of what they were to become; none where all were moved, or none yet.</summary>
    internal static IReadOnlyList<(string File, string Hash)> Read(string home)
    {
        using FileStream stream = Take(Path.Combine(home, FileName));
        using StreamReader reader = new(stream);
        string[] lines = reader.ReadToEnd().Split('\n');
        // Without its last line it was not written to the end, and nothing was moved.
        return lines.Contains(End) ? [.. lines.TakeWhile(line => line != End).Select(line => (line.Substring(line.IndexOf(' ') + 1), line.Substring(0, line.IndexOf(' '))))] : [];
    }

    internal static string Hash(ArraySegment<byte> content)
    {
        using SHA256 sha = SHA256.Create();
        return BitConverter.ToString(sha.ComputeHash(content.Array!, content.Offset, content.Count)).Replace("-", "");
    }

    /// <summary>Fails while another weave is at work there.</summary>
    private static FileStream Take(string file) => new(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
}
