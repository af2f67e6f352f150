using System.Net.Sockets;
using Weft.Protocol;

namespace Weft.Hub.Server;

/// <summary>
/// What waits to be sent to one peer. The thread that has something for a peer sends it itself where the socket takes it at once, which saves a thread switch; where it would
/// have to wait, a writer thread goes on.
/// </summary>
internal sealed class PeerOutput(Socket socket, Action<string> fail)
{
    // Linux calls a socket writable while at least a third of its buffer is free, so a chunk of this size never blocks after a positive poll.
    private const int SocketBuffer = 512 * 1024;
    private const int Chunk = 32 * 1024;
    private const int KeepCapacity = 1024 * 1024;

    // A plain object, since the writer thread waits on it.
    private readonly object _gate = new();
    private WireWriter _pending = new(4096);
    private WireWriter _sending = new(4096);
    private int _sent;
    private bool _flushing;
    private bool _closeAfterwards;
    private bool _closed;
    private bool _handedOver;
    private Thread? _writer;

    /// <summary>When a send had to wait, by <see cref="Environment.TickCount64"/>; 0 while none does.</summary>
    public long BlockedSince { get; private set; }

    public int Unsent
    {
        get
        {
            lock (_gate)
                return _pending.Length + _sending.Length - _sent;
        }
    }

    public static void Prepare(Socket socket)
    {
        socket.NoDelay = true;
        socket.SendBufferSize = SocketBuffer;
    }

    public void Append(in HubStamp stamp, HubMessage message)
    {
        lock (_gate)
        {
            if (!_closed && !_closeAfterwards)
                FrameCodec.Write(_pending, stamp, message);
        }
    }

    /// <summary>Sends what waits without blocking.</summary>
    public void Flush()
    {
        lock (_gate)
        {
            if (_flushing || _closed)
                return;
            _flushing = true;
        }
        Run(mayBlock: false);
    }

    /// <summary>Ends the output once everything was sent.</summary>
    public void CloseAfterwards()
    {
        lock (_gate)
            _closeAfterwards = true;
    }

    /// <summary>Ends the output at once.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }
    }

    private void Run(bool mayBlock)
    {
        try
        {
            while (TakeNext())
            {
                if (!SendRest(mayBlock))
                {
                    HandOver();
                    return;
                }
            }
        }
        catch (SocketException failure)
        {
            fail($"sending failed: {failure.Message}");
        }
        catch (ObjectDisposedException)
        {
            fail("the connection was closed while sending");
        }
    }

    private bool TakeNext()
    {
        lock (_gate)
        {
            if (_sent < _sending.Length)
                return true;
            _sending.Clear();
            _sent = 0;
            if (_pending.Length > 0 && !_closed)
            {
                (_pending, _sending) = (_sending, _pending);
                if (_pending.Capacity > KeepCapacity)
                    _pending = new WireWriter(4096);
                return true;
            }
            _flushing = false;
            BlockedSince = 0;
            if (!_closeAfterwards || _closed)
                return false;
        }
        socket.Shutdown(SocketShutdown.Send);
        return false;
    }

    private bool SendRest(bool mayBlock)
    {
        while (_sent < _sending.Length)
        {
            if (!mayBlock && !socket.Poll(0, SelectMode.SelectWrite))
                return false;
            ReadOnlySpan<byte> rest = _sending.Written[_sent..];
            int count = socket.Send(rest[..Math.Min(rest.Length, Chunk)]);
            lock (_gate)
                _sent += count;
            if (mayBlock)
                BlockedSince = Environment.TickCount64;
        }
        return true;
    }

    private void HandOver()
    {
        BlockedSince = Environment.TickCount64;
        lock (_gate)
        {
            _handedOver = true;
            Monitor.PulseAll(_gate);
        }
        if (_writer is not null)
            return;
        _writer = new Thread(Write) { IsBackground = true, Name = "weft hub writer" };
        _writer.Start();
    }

    private void Write()
    {
        while (true)
        {
            lock (_gate)
            {
                while (!_handedOver && !_closed)
                    Monitor.Wait(_gate);
                if (_closed)
                    return;
                _handedOver = false;
            }
            Run(mayBlock: true);
        }
    }
}
