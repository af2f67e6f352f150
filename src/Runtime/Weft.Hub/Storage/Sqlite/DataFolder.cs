using Weft.Hub.Core;

namespace Weft.Hub.Storage.Sqlite;

/// <summary>The folder of a hub's files, which one hub uses at a time.</summary>
internal sealed class DataFolder : IDisposable
{
    private const string DatabaseName = "hub.db";
    private const string LockName = "hub.lock";

    private readonly FileStream _lock;

    private DataFolder(string path, bool hasNode, FileStream held)
    {
        (Path, _lock) = (path, held);
        Holder? before = Holder.Read(path);
        Holder own = Holder.Own(hasNode);
        Before = before is { HasNode: true } && before != own ? before.Process : null;
        own.Write(path);
    }

    public string Path { get; }

    /// <summary>The process that used it before, and in which a node ran: it has ended, since the folder is free. Null if there was none or it is this one.</summary>
    public HubProcess? Before { get; }

    public string Database => System.IO.Path.Combine(Path, DatabaseName);

    /// <summary>Makes the folder if it is not there, and takes it.</summary>
    /// <exception cref="HubStoreException">Another hub uses it, or it cannot be written.</exception>
    public static DataFolder Take(string path, bool hasNode)
    {
        string folder = System.IO.Path.GetFullPath(path);
        try
        {
            Make(folder);
            FileStream held = Lock(folder);
            try
            {
                return new DataFolder(folder, hasNode, held);
            }
            catch (Exception)
            {
                held.Dispose();
                throw;
            }
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
        try
        {
            return new FileStream(System.IO.Path.Combine(folder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException failure) when (IsHeld(failure))
        {
            string who = Holder.Read(folder) is { } holder ? $" ({holder})" : "";
            throw new HubStoreException(HubDiagnostics.StoreInUse, $"the data folder {folder} is used by another hub{who}. End that one first, or give this one a folder of its own.", failure);
        }
    }

    // A sharing violation; on Unix it is told by the number for "would block", which is 11 or, on macOS, 35.
    private static bool IsHeld(IOException failure) => OperatingSystem.IsWindows() ? failure.HResult == unchecked((int)0x80070020) : failure.HResult is 11 or 35;
}
