using Microsoft.Data.Sqlite;
using SQLitePCL;
using Weft.Hub.Core;

namespace Weft.Hub.Storage.Sqlite;

/// <summary>What SQLite says, in the words of whoever runs a hub.</summary>
internal static class StoreErrors
{
    public static HubStoreException From(SqliteException failure, string file)
    {
        string folder = Path.GetDirectoryName(file)!;
        return failure.SqliteErrorCode switch
        {
            raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_FORMAT or raw.SQLITE_MISMATCH => Damaged(file, failure.Message, failure),
            raw.SQLITE_FULL => new HubStoreException(HubDiagnostics.StoreFull,
                $"there is no room in {folder} for what the hub stores. Nothing that was reported as stored is lost. Make room and start the hub again.", failure),
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new HubStoreException(HubDiagnostics.StoreInUse,
                $"another program writes to {file} and does not end. End it, and start the hub again.", failure),
            raw.SQLITE_PERM or raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_AUTH => new HubStoreException(HubDiagnostics.StoreNoAccess,
                $"the hub cannot read and write {file}: {failure.Message} Give its user the right to, for all files in the folder and the folder itself.", failure),
            raw.SQLITE_IOERR => new HubStoreException(HubDiagnostics.StoreNoAccess,
                $"the disk with {file} failed: {failure.Message} Nothing that was reported as stored is lost if the disk still has it. Look at the system's log, and start the hub again once the disk works.", failure),
            _ => new HubStoreException(HubDiagnostics.StoreFailed, $"the store at {file} failed: {failure.Message}", failure),
        };
    }

    public static HubStoreException Damaged(string file, string found, Exception? cause = null) =>
        new(HubDiagnostics.StoreDamaged, $"{file} is damaged: {found.TrimEnd('.')}. The hub does not go on with a part of its state. Put a backup of the folder in its place, or start the hub on an empty one.", cause);

    public static HubStoreException OtherVersion(string file, long? version) => new(HubDiagnostics.StoreVersion,
        version is { } known
            ? $"{file} has version {known} of the layout, and this hub knows version {HubDatabase.Version}. Start it by the version of weft that wrote it, or a newer one."
            : $"{file} is a database of another program. Give the hub a folder of its own.");
}
