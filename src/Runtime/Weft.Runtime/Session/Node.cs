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
    private readonly HubConnection _connection;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _endGate = new();
    private readonly HubReader _reader;
    private volatile ClusterUnavailableException? _lost;
    private volatile bool _left;
    private long _entryCounter;

    private Node(ClusterOptions options, HubConnection connection, Welcome welcome)
    {
        Options = options;
        Member = welcome.Member;
        NodeTimeout = TimeSpan.FromMilliseconds(welcome.NodeTimeoutMilliseconds);
        Log = new NodeLog(options.NodeName, options.LogLevel);
        _connection = connection;
        Objects = new IdentityMap();
        Outbound = new Outbound(Send, options.HubTimeout);
        Ids = new IdSupply(count => Outbound.Send(new ReserveIds(count)), options.HubTimeout);
        Ids.Add(welcome.FirstId, welcome.IdCount);
        Requests = new Requests();
        Sharing = new SharingWalk(this);
        Faulter = new Faulter(this);
        Leases = new LeaseClient(this);
        Roots = new RootDirectory(this);
        Calls = new CallExecutor(this);
        Deferred = new DeferredWorker(this);
        _reader = new HubReader(this);
    }

    internal ClusterOptions Options { get; }

    internal NodeLog Log { get; }

    /// <summary>Upper part of entry ids and call ids.</summary>
    internal int Member { get; }

    internal TimeSpan NodeTimeout { get; }

    internal IdentityMap Objects { get; }

    internal Outbound Outbound { get; }

    internal IdSupply Ids { get; }

    internal Requests Requests { get; }

    internal SharingWalk Sharing { get; }

    internal Faulter Faulter { get; }

    internal LeaseClient Leases { get; }

    internal RootDirectory Roots { get; }

    internal CallExecutor Calls { get; }

    internal DeferredWorker Deferred { get; }

    internal CancellationToken Stopping => _stop.Token;

    internal bool IsLost => _lost is not null;

    /// <summary>The number up to which all has been applied here.</summary>
    internal ulong LastApplied => _reader.LastApplied;

    /// <summary>How long nothing has been heard of the hub.</summary>
    internal TimeSpan Silence => _reader.Silence;

    internal static Node Join(ClusterOptions options)
    {
        HubAddress address = HubAddress.Parse(options.Hub!);
        if (address.Embedded)
            EmbeddedHubHost.TryStart(address, options);
        (HubConnection connection, Welcome welcome, byte[] types) = HubConnection.Join(address, options, Guid.NewGuid());
        Node node = new(options, connection, welcome);
        node._reader.Define(types);
        node.Log.Info($"member {welcome.Member} of cluster {welcome.ClusterName} at {address}");
        return node;
    }

    /// <summary>Starts the threads. After this the hub's messages are applied.</summary>
    internal void Start()
    {
        StartThread("weft reader", () => _reader.Run(_connection, _stop.Token));
        StartThread("weft writer", () => Outbound.RunWriter(_stop.Token));
        StartThread("weft keeper", new Housekeeping(this).Run);
    }

    /// <exception cref="ClusterUnavailableException">The session has ended.</exception>
    internal void ThrowIfLost()
    {
        if (_lost is { } lost)
            throw new ClusterUnavailableException(lost.Message, outcomeUnknown: false, lost);
    }

    /// <summary>A number for an entry of a collection or a call, unique in the cluster.</summary>
    internal ulong NextEntryId() => ((ulong)Member << 40) | ((ulong)Interlocked.Increment(ref _entryCounter) & 0xFF_FFFF_FFFF);

    /// <summary>Ends the session after a failure: every wait ends, nothing waits from here on.</summary>
    internal void Lose(string why, Exception? cause)
    {
        lock (_endGate)
        {
            if (_lost is not null || _left)
                return;
            _lost = new ClusterUnavailableException($"{RuntimeCodes.HubLost}: node {Options.NodeName} has lost its hub: {why}", outcomeUnknown: true, cause);
        }
        Log.Error(_lost.Message);
        End(_lost);
        if (Options.TerminateWhenLost)
            new Thread(() => Environment.Exit(75)) { IsBackground = true, Name = "weft exit" }.Start();
    }

    /// <summary>Publishes what is pending, gives back the locks and ends membership.</summary>
    internal async Task LeaveAsync(CancellationToken cancellation)
    {
        ThreadTransaction.Current.Publish();
        using Requests.Request request = _reader.ExpectLeave();
        Outbound.Send(new Leave());
        await Task.Run(() => request.Wait(Options.HubTimeout, outcomeUnknown: true), cancellation).ConfigureAwait(false);
        lock (_endGate)
            _left = true;
        Log.Info("left the cluster");
        foreach (SharedHeader header in Objects.Snapshot())
        {
            // A hollow object keeps its header, and reading it says why it cannot be read.
            if (header.Owner is { } instance && header.Residence == Residence.Resident && header.Deferred is null)
                Headers.Detach(instance);
        }
        _lost = new ClusterUnavailableException($"{RuntimeCodes.NotLoadedBeforeLeaving}: node {Options.NodeName} has left the cluster, and this object had not been loaded before.", outcomeUnknown: false);
        End(_lost);
    }

    /// <summary>
    /// The process ends: sends what still waits in the outbound queue and gives back the locks. A program that returns from its entry point has no other
    /// place to do so, and its last changes would be lost.
    /// </summary>
    internal void LeaveAtExit()
    {
        if (IsLost)
            return;
        try
        {
            using Requests.Request request = _reader.ExpectLeave();
            Outbound.Send(new Leave());
            request.Wait(Options.HubTimeout, outcomeUnknown: true);
            lock (_endGate)
                _left = true;
        }
        catch (ClusterUnavailableException failure)
        {
            Log.Error($"the last changes of this process may be lost: {failure.Message}");
        }
    }

    private void End(ClusterUnavailableException reason)
    {
        _stop.Cancel();
        _connection.Dispose();
        Outbound.Fail(reason);
        Ids.Fail(reason);
        Requests.Fail(reason);
    }

    private void Send(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            _connection.Send(bytes);
        }
        catch (Exception e) when (e is System.Net.Sockets.SocketException or ObjectDisposedException)
        {
            Lose($"sending failed ({e.Message})", e);
            throw new ClusterUnavailableException(_lost?.Message ?? e.Message, outcomeUnknown: true, e);
        }
    }

    private static void StartThread(string name, ThreadStart run) => new Thread(run) { IsBackground = true, Name = name }.Start();
}
