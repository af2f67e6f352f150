using Weft.Hub.Storage;
using Weft.Protocol;

namespace Weft.Hub.Core;

/// <summary>One thing for the shell to do.</summary>
/// <param name="Connection">To whom.</param>
/// <param name="Stamp">What the frame begins with.</param>
/// <param name="Message">What to send; null: close the connection once all before has been sent, unless this is about a session.</param>
/// <param name="InSession">Whether the message is one of the session's frames, which are counted and kept, also while the connection is closed, until they are confirmed. The others go before those that wait.</param>
/// <param name="About">What else there is to do.</param>
/// <param name="After">If not 0: from this message on, what is sent to this node waits until all is stored that the calls of the core up to this one, by <see cref="Outbox.Call"/>, put out.</param>
public readonly record struct Outgoing(HubConnection Connection, HubStamp Stamp, HubMessage? Message, bool InSession = false, SessionChange? About = null, ulong After = 0);

/// <summary>What the shell has to do with the frames that it keeps for a session.</summary>
/// <param name="Confirmed">So many of them the node has handled: they need not be kept.</param>
/// <param name="From">If not null: the session comes from this connection, and all that is not confirmed is sent again.</param>
public sealed record SessionChange(ulong Confirmed, HubConnection? From = null);

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
    private readonly List<StoredMember> _members = [];

    /// <summary>What to send, in order.</summary>
    public IReadOnlyList<Outgoing> Items => _items;

    internal List<Outgoing> Pending => _items;

    /// <summary>Lines for the log.</summary>
    public IReadOnlyList<string> LogLines => _log;

    /// <summary>What to store, in order.</summary>
    public IReadOnlyList<LogRecord> Records => _records;

    /// <summary>The roots that these records changed.</summary>
    public IReadOnlyList<StoredRoot> Roots => _roots;

    /// <summary>Whether synchronizers were changed: <see cref="HubCore.TakeChanged"/> gives them as they are by then, once for many calls.</summary>
    public bool ChangesSynchronizers { get; internal set; }

    /// <summary>The members that came or went, in order.</summary>
    public IReadOnlyList<StoredMember> Members => _members;

    /// <summary>The cluster, if that has changed.</summary>
    public StoredCluster? Cluster { get; private set; }

    /// <summary>Which call of the core this is, counted from 1.</summary>
    public ulong Call { get; internal set; }

    /// <summary>Whether there is anything to store.</summary>
    public bool HasToStore => _records.Count + _roots.Count + _members.Count > 0 || ChangesSynchronizers || Cluster is not null;

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _records.Clear();
        _roots.Clear();
        ChangesSynchronizers = false;
        _members.Clear();
        Cluster = null;
        _items.Clear();
        _log.Clear();
    }

    internal void Add(HubConnection connection, in HubStamp stamp, HubMessage message, ulong after = 0) => _items.Add(new Outgoing(connection, stamp, message, After: after));

    internal void AddToSession(HubConnection connection, in HubStamp stamp, HubMessage message, ulong after = 0) => _items.Add(new Outgoing(connection, stamp, message, InSession: true, After: after));

    internal void Confirm(HubConnection connection, ulong count) => _items.Add(new Outgoing(connection, default, null, About: new SessionChange(count)));

    internal void Continue(HubConnection connection, HubConnection from, ulong count) => _items.Add(new Outgoing(connection, default, null, About: new SessionChange(count, from)));

    internal void Close(HubConnection connection) => _items.Add(new Outgoing(connection, default, null));

    internal void Store(LogRecord record) => _records.Add(record);

    internal void Store(LogRecord record, StoredRoot root)
    {
        _records.Add(record);
        _roots.Add(root);
    }

    internal void Store(StoredMember member) => _members.Add(member);

    internal void Store(StoredCluster cluster) => Cluster = cluster;

    internal void Log(string line) => _log.Add(line);
}
