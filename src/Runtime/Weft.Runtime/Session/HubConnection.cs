using System.Net.Sockets;
using Weft.Protocol;
using Weft.Runtime.Contract;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Session;

/// <summary>The blocking TCP connection to the hub: one thread receives, whoever has the writer role sends.</summary>
internal sealed class HubConnection : IDisposable
{
    private readonly Socket _socket;
    private readonly FrameBuffer _buffer = new();

    private const int SendChunk = 1024 * 1024;

    private long _sentBytes;
    private long _receivedBytes;

    private HubConnection(Socket socket) => _socket = socket;

    /// <summary>Bytes that went to the hub and came from it.</summary>
    internal (long Sent, long Received) Traffic => (Interlocked.Read(ref _sentBytes), Volatile.Read(ref _receivedBytes));

    /// <summary>Connects, trying again until the hub's time-out has passed, and introduces the node.</summary>
    /// <exception cref="ClusterJoinException">Nobody answers, or the hub does not take this node.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    internal static JoinedHub Join(HubAddress address, ClusterOptions options, Guid session, NodeLog log, CancellationToken stop)
    {
        HubConnection connection = new(Connect(address, options.HubTimeout, log, stop));
        long greeted = Environment.TickCount64;
        try
        {
            connection.Greet(options, new SessionPlace(session, Guid.Empty, 0, 0));
            (HubMessage answer, HubStamp stamp) = connection.Await(options.HubTimeout);
            Welcome welcome = answer as Welcome ?? throw Unexpected(answer);
            return new JoinedHub(connection, welcome with { Types = default }, welcome.Types.ToArray(), session, stamp, greeted);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.TimedOut or SocketError.WouldBlock)
        {
            connection.Dispose();
            throw new ClusterJoinException($"{RuntimeCodes.JoinCutShort}: the hub at {address} is there, and has not taken node {options.NodeName} within {options.HubTimeout.TotalSeconds:0.#} s (hub-timeout). One that was started again waits for the nodes that it had, for node-timeout at most; `weft status` tells for which. Start the node again, or make hub-timeout longer.", e);
        }
        catch (Exception e) when (e is SocketException or IOException or ProtocolException)
        {
            connection.Dispose();
            throw new ClusterJoinException($"{RuntimeCodes.JoinCutShort}: the hub at {address} ended the connection before it took node {options.NodeName}: {e.Message} Check that a Weft hub of this version listens there.", e);
        }
        catch (HubRefusedException refused)
        {
            connection.Dispose();
            throw new ClusterJoinException(refused.Message, refused);
        }
    }

    /// <summary>Connects once.</summary>
    /// <exception cref="SocketException">Nobody answers.</exception>
    internal static HubConnection Open(HubAddress address, TimeSpan limit, ClusterOptions options) => new(ConnectOnce(address, limit, options.HubTimeout));

    /// <summary>Says who this is.</summary>
    internal void Greet(ClusterOptions options, SessionPlace place)
    {
        WireWriter hello = new();
        FrameCodec.Write(hello, new Hello(
            FrameCodec.ProtocolVersion, Registration.ContractVersion, options.ClusterName, options.NodeName, WovenAssemblies.ConfigurationHash,
            place.Session, place.Incarnation, place.Epoch, place.Handled, Environment.ProcessId, Environment.MachineName));
        Send(hello.WrittenMemory);
    }

    /// <summary>Waits for what the hub says to a greeting, or to what followed it.</summary>
    /// <returns>Valid until the next message is received.</returns>
    /// <exception cref="HubRefusedException">The hub does not take this node, or the session cannot go on.</exception>
    /// <exception cref="SocketException">The limit has passed, or the connection broke.</exception>
    /// <exception cref="IOException">The connection has ended.</exception>
    internal (HubMessage Answer, HubStamp Stamp) Await(TimeSpan limit)
    {
        _socket.ReceiveTimeout = (int)limit.TotalMilliseconds;
        HubMessage answer = FrameCodec.ReadHubMessage(Receive(), out HubStamp stamp);
        _socket.ReceiveTimeout = 0;
        return answer is Refused refused ? throw new HubRefusedException(refused) : (answer, stamp);
    }

    /// <summary>What is thrown where the hub says something that has no place there.</summary>
    internal static ProtocolException Unexpected(HubMessage answer) => new($"The hub answered a greeting with {answer.Kind}{(answer is Welcome { Resumed: false } ? " of a new session, though one was to go on" : "")}.");

    /// <summary>Waits for the next message.</summary>
    /// <param name="progress">Told of each part of a message that comes in pieces: how many of its bytes are here, of how many.</param>
    /// <returns>Valid until the next call.</returns>
    /// <exception cref="IOException">The connection has ended.</exception>
    internal ReadOnlyMemory<byte> Receive(Action<int, int>? progress = null)
    {
        ReadOnlyMemory<byte> frame;
        while (!_buffer.TryTake(out frame))
        {
            int received = _socket.Receive(_buffer.Free.Span);
            if (received == 0)
                throw new IOException("The hub closed the connection.");
            _buffer.Received(received);
            Volatile.Write(ref _receivedBytes, _receivedBytes + received);
            if (_buffer.Pieces.Total != 0)
                progress?.Invoke(_buffer.Pieces.Received, _buffer.Pieces.Total);
        }
        return frame;
    }

    /// <summary>Sends bytes, waiting for room in the socket.</summary>
    internal void Send(ReadOnlyMemory<byte> bytes)
    {
        ReadOnlySpan<byte> left = bytes.Span;
        Interlocked.Add(ref _sentBytes, left.Length);
        while (!left.IsEmpty)
            left = left[_socket.Send(left[..Math.Min(left.Length, SendChunk)])..];
    }

    public void Dispose() => _socket.Dispose();

    private static Socket Connect(HubAddress address, TimeSpan timeout, NodeLog log, CancellationToken stop)
    {
        long start = Environment.TickCount64;
        bool warned = false;
        while (true)
        {
            TimeSpan left = timeout - TimeSpan.FromMilliseconds(Environment.TickCount64 - start);
            try
            {
                return ConnectOnce(address, left > TimeSpan.Zero ? left : TimeSpan.FromMilliseconds(1), timeout);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                double waited = (Environment.TickCount64 - start) / 1000.0;
                string why = e is SocketException { SocketErrorCode: not (SocketError.OperationAborted or SocketError.Interrupted) } ? e.Message : "no answer";
                if (waited >= timeout.TotalSeconds)
                    throw new ClusterJoinException($"{RuntimeCodes.HubNotReached}: no hub answered at {address} within {waited:0.#} s ({why}). Start one with `weft hub`, correct WEFT_HUB, or set WEFT_OFF=1 to run unclustered.", e);
                if (!warned)
                    log.Warning($"no hub answers at {address} yet ({why}); trying for {timeout.TotalSeconds:0.#} s (hub-timeout)");
                warned = true;
                stop.WaitHandle.WaitOne((int)Math.Clamp(timeout.TotalMilliseconds / 20, 10, 250));
                stop.ThrowIfCancellationRequested();
            }
        }
    }

    private static Socket ConnectOnce(HubAddress address, TimeSpan limit, TimeSpan sendLimit)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, SendTimeout = (int)sendLimit.TotalMilliseconds };
        bool done = false;
        try
        {
            // An address that swallows packets answers nothing at all. ConnectAsync would take a token, but a socket once used asynchronously
            // is served by the thread pool ever after, blocking calls too: two thread switches for each message.
            using Timer timer = new(static waiting => ((Socket)waiting!).Dispose(), socket, limit, Timeout.InfiniteTimeSpan);
            socket.Connect(address.Host, address.Port);
            done = true;
            return socket;
        }
        finally
        {
            if (!done)
                socket.Dispose();
        }
    }
}
