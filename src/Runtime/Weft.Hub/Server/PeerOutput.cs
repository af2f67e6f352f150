using System.Net.Sockets;
using Weft.Protocol;

namespace Weft.Hub.Server;

/// <summary>
/// What waits to be sent to one peer. The thread that has something for a peer sends it itself where the socket takes it at once, which saves a thread switch; where it would
/// have to wait, a writer thread goes on. The frames of a session are kept until the node has confirmed them, also while there is no connection.
/// </summary>
internal sealed class PeerOutput(Socket socket, Action<string> fail)
{
    // Linux calls a socket writable while at least a third of its buffer is free, so a chunk of this size never blocks after a positive poll.
    private const int SocketBuffer = 512 * 1024;
    private const int Chunk = 32 * 1024;

    // A plain object, since the writer thread waits on it.
    private readonly object _gate = new();
    private readonly WireWriter _direct = new(256);
    private FrameLog _session = new();
    private ReadOnlyMemory<byte> _sending;
    private ulong _directAfter;
    private ulong _released;
    private bool _flushing;
    private bool _closeAfterwards;
    private bool _closed;
    private bool _handedOver;
    private Thread? _writer;

    /// <summary>When a send had to wait, by <see cref="Environment.TickCount64"/>; 0 while none does.</summary>
    public long BlockedSince { get; private set; }

    public long Unsent
    {
        get
        {
            lock (_gate)
                return _direct.Length + _session.Unsent + _sending.Length;
        }
    }

    /// <summary>Bytes that are kept for the session.</summary>
    public long Retained
    {
        get
        {
            lock (_gate)
                return _session.Retained;
        }
    }

    public static void Prepare(Socket socket)
    {
        socket.NoDelay = true;
        socket.SendBufferSize = SocketBuffer;
    }

    /// <summary>Whether something waits until it may be sent.</summary>
    public bool IsHeld
    {
        get
        {
            lock (_gate)
                return _directAfter > _released || _session.IsHeld;
        }
    }

    /// <summary>Appends a message that belongs to no session; it goes before what waits.</summary>
    /// <param name="stamp">What its frame begins with.</param>
    /// <param name="message">The message.</param>
    /// <param name="after">If not 0, nothing is sent until <see cref="Release"/> says so.</param>
    public void AppendDirect(in HubStamp stamp, HubMessage message, ulong after = 0)
    {
        lock (_gate)
        {
            if (_closed || _closeAfterwards)
                return;
            FrameCodec.Write(_direct, stamp, message);
            _directAfter = Math.Max(_directAfter, after);
        }
    }

    /// <summary>Appends a frame of the session.</summary>
    /// <param name="stamp">What the frame begins with.</param>
    /// <param name="message">The message.</param>
    /// <param name="after">If not 0, it and what follows is not sent until <see cref="Release"/> says so.</param>
    public void Append(in HubStamp stamp, HubMessage message, ulong after = 0)
    {
        lock (_gate)
            _session.Append(stamp, message, after);
    }

    /// <summary>What waits for this number, or a lower one, may be sent.</summary>
    public void Release(ulong number)
    {
        lock (_gate)
        {
            _released = number;
            _session.Release(number);
        }
    }

    /// <summary>The node has handled the first frames up to this number.</summary>
    public void Confirm(ulong count)
    {
        lock (_gate)
            _session.Confirm(count);
    }

    /// <summary>Goes on with the session of another connection, from the frame after this number.</summary>
    public void Continue(PeerOutput from, ulong count)
    {
        FrameLog session = from.LetGo();
        lock (_gate)
        {
            session.Rewind(count);
            session.Release(_released);
            _session = session;
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
                if (!SendAll(mayBlock))
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

    // Closes for good, so that nothing more of the session is sent here.
    private FrameLog LetGo()
    {
        lock (_gate)
        {
            FrameLog session = _session;
            _session = new FrameLog();
            _closed = true;
            Monitor.PulseAll(_gate);
            return session;
        }
    }

    private bool TakeNext()
    {
        lock (_gate)
        {
            if (!_sending.IsEmpty)
                return true;
            if (!_closed && TryTake(out _sending))
                return true;
            _flushing = false;
            BlockedSince = 0;
            if (!_closeAfterwards || _closed)
                return false;
        }
        socket.Shutdown(SocketShutdown.Send);
        return false;
    }

    private bool TryTake(out ReadOnlyMemory<byte> bytes)
    {
        if (_direct.Length == 0)
            return _session.TryTake(out bytes);
        bytes = default;
        if (_directAfter > _released)
            return false;
        bytes = _direct.Written.ToArray();
        _direct.Clear();
        return true;
    }

    private bool SendAll(bool mayBlock)
    {
        while (!_sending.IsEmpty)
        {
            if (!mayBlock && !socket.Poll(0, SelectMode.SelectWrite))
                return false;
            int count = socket.Send(_sending.Span[..Math.Min(_sending.Length, Chunk)]);
            lock (_gate)
                _sending = _sending[count..];
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
