using Microsoft.Data.Sqlite;

namespace Weft.Hub.Storage.Sqlite;

/// <summary>How a hub's database is opened and laid out.</summary>
internal static class HubDatabase
{
    /// <summary>The version of the layout.</summary>
    public const int Version = 2;

    // What had no table for items has them in the state of their channel, until that changes.
    private const int VersionWithoutItems = 1;

    private const string Items = "CREATE TABLE item (synchronizer INTEGER NOT NULL, place INTEGER NOT NULL, value BLOB NOT NULL, sum INTEGER NOT NULL, PRIMARY KEY (synchronizer, place)) WITHOUT ROWID;";

    // "Weft", in the file's header: tells a hub's database from any other.
    private const int ApplicationId = 0x57656674;

    // Objects are in the table that hub.generation says; a snapshot is written into the other one. Names of columns are those of the records of IHubStore.
    private const string Layout = """
        CREATE TABLE hub (one INTEGER PRIMARY KEY CHECK (one = 1), epoch INTEGER NOT NULL, next_id INTEGER NOT NULL, generation INTEGER NOT NULL,
            snapshot INTEGER, snapshot_time INTEGER, types BLOB, types_sum INTEGER);
        INSERT INTO hub (one, epoch, next_id, generation) VALUES (1, 0, 1, 0);
        CREATE TABLE cluster (one INTEGER PRIMARY KEY CHECK (one = 1), lineage BLOB NOT NULL, name TEXT, hash TEXT, contract INTEGER NOT NULL, last_member INTEGER NOT NULL);
        CREATE TABLE member (session BLOB PRIMARY KEY, number INTEGER NOT NULL, name TEXT NOT NULL, host TEXT NOT NULL, process INTEGER NOT NULL, last_group INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE log (sequence INTEGER PRIMARY KEY, session BLOB NOT NULL, number INTEGER NOT NULL, entries BLOB NOT NULL, sum INTEGER NOT NULL);
        CREATE TABLE root (name TEXT NOT NULL UNIQUE, type INTEGER NOT NULL, value BLOB NOT NULL, sum INTEGER NOT NULL, sequence INTEGER NOT NULL, session BLOB NOT NULL, request INTEGER NOT NULL);
        CREATE TABLE synchronizer (id INTEGER PRIMARY KEY, state BLOB NOT NULL, sum INTEGER NOT NULL);
        CREATE TABLE object_0 (id INTEGER PRIMARY KEY, creation BLOB NOT NULL, sum INTEGER NOT NULL);
        CREATE TABLE object_1 (id INTEGER PRIMARY KEY, creation BLOB NOT NULL, sum INTEGER NOT NULL);
        """;

    // A commit is on the disk when it returns. On macOS only fullfsync says so; elsewhere it means nothing.
    private const string WriterSettings = """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA fullfsync = ON;
        PRAGMA checkpoint_fullfsync = ON;
        PRAGMA wal_autocheckpoint = 4096;
        PRAGMA journal_size_limit = 67108864;
        PRAGMA cell_size_check = ON;
        """;

    /// <summary>Opens the database for writing; makes one where there is none.</summary>
    public static SqliteConnection OpenWriter(string file) => Open(file, SqliteOpenMode.ReadWriteCreate, connection =>
    {
        long version = connection.Ask("PRAGMA user_version");
        long application = connection.Ask("PRAGMA application_id");
        bool isEmpty = connection.Ask("SELECT count(*) FROM sqlite_master") == 0;
        if (isEmpty ? version != 0 : application != ApplicationId || version is not (Version or VersionWithoutItems))
            throw StoreErrors.OtherVersion(file, application == ApplicationId ? version : null);
        connection.Do(WriterSettings);
        if (isEmpty)
            connection.Do($"BEGIN IMMEDIATE; {Layout} {Items} PRAGMA application_id = {ApplicationId}; PRAGMA user_version = {Version}; COMMIT;");
        else if (connection.AskText("PRAGMA quick_check(1)") is var found and not "ok")
            throw StoreErrors.Damaged(file, found);
        else if (version == VersionWithoutItems)
            connection.Do($"BEGIN IMMEDIATE; {Items} PRAGMA user_version = {Version}; COMMIT;");
    });

    /// <summary>Opens it a second time, to read without holding up the writer.</summary>
    public static SqliteConnection OpenReader(string file) => Open(file, SqliteOpenMode.ReadWrite, static connection => connection.Do("PRAGMA query_only = ON"));

    private static SqliteConnection Open(string file, SqliteOpenMode mode, Action<SqliteConnection> prepare)
    {
        SqliteLibrary.Use();
        SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = 5 }.ToString());
        bool isReady = false;
        try
        {
            connection.Open();
            prepare(connection);
            isReady = true;
            return connection;
        }
        finally
        {
            if (!isReady)
                connection.Dispose();
        }
    }

    public static void Do(this SqliteConnection connection, string text)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    public static long Ask(this SqliteConnection connection, string text)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        return command.ExecuteScalar() switch
        {
            long number => number,
            null or DBNull => 0,
            object other => throw new InvalidCastException($"The answer to '{text}' is {other}, no number."),
        };
    }

    private static string AskText(this SqliteConnection connection, string text)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = text;
        return command.ExecuteScalar() as string ?? "nothing";
    }
}
