using Weft.Hub.Storage;
using Weft.Protocol;

namespace Weft.Hub.Core;

/// <summary>One thing for the shell to do.</summary>
/// <param name="Connection">To whom.</param>
/// <param name="Stamp">What the frame begins with.</param>
/// <param name="Message">What to send; null: close the connection once all before has been sent.</param>
public readonly record struct Outgoing(HubConnection Connection, HubStamp Stamp, HubMessage? Message);

/// <summary>
/// What the core wants done, in order. The shell clears it before each call of the core, and carries it out before the next: messages refer to memory that the core reuses,
/// and to the memory of the message that was handled.
/// </summary>
public sealed class Outbox
{
    private readonly List<Outgoing> _items = [];
    private readonly List<string> _log = [];
    private readonly List<LogRecord> _records = [];
    private readonly List<StoredRoot> _roots = [];

    /// <summary>What to send, in order.</summary>
    public IReadOnlyList<Outgoing> Items => _items;

    internal List<Outgoing> Pending => _items;

    /// <summary>Lines for the log.</summary>
    public IReadOnlyList<string> LogLines => _log;

    /// <summary>What to store, in order.</summary>
    public IReadOnlyList<LogRecord> Records => _records;

    /// <summary>The roots that these records changed.</summary>
    public IReadOnlyList<StoredRoot> Roots => _roots;

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _records.Clear();
        _roots.Clear();
        _items.Clear();
        _log.Clear();
    }

    internal void Add(HubConnection connection, in HubStamp stamp, HubMessage message) => _items.Add(new Outgoing(connection, stamp, message));

    internal void Close(HubConnection connection) => _items.Add(new Outgoing(connection, default, null));

    internal void Store(LogRecord record) => _records.Add(record);

    internal void Store(LogRecord record, StoredRoot root)
    {
        _records.Add(record);
        _roots.Add(root);
    }

    internal void Log(string line) => _log.Add(line);
}
