using Weft.Protocol;
using Weft.Runtime.Invocation;
using Weft.Runtime.Locks;
using Weft.Runtime.Objects;
using Weft.Runtime.Transactions;

namespace Weft.Runtime.Session;

/// <summary>This process as a member of its cluster: its session and everything that belongs to it.</summary>
#pragma warning disable CA1001 // A node lives as long as its process; its threads look at the token until then.
internal sealed class Node
#pragma warning restore CA1001
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _endGate = new();
    private readonly HubReader _reader;
    private volatile ClusterUnavailableException? _lost;
    private long _entryCounter;
    private long _deadlocks;

    private Node(ClusterOptions options, HubAddress address, JoinedHub joined, NodeLog log)
    {
        Welcome welcome = joined.Welcome;
        Options = options;
        Member = welcome.Member;
        NodeTimeout = TimeSpan.FromMilliseconds(welcome.NodeTimeoutMilliseconds);
        Log = log;
        Objects = new IdentityMap();
        Link = new SessionLink(this, address, joined);
        Outbound = new Outbound(Link.Send, options.HubTimeout);
        Ids = new IdSupply(count => Outbound.Send(new ReserveIds(count)), options.HubTimeout);
        Ids.Add(welcome.FirstId, welcome.IdCount);
        Requests = new Requests();
        Sharing = new SharingWalk(this);
        Faulter = new Faulter(this);
        Leases = new LeaseClient(this);
        Roots = new RootDirectory(this);
        Calls = new CallExecutor(this);
        Deferred = new DeferredWorker(this);
        Departure = new Departure(this);
        Durability = new Durability(this);
        Audit = new UnlockedWrites();
        _reader = new HubReader(this);
    }

    internal ClusterOptions Options { get; }

    internal NodeLog Log { get; }

    /// <summary>Upper part of entry ids and call ids.</summary>
    internal int Member { get; }

    internal TimeSpan NodeTimeout { get; }

    internal IdentityMap Objects { get; }

    internal FrameSequence Frames { get; } = new();

    internal Outbound Outbound { get; }

    internal IdSupply Ids { get; }

    internal Requests Requests { get; }

    internal SharingWalk Sharing { get; }

    internal Faulter Faulter { get; }

    internal LeaseClient Leases { get; }

    internal RootDirectory Roots { get; }

    internal CallExecutor Calls { get; }

    internal DeferredWorker Deferred { get; }

    internal Departure Departure { get; }

    internal Durability Durability { get; }

    /// <summary>The connection to the hub.</summary>
    internal SessionLink Link { get; }

    /// <summary>Where this node has written outside of locks.</summary>
    internal UnlockedWrites Audit { get; }

    /// <summary>Deadlocks with a thread of this node among those that wait.</summary>
    internal long Deadlocks => Interlocked.Read(ref _deadlocks);

    internal CancellationToken Stopping => _stop.Token;

    internal bool IsLost => _lost is not null;

    /// <summary>The number up to which all has been applied here.</summary>
    internal ulong LastApplied => _reader.LastApplied;

    internal static Node Join(ClusterOptions options)
    {
        HubAddress address = HubAddress.Parse(options.Hub!);
        if (address.Embedded)
            EmbeddedHubHost.TryStart(address, options);
        NodeLog log = new(options.NodeName, options.LogLevel);
        JoinedHub joined = HubConnection.Join(address, options, Guid.NewGuid(), log);
        Node node = new(options, address, joined, log);
        node._reader.Define(joined.Types);
        node.Log.Info($"member {joined.Welcome.Member} of cluster {joined.Welcome.ClusterName} at {address}");
        return node;
    }

    /// <summary>Starts the threads. After this the hub's messages are applied.</summary>
    internal void Start()
    {
        StartThread("weft reader", () => _reader.Run(Link, _stop.Token));
        StartThread("weft writer", () => Outbound.RunWriter(_stop.Token));
        StartThread("weft keeper", new Housekeeping(this).Run);
    }

    /// <exception cref="ClusterUnavailableException">The session has ended.</exception>
    internal void ThrowIfLost()
    {
        if (_lost is { } lost)
            throw new ClusterUnavailableException(lost.Message, outcomeUnknown: false, lost);
    }

    /// <summary>Waits where the hub is away: what is done outside of sections would be lost with the session.</summary>
    /// <exception cref="ClusterUnavailableException">It was not heard of within its time-out, or the session has ended.</exception>
    internal void RequireHub()
    {
        if (Link.IsCut || !Link.LeasesHold)
            Link.AwaitHub();
    }

    /// <summary>A number for an entry of a collection or a call, unique in the cluster.</summary>
    internal ulong NextEntryId() => ((ulong)Member << 40) | ((ulong)Interlocked.Increment(ref _entryCounter) & 0xFF_FFFF_FFFF);

    /// <summary>Ends the session after a failure: every wait ends, nothing waits from here on.</summary>
    internal void Lose(string why, Exception? cause)
    {
        bool left = Departure.HasBegun;
        lock (_endGate)
        {
            if (_lost is not null)
                return;
            _lost = left
                ? new ClusterUnavailableException($"{RuntimeCodes.NotLoadedBeforeLeaving}: node {Options.NodeName} has left the cluster and its hub is gone, so objects that were not loaded before cannot be: {why}", outcomeUnknown: false, cause)
                : new ClusterUnavailableException($"{RuntimeCodes.HubLost}: node {Options.NodeName} has lost its hub: {why} Shared objects can still be read here; to change them, start the hub and then this process again.", outcomeUnknown: true, cause);
        }
        if (left)
            Log.Debug(_lost.Message);
        else
            Log.Error($"{_lost.Message} {Outbound.Counts.Unacknowledged} groups of changes were not acknowledged.");
        End(_lost);
        if (Options.TerminateWhenLost && !left)
            new Thread(() => Environment.Exit(75)) { IsBackground = true, Name = "weft exit" }.Start();
    }

    /// <summary>Tells the hub what it asks. Called by the reader thread.</summary>
    internal void Answer(Inquiry inquiry)
    {
        WireWriter content = new();
        if (inquiry.What == InquiryKind.Waits)
            WaitingThread.WriteAll(content, LockWaits.Snapshot());
        else
            UnlockedSite.WriteAll(content, Audit.Sites());
        Outbound.Post(new InquiryReply(inquiry.Id, content.WrittenMemory));
    }

    /// <summary>The hub has found threads that wait for each other, one of this node among them.</summary>
    internal void NoteDeadlock(string text)
    {
        Interlocked.Increment(ref _deadlocks);
        Log.Error(text);
    }

    private void End(ClusterUnavailableException reason)
    {
        _stop.Cancel();
        Link.End();
        Outbound.Fail(reason);
        Ids.Fail(reason);
        Requests.Fail(reason);
        StartThread("weft waits", WaitList.WakeClustered);
    }

    private static void StartThread(string name, ThreadStart run) => new Thread(run) { IsBackground = true, Name = name }.Start();
}
