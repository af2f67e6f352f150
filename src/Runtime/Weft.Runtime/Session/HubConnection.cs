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
    internal static (HubConnection Connection, Welcome Welcome, byte[] Types) Join(HubAddress address, ClusterOptions options, Guid session, NodeLog log)
    {
        HubConnection connection = new(Connect(address, options.HubTimeout, log));
        try
        {
            WireWriter hello = new();
            FrameCodec.Write(hello, new Hello(
                FrameCodec.ProtocolVersion, Registration.ContractVersion, options.ClusterName, options.NodeName, WovenAssemblies.ConfigurationHash,
                session, 0, 0, Environment.ProcessId, Environment.MachineName));
            connection._socket.ReceiveTimeout = (int)options.HubTimeout.TotalMilliseconds;
            connection.Send(hello.WrittenMemory);
            HubMessage answer = FrameCodec.ReadHubMessage(connection.Receive(), out _);
            connection._socket.ReceiveTimeout = 0;
            return answer switch
            {
                Welcome welcome => (connection, welcome, welcome.Types.ToArray()),
                Refused refused => throw new ClusterJoinException($"{refused.Code}: {refused.Text}"),
                _ => throw new ProtocolException($"The hub answered a greeting with {answer.Kind}."),
            };
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            connection.Dispose();
            throw new ClusterJoinException($"{RuntimeCodes.JoinCutShort}: the hub at {address} ended the connection before it took node {options.NodeName}: {e.Message} Check that a Weft hub of this version listens there.", e);
        }
        catch (ClusterJoinException)
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Told of each part of a message that comes in pieces: how many of its bytes are here, of how many.</summary>
    internal Action<int, int>? Progress { get; set; }

    /// <summary>Waits for the next message.</summary>
    /// <returns>Valid until the next call.</returns>
    /// <exception cref="IOException">The connection has ended.</exception>
    internal ReadOnlyMemory<byte> Receive()
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
                Progress?.Invoke(_buffer.Pieces.Received, _buffer.Pieces.Total);
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

    private static Socket Connect(HubAddress address, TimeSpan timeout, NodeLog log)
    {
        long start = Environment.TickCount64;
        bool warned = false;
        while (true)
        {
            TimeSpan left = timeout - TimeSpan.FromMilliseconds(Environment.TickCount64 - start);
            Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, SendTimeout = (int)timeout.TotalMilliseconds };
            try
            {
                // An address that swallows packets answers nothing at all. ConnectAsync would take a token, but a socket once used asynchronously
                // is served by the thread pool ever after, blocking calls too: two thread switches for each message.
                using Timer limit = new(static waiting => ((Socket)waiting!).Dispose(), socket, left > TimeSpan.Zero ? left : TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
                socket.Connect(address.Host, address.Port);
                return socket;
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                socket.Dispose();
                double waited = (Environment.TickCount64 - start) / 1000.0;
                string why = e is SocketException { SocketErrorCode: not (SocketError.OperationAborted or SocketError.Interrupted) } ? e.Message : "no answer";
                if (waited >= timeout.TotalSeconds)
                    throw new ClusterJoinException($"{RuntimeCodes.HubNotReached}: no hub answered at {address} within {waited:0.#} s ({why}). Start one with `weft hub`, correct WEFT_HUB, or set WEFT_OFF=1 to run unclustered.", e);
                if (!warned)
                    log.Warning($"no hub answers at {address} yet ({why}); trying for {timeout.TotalSeconds:0.#} s (hub-timeout)");
                warned = true;
                Thread.Sleep((int)Math.Clamp(timeout.TotalMilliseconds / 20, 10, 250));
            }
        }
    }
}
