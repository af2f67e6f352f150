using Weft.Hub.Core;

namespace Weft.Hub.Storage.Sqlite;

/// <summary>The folder of a hub's files, which one hub uses at a time.</summary>
internal sealed class DataFolder : IDisposable
{
    private const string DatabaseName = "hub.db";
    private const string LockName = "hub.lock";

    // Beside the lock, since nobody else can read a file that is locked.
    private const string HolderName = "hub.pid";

    private readonly FileStream _lock;

    private DataFolder(string path, FileStream held) => (Path, _lock) = (path, held);

    public string Path { get; }

    public string Database => System.IO.Path.Combine(Path, DatabaseName);

    /// <summary>Makes the folder if it is not there, and takes it.</summary>
    /// <exception cref="HubStoreException">Another hub uses it, or it cannot be written.</exception>
    public static DataFolder Take(string path)
    {
        string folder = System.IO.Path.GetFullPath(path);
        try
        {
            Make(folder);
            return new DataFolder(folder, Lock(folder));
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or IOException and not HubStoreException)
        {
            throw new HubStoreException(HubDiagnostics.StoreNoAccess, $"the hub cannot keep its data in {folder}: {failure.Message} Give it a folder that it may write.", failure);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    // What the nodes share may be nobody else's business.
    private static void Make(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static FileStream Lock(string folder)
    {
        string holder = System.IO.Path.Combine(folder, HolderName);
        FileStream held;
        try
        {
            held = new FileStream(System.IO.Path.Combine(folder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException failure) when (IsHeld(failure))
        {
            string who = File.Exists(holder) ? $" ({File.ReadAllText(holder).Trim()})" : "";
            throw new HubStoreException(HubDiagnostics.StoreInUse, $"the data folder {folder} is used by another hub{who}. End that one first, or give this one a folder of its own.", failure);
        }
        bool isDone = false;
        try
        {
            File.WriteAllText(holder, $"process {Environment.ProcessId} on {Environment.MachineName}\n");
            isDone = true;
            return held;
        }
        finally
        {
            if (!isDone)
                held.Dispose();
        }
    }

    // A sharing violation; on Unix it is told by the number for "would block", which is 11 or, on macOS, 35.
    private static bool IsHeld(IOException failure) => OperatingSystem.IsWindows() ? failure.HResult == unchecked((int)0x80070020) : failure.HResult is 11 or 35;
}
