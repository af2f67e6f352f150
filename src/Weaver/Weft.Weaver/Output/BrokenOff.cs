using Weft.Weaver.Diagnostics;

namespace Weft.Weaver.Output;

/// <summary>Takes back what a weave left behind that was killed while it wrote: a folder has all of a weave or nothing of it.</summary>
internal static class BrokenOff
{
    private static readonly string[] Leftovers = ["*" + FileSet.New, "*" + FileSet.Old];

    /// <summary>Clears the folders that a weave reads or writes; an error where another weave is at work in one.</summary>
    internal static void TakeBack(WeaveRequest request, DiagnosticBag diagnostics)
    {
        IEnumerable<string> folders = request.Inputs.Select(input => Directory.Exists(input) ? input : Path.GetDirectoryName(Path.GetFullPath(input))!);
        if (request.OutputFolder is { } output)
            folders = folders.Append(output);
        foreach (string folder in folders.Select(Path.GetFullPath).Distinct(StringComparer.Ordinal).Where(Directory.Exists))
        {
            try
            {
                TakeBack(folder, diagnostics);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                diagnostics.Error(Codes.BrokenOff, new(folder, 0, 0), $"an earlier weave was broken off here, or another one is at work, and what it left cannot be taken back: {e.Message}");
            }
        }
        if (request.OutputFolder is { } target)
            StagedFolder.RemoveLeftBehind(Path.GetFullPath(target));
    }

    /// <summary>Reports a folder in which a weave was broken off, for those who only read.</summary>
    internal static void Report(WeaveRequest request, DiagnosticBag diagnostics)
    {
        foreach (string folder in request.Inputs.Select(input => Directory.Exists(input) ? input : Path.GetDirectoryName(Path.GetFullPath(input))!).Distinct(StringComparer.Ordinal))
        {
            string journal = Path.Combine(folder, WriteJournal.FileName);
            if (File.Exists(journal) && new FileInfo(journal).Length > 0)
                diagnostics.Error(Codes.BrokenOff, new(folder, 0, 0), "a weave was broken off here, or is at work: some of the assemblies are woven and some are not. Run 'weft weave' again, which takes it back first");
        }
    }

    private static void TakeBack(string folder, DiagnosticBag diagnostics)
    {
        if (WriteJournal.HomeOf(folder) is not { } home)
            return;
        if (!File.Exists(Path.Combine(home, WriteJournal.FileName)))
        {
            Clear(folder);
            return;
        }
        IReadOnlyList<(string File, string Hash)> files = WriteJournal.Read(home);
        int restored = files.Count(file => Restore(file.File, file.Hash));
        foreach (string each in files.Select(file => Path.GetDirectoryName(file.File)!).Append(folder).Append(Path.Combine(home, RuntimeFiles.HubFolder)).Distinct(StringComparer.Ordinal).Where(Directory.Exists))
        {
            if (each != home)
                Clear(each);
        }
        // The journal of all goes last.
        Clear(home);
        if (restored > 0)
            diagnostics.Warning(Codes.BrokenOff, new(home, 0, 0), $"an earlier weave was broken off here; {restored} of its files were taken back before this one began");
    }

    /// <summary>Gives a place back what it had, unless something newer has come there since.</summary>
    private static bool Restore(string file, string hash)
    {
        bool waits = File.Exists(file + FileSet.New), hasOld = File.Exists(file + FileSet.Old);
        if (waits && !hasOld)
            return false;
        if (File.Exists(file))
        {
            if (waits || WriteJournal.Hash(new(File.ReadAllBytes(file))) != hash)
                return false;
            File.Delete(file);
        }
        if (hasOld)
            File.Move(file + FileSet.Old, file);
        return true;
    }

    private static void Clear(string folder)
    {
        foreach (string file in Leftovers.SelectMany(pattern => Directory.GetFiles(folder, pattern)))
            File.Delete(file);
        File.Delete(Path.Combine(folder, WriteJournal.FileName));
        // A folder that was made for the weave alone.
        if (Path.GetFileName(folder) == RuntimeFiles.HubFolder && !Directory.EnumerateFileSystemEntries(folder).Any())
            Directory.Delete(folder);
    }
}
