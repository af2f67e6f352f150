using System.Net;
using System.Net.Sockets;

namespace Weft.Proxy;

/// <summary>Stands between nodes and their hub and cuts their connections: whenever it is told, or after so many bytes, in the middle of a frame as a rule. What was on the way is lost, in both directions.</summary>
internal sealed class CuttingProxy : IDisposable
{
    /// <summary>How long the first connection to be cut may be, so that one is in each run however little it sends.</summary>
    private const int FirstBytes = 1000;

    private readonly IPEndPoint _hub;
    private readonly Socket _listener = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly Lock _gate = new();
    private readonly List<Socket> _open = [];
    private readonly Random? _random;
    private readonly int _meanBytes;
    private volatile bool _blocked;
    private volatile bool _ended;
    private volatile bool _isCalm;
    private int _cuts;

    private CuttingProxy(IPEndPoint hub, int? seed, int meanBytes)
    {
        (_hub, _random, _meanBytes) = (hub, seed is { } value ? new Random(value) : null, meanBytes);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        Address = $"tcp://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}";
    }

    /// <summary>What nodes are to connect to.</summary>
    internal string Address { get; }

    /// <summary>How many connections were cut.</summary>
    internal int Cuts => Volatile.Read(ref _cuts);

    /// <summary>Whether they are not cut by themselves for now.</summary>
    internal bool IsCalm { get => _isCalm; set => _isCalm = value; }

    /// <summary>Starts a proxy.</summary>
    /// <param name="hub">Where the hub is.</param>
    /// <param name="seed">Decides where connections are cut by themselves; null: they are not.</param>
    /// <param name="meanBytes">After how many bytes, on the average.</param>
    internal static CuttingProxy Start(IPEndPoint hub, int? seed = null, int meanBytes = 0)
    {
        CuttingProxy proxy = new(hub, seed, meanBytes);
        new Thread(proxy.Accept) { IsBackground = true, Name = "proxy" }.Start();
        return proxy;
    }

    internal static IPEndPoint ParseAddress(string address) => IPEndPoint.Parse(address["tcp://".Length..]);

    /// <summary>Cuts all connections.</summary>
    internal void Cut()
    {
        Socket[] open;
        lock (_gate)
        {
            open = [.. _open];
            _open.Clear();
        }
        foreach (Socket socket in open)
            Reset(socket);
        Interlocked.Add(ref _cuts, open.Length / 2);
    }

    /// <summary>Cuts all connections, and those that come later at once.</summary>
    internal void Block()
    {
        _blocked = true;
        Cut();
    }

    internal void Unblock() => _blocked = false;

    public void Dispose()
    {
        _ended = true;
        _listener.Dispose();
        Cut();
    }

    // Not closed in order: what is in its buffers is lost.
    private static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(true, 0);
            socket.Dispose();
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The other side was faster.
            socket.Dispose();
        }
    }

    private void Accept()
    {
        try
        {
            while (!_ended)
                Connect(_listener.Accept());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException && _ended)
        {
            _ended = true;
        }
    }

    private void Connect(Socket node)
    {
        Socket hub = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        node.NoDelay = true;
        if (_blocked || !TryConnect(hub))
        {
            Reset(node);
            Reset(hub);
            return;
        }
        int limit;
        lock (_gate)
        {
            _open.AddRange([node, hub]);
            limit = _random is null ? int.MaxValue : (int)Math.Min(Cuts == 0 ? FirstBytes : int.MaxValue - 1, 200 - (_meanBytes * Math.Log(1 - _random.NextDouble())));
        }
        var budget = new StrongBox(limit);
        new Thread(() => Pump(node, hub, budget)) { IsBackground = true, Name = "to the hub" }.Start();
        new Thread(() => Pump(hub, node, budget)) { IsBackground = true, Name = "from the hub" }.Start();
        if (_blocked)
            Cut();
    }

    private bool TryConnect(Socket hub)
    {
        try
        {
            hub.Connect(_hub);
            return true;
        }
        catch (SocketException)
        {
            // It is away; the node hears of it.
            return false;
        }
    }

    private void Pump(Socket from, Socket to, StrongBox budget)
    {
        byte[] buffer = new byte[4096];
        try
        {
            while (from.Receive(buffer) is > 0 and var count)
            {
                int left = IsCalm ? int.MaxValue : Interlocked.Add(ref budget.Value, -count);
                for (int at = 0, end = left < 0 ? Math.Max(0, count + left) : count; at < end;)
                    at += to.Send(buffer.AsSpan(at, end - at));
                if (left < 0)
                {
                    Interlocked.Increment(ref _cuts);
                    break;
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The other direction, or the test, has cut it.
            from.Dispose();
        }
        Reset(from);
        Reset(to);
        lock (_gate)
        {
            _open.Remove(from);
            _open.Remove(to);
        }
    }

    private sealed class StrongBox(int value)
    {
        internal int Value = value;
    }
}
