using Weft.Protocol;
using Weft.Runtime.Finalization;
using Weft.Runtime.Invocation;
using Weft.Runtime.Locks;
using Weft.Runtime.Objects;
using Weft.Runtime.Synchronizers;
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
    private readonly ManualResetEventSlim _settled = new(true, 0);
    private readonly ManualResetEventSlim _succeeded = new(false, 0);
    private volatile ClusterUnavailableException? _lost;
    private volatile bool _hasSuccessor;
    private long _entryCounter;
    private long _deadlocks;

    private Node(ClusterOptions options, HubAddress address, JoinedHub joined, NodeLog log, Node? earlier)
    {
        Welcome welcome = joined.Welcome;
        Options = options;
        Member = welcome.Member;
        NodeTimeout = TimeSpan.FromMilliseconds(welcome.NodeTimeoutMilliseconds);
        Log = log;
        Objects = new IdentityMap();
        Link = new SessionLink(this, address, joined);
        Outbound = new Outbound(Link.Send, options.HubTimeout, Tail);
        Ids = new IdSupply(count => Outbound.Send(new ReserveIds(count)), options.HubTimeout);
        Ids.Add(welcome.FirstId, welcome.IdCount);
        Requests = new Requests();
        Sharing = new SharingWalk(this);
        Faulter = new Faulter(this);
        Leases = new LeaseClient(this);
        Lent = new LentSynchronizers(this);
        Roots = new RootDirectory(this, earlier?.Roots);
        Calls = new CallExecutor(this);
        Deferred = new DeferredWorker(this);
        Departure = new Departure(this);
        Durability = new Durability(this);
        Audit = earlier?.Audit ?? new UnlockedWrites();
        _reader = new HubReader(this, joined.Stamp.Complete);
        Know(welcome.Members);
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

    internal LentSynchronizers Lent { get; }

    internal RootDirectory Roots { get; }

    internal CallExecutor Calls { get; }

    internal DeferredWorker Deferred { get; }

    internal Departure Departure { get; }

    internal Durability Durability { get; }

    /// <summary>What the hub may not have on stable storage yet.</summary>
    internal UnstoredTail Tail { get; } = new();

    /// <summary>The connection to the hub.</summary>
    internal SessionLink Link { get; }

    /// <summary>Where this node has written outside of locks.</summary>
    internal UnlockedWrites Audit { get; }

    /// <summary>Deadlocks with a thread of this node among those that wait.</summary>
    internal long Deadlocks => Interlocked.Read(ref _deadlocks);

    internal CancellationToken Stopping => _stop.Token;

    internal bool IsLost => _lost is not null;

    /// <summary>Whether the session goes on, and nobody has to wait for what it has of the cluster.</summary>
    internal bool IsCalm => _lost is null && _settled.IsSet;

    /// <summary>Whether another session is about to take the place of this one, which was lost.</summary>
    internal bool HasSuccessor => _hasSuccessor;

    /// <summary>The number up to which all has been applied here.</summary>
    internal ulong LastApplied => _reader.LastApplied;

    /// <summary>Begins a session.</summary>
    /// <param name="options">How.</param>
    /// <param name="earlier">The session that this process has lost; null for its first.</param>
    /// <param name="stop">Ends the wait for the hub.</param>
    /// <exception cref="ClusterJoinException">The hub is not there, or does not take this node.</exception>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    internal static Node Join(ClusterOptions options, Node? earlier = null, CancellationToken stop = default)
    {
        HubAddress address = HubAddress.Parse(options.Hub!);
        if (address.Embedded)
            EmbeddedHubHost.TryStart(address, options, stop);
        NodeLog log = new(options.NodeName, options.LogLevel);
        JoinedHub joined = HubConnection.Join(address, options, Guid.NewGuid(), log, stop);
        Node node = new(options, address, joined, log, earlier);
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

    /// <summary>Waits, in a session that follows another one, until what this process has of the cluster is as the hub has it.</summary>
    /// <exception cref="ClusterUnavailableException">The session has ended.</exception>
    internal void ThrowIfLost()
    {
        if (!_settled.IsSet)
            FinalizerThread.Refuse("what this node reads again after it has lost its session");
        if (!_settled.IsSet && !_settled.Wait(Options.HubTimeout))
            throw new ClusterUnavailableException($"{RuntimeCodes.HubSilent}: what node {Options.NodeName} has of the cluster was not read again from the hub within {Options.HubTimeout.TotalSeconds:0.#} s after it had lost its session.", outcomeUnknown: false);
        if (_lost is { } lost)
            throw new ClusterUnavailableException(lost.Message, outcomeUnknown: false, lost);
    }

    /// <summary>
    /// Waits, where the session was lost, until another one has taken its place, which is the process's then. A thread that is in a section of the lost session does not wait: it can do nothing there.
    /// </summary>
    /// <param name="limit">How long at most; null: for the hub's time-out.</param>
    internal void AwaitSuccessor(TimeSpan? limit)
    {
        if (!_hasSuccessor || ThreadTransaction.Current.Locks.Count != 0)
            return;
        FinalizerThread.Refuse("the next session of this node");
        _succeeded.Wait(limit < Options.HubTimeout ? limit.Value : Options.HubTimeout);
    }

    /// <summary>Another session has taken this one's place, or none will.</summary>
    internal void EndSuccession()
    {
        _hasSuccessor = false;
        _succeeded.Set();
    }

    /// <summary>Gives a session up that has not begun: its threads do not run yet.</summary>
    internal void Abandon() => End(new ClusterUnavailableException($"{RuntimeCodes.HubLost}: node {Options.NodeName} has left the cluster while it joined it again.", outcomeUnknown: false));

    /// <summary>Goes on in this session after an earlier one was lost. Called by a thread of its own.</summary>
    /// <param name="lost">The earlier one.</param>
    /// <param name="afresh">Whether the hub has nothing of what was known before.</param>
    /// <param name="become">Makes this node the process's.</param>
    internal void Follow(Node lost, bool afresh, Action<Node> become)
    {
        Rejoining rejoining = new(this, lost, afresh);
        _settled.Reset();
        try
        {
            rejoining.TakeOver();
            become(this);
            Start();
            rejoining.Refresh();
            Telemetry.Rejoined.Add(1);
        }
        catch (Exception e)
        {
            // Nothing may go on with half of it.
            string why = e is ClusterUnavailableException ? e.Message : $"{e}";
            if (Lose($"what this node has could not be read again: {why}", e, rejoins: e is ClusterUnavailableException) && e is ClusterUnavailableException)
                Rejoin(afresh: false);
        }
        finally
        {
            _settled.Set();
        }
    }

    /// <summary>The hub has ended the session. Joins anew where that helps and is wanted.</summary>
    internal void Fence(HubRefusedException refused)
    {
        bool rejoins = refused.Advice != RejoinAdvice.None && !Options.TerminateWhenLost && !Departure.HasBegun;
        if (Lose(refused.Message, refused, rejoins) && rejoins)
            Rejoin(refused.Advice == RejoinAdvice.Afresh);
    }

    private void Rejoin(bool afresh) => StartThread("weft rejoin", () => Activation.Rejoin(this, afresh));

    /// <summary>Waits where the hub is away: what is done outside of sections would be lost with the session. The finalizer thread does not wait; what it does goes with the rest once the hub is back.</summary>
    /// <exception cref="ClusterUnavailableException">It was not heard of within its time-out, or the session has ended.</exception>
    internal void RequireHub()
    {
        if ((Link.IsCut || !Link.LeasesHold) && !FinalizerThread.IsCurrent)
            Link.AwaitHub();
    }

    /// <summary>Notes members. Called before the reader thread starts, and by it.</summary>
    internal void Know(IReadOnlyList<MemberInfo> members)
    {
        foreach (MemberInfo member in members)
            _reader.Know(member);
    }

    /// <summary>A number for an entry of a collection or a call, unique in the cluster.</summary>
    internal ulong NextEntryId() => ((ulong)Member << 40) | ((ulong)Interlocked.Increment(ref _entryCounter) & 0xFF_FFFF_FFFF);

    /// <summary>Ends the session after a failure: every wait ends, nothing waits from here on.</summary>
    /// <returns>False if it had ended before.</returns>
    internal bool Lose(string why, Exception? cause, bool rejoins = false)
    {
        bool left = Departure.HasBegun;
        lock (_endGate)
        {
            if (_lost is not null)
                return false;
            _hasSuccessor = rejoins;
            _lost = left
                ? new ClusterUnavailableException($"{RuntimeCodes.NotLoadedBeforeLeaving}: node {Options.NodeName} has left the cluster and its hub is gone, so objects that were not loaded before cannot be: {why}", outcomeUnknown: false, cause)
                : new ClusterUnavailableException($"{RuntimeCodes.HubLost}: node {Options.NodeName} has lost its session: {why} {(rejoins ? "It joins again." : "Shared objects can still be read here; to change them, start this process again.")}", outcomeUnknown: true, cause);
        }
        Activation.Disturb();
        if (left)
            Log.Debug(_lost.Message);
        else
            Log.Error($"{_lost.Message} {DropUnpublished()} transactions were not acknowledged and are dropped.");
        End(_lost);
        if (Options.TerminateWhenLost && !left)
            new Thread(() => Environment.Exit(75)) { IsBackground = true, Name = "weft exit" }.Start();
        return true;
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

    private long DropUnpublished()
    {
        long dropped = Outbound.UnacknowledgedTransactions;
        if (dropped != 0)
            Telemetry.TransactionsDropped.Add(dropped);
        return dropped;
    }

    private void End(ClusterUnavailableException reason)
    {
        _stop.Cancel();
        Link.End();
        Outbound.Fail(reason);
        Ids.Fail(reason);
        Requests.Fail(reason);
        Durability.End();
        StartThread("weft waits", WaitList.WakeClustered);
    }

    private static void StartThread(string name, ThreadStart run) => new Thread(run) { IsBackground = true, Name = name }.Start();
}
