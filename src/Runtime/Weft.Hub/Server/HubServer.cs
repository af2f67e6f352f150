using System.Net;
using System.Net.Sockets;
using Weft.Hub.Core;
using Weft.Hub.Storage;
using Weft.Protocol;

namespace Weft.Hub.Server;

/// <summary>A hub on TCP. Thread-safe.</summary>
public sealed partial class HubServer : IDisposable, IAsyncDisposable
{
    private const int TickMilliseconds = 100;
    private const int IdRange = 1 << 30;
    private const ulong FewIds = 1 << 26;
    private static readonly TimeSpan s_stopLimit = TimeSpan.FromSeconds(5);

    // A log on a slow disk may be long.
    private static readonly TimeSpan s_startLimit = TimeSpan.FromMinutes(10);

    private readonly HubOptions _options;
    private readonly Lock _gate = new();
    private readonly IHubStore _store;
    private readonly StoreWriter _storeWriter;
    private readonly Compactor _compactor;
    private readonly HubCore _core;
    private readonly Outbox _outbox = new();
    private readonly HashSet<Peer> _peers = [];
    private readonly List<Peer> _cut = [];
    private readonly HashSet<Peer> _held = [];
    private readonly Socket _listener;
    private readonly Thread _acceptor;
    private readonly Thread _timer;
    private readonly HubMetrics _metrics;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource<string> _halted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HubServer(HubOptions options, IHubStore store, ulong epoch, ulong firstId, StoredHub? stored)
    {
        // One object must be able to wait for a node that reads slowly.
        _options = options with { MaxUnsentBytes = (int)Math.Max(options.MaxUnsentBytes, Math.Min(int.MaxValue, options.MaxObjectBytes * 2L)) };
        _store = store;
        _storeWriter = new StoreWriter(store, epoch, options.NodeTimeout, stored?.Last ?? 0, new BatchSource(_gate, () => _core!.TakeChanged()), Halt, Stored);
        _compactor = new Compactor(store, epoch, options.CompactAfterBytes, Log);
        _core = new HubCore(new HubCoreOptions
        {
            Epoch = epoch,
            Incarnation = stored?.Cluster.Lineage ?? Guid.NewGuid(),
            IsLasting = store.IsLasting,
            Before = store.Describe().Before,
            FirstId = firstId,
            IdCount = IdRange,
            ClusterName = options.ClusterName,
            ReconnectWindowMilliseconds = (int)options.ReconnectWindow.TotalMilliseconds,
            NodeTimeoutMilliseconds = (int)options.NodeTimeout.TotalMilliseconds,
            MaxObjectBytes = options.MaxObjectBytes,
            LendAfter = options.LendAfter,
            MaxLendAfter = options.MaxLendAfter,
        }, stored, Environment.TickCount64);
        _listener = new Socket(options.Listen.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            _listener.Bind(options.Listen);
            _listener.Listen(512);
        }
        catch (SocketException)
        {
            _listener.Dispose();
            throw;
        }
        EndPoint = (IPEndPoint)_listener.LocalEndPoint!;
        _acceptor = new Thread(Accept) { IsBackground = true, Name = "weft hub acceptor" };
        _metrics = new HubMetrics(this);
        _timer = new Thread(Tick) { IsBackground = true, Name = "weft hub timer" };
    }

    /// <summary>Where the hub listens.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Completes, with the reason, when the hub stops by itself because it cannot store any more.</summary>
    public Task<string> Halted => _halted.Task;

    internal HubStamp Stamp
    {
        get
        {
            lock (_gate)
                return new HubStamp(_core.Epoch, _core.Durable, _core.Sequence);
        }
    }

    /// <summary>Starts a hub.</summary>
    /// <exception cref="SocketException">The address cannot be listened on.</exception>
    /// <exception cref="InvalidOperationException">Another hub took the store over at the same time.</exception>
    /// <exception cref="InvalidDataException">What is stored cannot be read.</exception>
    /// <exception cref="HubStoreException">The store fails, or is another cluster's.</exception>
    public static HubServer Start(HubOptions options)
    {
        IHubStore store = options.Store ?? new MemoryHubStore(keepsLog: false);
        (ulong epoch, ulong firstId, StoredHub? stored) = Task.Run(() => TakeOverAsync(store)).GetAwaiter().GetResult();
        if (options.ClusterName is { } name && stored?.Cluster.ClusterName is { } other && other != name)
            throw new HubStoreException(HubDiagnostics.ClusterName, $"what is stored in {store.Describe().Place ?? "memory"} belongs to the cluster '{other}', not to '{name}'. Give the hub a folder of its own.");
        var server = new HubServer(options, store, epoch, firstId, stored);
        server._acceptor.Start();
        server._timer.Start();
        return server;
    }

    /// <summary>Looks at the core.</summary>
    internal T Ask<T>(Func<HubCore, T> question)
    {
        lock (_gate)
            return question(_core);
    }

    /// <summary>Stops taking connections, closes those that exist and ends all threads. May be called more than once.</summary>
    public Task StopAsync() => Task.Run(Stop);

    /// <inheritdoc/>
    public void Dispose() => Stop();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync().ConfigureAwait(false);

    /// <summary>The longest message that a member may send: a group with one object, and what stands before it.</summary>
    internal int MaxMessageBytes => (int)Math.Min(FrameCodec.MaxMessageLength, _options.MaxObjectBytes + 64L);

    /// <summary>A peer has sent part of a message.</summary>
    internal void Heard(Peer from)
    {
        lock (_gate)
            HubCore.Heard(from.Core, Environment.TickCount64);
    }

    internal void Log(string line) => _options.Log?.Invoke(line);

    /// <summary>Handles a message of a peer; the peers that something was put out for are added to <paramref name="touched"/>.</summary>
    internal void Handle(Peer from, NodeMessage message, List<Peer> touched)
    {
        lock (_gate)
        {
            if (_storeWriter.HasEnded)
                return;
            _outbox.Clear();
            if (message is Query)
                _core.Storage = _store.Describe();
            try
            {
                _core.Handle(from.Core, message, Environment.TickCount64, _outbox);
            }
            catch (InvalidDataException damage)
            {
                Halt($"{HubDiagnostics.StoreDamaged}: {damage.Message}");
                return;
            }
            CarryOut(touched);
        }
    }

    /// <summary>Stores what was handled. What it made the hub send may be on its way already: frames say up to where all is stored.</summary>
    internal void Commit() => _storeWriter.Commit();

    internal void Closed(Peer peer)
    {
        var touched = new List<Peer>();
        lock (_gate)
        {
            _peers.Remove(peer);
            _outbox.Clear();
            _core.Closed(peer.Core, Environment.TickCount64, _outbox);
            CarryOut(touched);
            if (peer.Core.IsCut)
                _cut.Add(peer);
        }
        FlushAll(touched);
    }

    private void FlushAll(List<Peer> peers)
    {
        foreach (Peer peer in peers)
            peer.Output.Flush();
        Commit();
    }

    private void CarryOut(List<Peer> touched)
    {
        if (_store.IsLasting)
            _storeWriter.Add(_outbox);
        foreach (Outgoing item in _outbox.Pending)
        {
            var peer = (Peer)item.Connection.Owner!;
            if (item.About is { } change)
                Change(peer, change);
            else if (item.Message is null)
                peer.EndAfterOutput();
            else
                Append(peer, item);
            if (!touched.Contains(peer))
                touched.Add(peer);
        }
        foreach (string line in _outbox.LogLines)
            Log(line);
    }

    private void Change(Peer peer, SessionChange change)
    {
        if (change.From is not { Owner: Peer from })
        {
            peer.Output.Confirm(change.Confirmed);
            return;
        }
        peer.Output.Continue(from.Output, change.Confirmed);
        if (_held.Remove(from))
            _held.Add(peer);
    }

    private void Append(Peer peer, in Outgoing item)
    {
        try
        {
            if (item.InSession)
                peer.Output.Append(item.Stamp, item.Message!, item.After);
            else
                peer.Output.AppendDirect(item.Stamp, item.Message!, item.After);
            if (item.After != 0)
                _held.Add(peer);
        }
        catch (ProtocolException tooLarge)
        {
            Log($"Connection from {peer.Name} is closed: {tooLarge.Message}");
            peer.Abort();
        }
    }

    private void Accept()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                Socket socket = _listener.Accept();
                var peer = new Peer(this, socket);
                if (!TryStart(peer))
                    socket.Dispose();
            }
            catch (SocketException failure)
            {
                if (_stopping.IsCancellationRequested)
                    return;
                Log($"Taking a connection failed: {failure.Message}");
                // Out of handles, as a rule: others must close first.
                _stopping.Token.WaitHandle.WaitOne(TickMilliseconds);
            }
            catch (ObjectDisposedException)
            {
                return;
            }
        }
    }

    private bool TryStart(Peer peer)
    {
        lock (_gate)
        {
            if (_stopping.IsCancellationRequested)
                return false;
            _peers.Add(peer);
            peer.Start();
            return true;
        }
    }

    private void Halt(string reason)
    {
        Log($"The hub stops. {reason}");
        _halted.TrySetResult(reason);
        // It may be a reader thread that found out, and stopping waits for those.
        _ = StopAsync();
    }

    private void Stop()
    {
        Peer[] peers;
        lock (_gate)
        {
            if (_stopping.IsCancellationRequested)
                return;
            _stopping.Cancel();
            peers = [.. _peers];
        }
        _listener.Dispose();
        foreach (Peer peer in peers)
            peer.Abort();
        foreach (Peer peer in peers)
            peer.Join(s_stopLimit);
        _acceptor.Join(s_stopLimit);
        _timer.Join(s_stopLimit);
        _compactor.Dispose();
        if (!_storeWriter.Close(s_stopLimit))
            Log($"The store has not taken groups after {_storeWriter.Durable}.");
        _metrics.Dispose();
    }
}
