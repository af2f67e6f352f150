namespace Weft.Weaver.Output;

/// <summary>Copies an application's folder as it is.</summary>
internal static class FolderCopy
{
    /// <summary>Copies a folder with everything in it.</summary>
    /// <param name="from">The folder.</param>
    /// <param name="to">The copy.</param>
    /// <param name="except">Folders that are left out, such as an output inside the input.</param>
    internal static void Copy(string from, string to, IReadOnlyList<string> except)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.EnumerateFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
        foreach (string folder in Directory.EnumerateDirectories(from))
        {
            if (!except.Contains(folder))
                Copy(folder, Path.Combine(to, Path.GetFileName(folder)), except);
        }
    }
}
