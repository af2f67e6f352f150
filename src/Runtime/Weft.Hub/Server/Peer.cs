using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using Weft.Hub.Core;
using Weft.Protocol;

namespace Weft.Hub.Server;

/// <summary>One connection: a thread that receives, cuts frames and hands them to the hub, and an output.</summary>
internal sealed class Peer
{
    private const int ReceiveSize = 64 * 1024;
    private const int FlushEvery = 32;
    private const int LingerMilliseconds = 2_000;

    private readonly HubServer _server;
    private readonly Socket _socket;
    private readonly Thread _reader;
    private readonly Pipe _pipe = new(new PipeOptions(
        pauseWriterThreshold: 0, minimumSegmentSize: ReceiveSize, readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, useSynchronizationContext: false));
    private readonly List<Peer> _touched = [];
    private readonly PieceBuffer _pieces;
    private byte[] _gathered = [];
    private long _position;
    private volatile bool _ending;
    private long _endingSince;
    private long _lastReceived = Environment.TickCount64;

    public Peer(HubServer server, Socket socket)
    {
        _server = server;
        _socket = socket;
        _pieces = new PieceBuffer(server.MaxMessageBytes);
        PeerOutput.Prepare(socket);
        Name = socket.RemoteEndPoint?.ToString() ?? "a peer";
        Core = new HubConnection(this);
        Output = new PeerOutput(socket, Fail);
        _reader = new Thread(Read) { IsBackground = true, Name = $"weft hub reader {Name}" };
    }

    public string Name { get; }

    public HubConnection Core { get; }

    public PeerOutput Output { get; }

    public void Start() => _reader.Start();

    /// <summary>Whether the peer should be gone by now: it was told to go and stays, or never said who it is.</summary>
    public bool IsOverdue(long now, TimeSpan nodeTimeout)
    {
        long endingSince = Volatile.Read(ref _endingSince);
        if (endingSince != 0)
            return now - endingSince > LingerMilliseconds;
        return Core.IsStranger && now - Volatile.Read(ref _lastReceived) > nodeTimeout.TotalMilliseconds;
    }

    /// <summary>Ends the connection; the reader thread cleans up.</summary>
    public void Abort()
    {
        _ending = true;
        Output.Close();
        try
        {
            _socket.Shutdown(SocketShutdown.Both);
        }
        catch (SocketException)
        {
            // The peer was faster: its end of the connection is gone already.
            _socket.Dispose();
        }
        catch (ObjectDisposedException)
        {
            // The reader thread was faster.
            _ending = true;
        }
    }

    public void Join(TimeSpan limit) => _reader.Join(limit);

    /// <summary>Lets what waits be sent, then ends the connection; what still comes in is not handled.</summary>
    public void EndAfterOutput()
    {
        _ending = true;
        Volatile.Write(ref _endingSince, Environment.TickCount64);
        Output.CloseAfterwards();
    }

    private void Fail(string reason)
    {
        if (!_ending)
            _server.Log($"Connection from {Name}: {reason}.");
        Abort();
    }

    private void Read()
    {
        try
        {
            while (Receive() && HandleFrames())
            {
            }
            if (_ending)
                Drain();
        }
        catch (ProtocolException malformed)
        {
            Refuse(malformed.Message);
        }
        catch (SocketException failure)
        {
            if (!_ending)
                _server.Log($"Connection from {Name}: {failure.Message}.");
        }
        catch (ObjectDisposedException)
        {
            _ending = true;
        }
        catch (Exception defect) when (defect is not OutOfMemoryException)
        {
            // A defect of the hub must not end the process that serves all others.
            _server.Log($"Connection from {Name} is closed by a defect of the hub: {defect}");
        }
        finally
        {
            _server.Closed(this);
            Output.Close();
            _socket.Dispose();
        }
    }

    private bool Receive()
    {
        int received = _socket.Receive(_pipe.Writer.GetMemory(ReceiveSize / 4).Span);
        if (received == 0)
            return false;
        _lastReceived = Environment.TickCount64;
        _pipe.Writer.Advance(received);
        ValueTask<FlushResult> flushed = _pipe.Writer.FlushAsync();
        if (!flushed.IsCompletedSuccessfully)
            throw new InvalidOperationException("A pipe without a threshold never waits.");
        return true;
    }

    private bool HandleFrames()
    {
        if (!_pipe.Reader.TryRead(out ReadResult result))
            return true;
        ReadOnlySequence<byte> rest = result.Buffer;
        try
        {
            int handled = 0;
            while (!_ending && TryCut(ref rest, out ReadOnlyMemory<byte> frame))
            {
                if (Core.IsStranger && (FrameKind)frame.Span[0] == FrameKind.Piece)
                    throw new ProtocolException("The first message of a peer comes in pieces.");
                if (_pieces.TryTake(frame, out ReadOnlyMemory<byte> message))
                    _server.Handle(this, FrameCodec.ReadNodeMessage(message), _touched);
                else
                    _server.Heard(this);
                _position += FrameCodec.PrefixLength + frame.Length;
                if (++handled % FlushEvery == 0)
                    FlushTouched();
            }
        }
        finally
        {
            FlushTouched();
        }
        _pipe.Reader.AdvanceTo(rest.Start, rest.End);
        return !_ending;
    }

    private bool TryCut(ref ReadOnlySequence<byte> rest, out ReadOnlyMemory<byte> frame)
    {
        frame = default;
        if (rest.Length < FrameCodec.PrefixLength)
            return false;
        Span<byte> prefix = stackalloc byte[FrameCodec.PrefixLength];
        rest.Slice(0, FrameCodec.PrefixLength).CopyTo(prefix);
        int length = FrameCodec.ReadLength(prefix);
        if (rest.Length - FrameCodec.PrefixLength < length)
            return false;
        ReadOnlySequence<byte> whole = rest.Slice(FrameCodec.PrefixLength, length);
        frame = whole.IsSingleSegment ? whole.First : Gather(whole);
        rest = rest.Slice(whole.End);
        return true;
    }

    private ReadOnlyMemory<byte> Gather(in ReadOnlySequence<byte> whole)
    {
        int length = (int)whole.Length;
        if (_gathered.Length < length)
            _gathered = new byte[Math.Max(length, 256 * 1024)];
        whole.CopyTo(_gathered);
        return _gathered.AsMemory(0, length);
    }

    private void FlushTouched()
    {
        foreach (Peer peer in _touched)
            peer.Output.Flush();
        _touched.Clear();
        _server.Commit();
    }

    private void Refuse(string reason)
    {
        (string code, string text) = _pieces.IsTooLong
            ? (HubDiagnostics.ObjectTooLarge, $"{reason} Divide the object, or what becomes shared at once, into several, or allow more (--max-object).")
            : (HubDiagnostics.Malformed, $"malformed data in the frame at byte {_position} of the stream: {reason}");
        _server.Log($"Connection from {Name} is closed: {text}");
        Output.AppendDirect(_server.Stamp, new Refused(code, char.ToUpperInvariant(text[0]) + text[1..]));
        EndAfterOutput();
        Output.Flush();
        Drain();
    }

    // A connection closed with unread data is reset, and the reason that was sent would be lost with it.
    private void Drain()
    {
        long until = Environment.TickCount64 + LingerMilliseconds;
        var sink = new byte[4096];
        try
        {
            _socket.ReceiveTimeout = LingerMilliseconds;
            while (Environment.TickCount64 < until && _socket.Receive(sink) > 0)
            {
            }
        }
        catch (SocketException)
        {
            _ending = true;
        }
        catch (ObjectDisposedException)
        {
            _ending = true;
        }
    }
}
