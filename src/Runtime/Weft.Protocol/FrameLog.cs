namespace Weft.Protocol;

/// <summary>
/// What one side of a session sends, in order, kept until the other side has said that it handled it: what a broken connection has lost is sent again by the next. Frames are counted
/// from 1 over the whole session, whatever connections it used. Not thread-safe; what was taken may be sent while the log goes on.
/// </summary>
public sealed class FrameLog
{
    private const int ChunkSize = 64 * 1024;
    private const int KeepCapacity = 1024 * 1024;
    private Chunk _first;
    private Chunk _last;
    private Chunk _current;
    private Chunk? _spare;
    private int _sent;
    private Queue<Hold>? _holds;

    /// <summary>Makes an empty log.</summary>
    public FrameLog() => _first = _last = _current = new Chunk { First = 1 };

    /// <summary>How many frames the session has.</summary>
    public ulong Appended { get; private set; }

    /// <summary>How many of them the other side has handled.</summary>
    public ulong Confirmed { get; private set; }

    /// <summary>Bytes that were not taken yet.</summary>
    public long Unsent { get; private set; }

    /// <summary>Bytes kept: what was not taken, and what was and is not known to have arrived.</summary>
    public long Retained { get; private set; }

    /// <summary>Appends a node's message.</summary>
    /// <exception cref="ProtocolException">The frame would be too long; nothing was appended.</exception>
    public void Append(NodeMessage message)
    {
        WireWriter bytes = Room();
        int before = bytes.Length;
        FrameCodec.Write(bytes, message);
        Added(bytes.Length - before);
    }

    /// <summary>Appends a message of the hub.</summary>
    /// <param name="stamp">What its frame begins with.</param>
    /// <param name="message">The message.</param>
    /// <param name="after">If not 0, this frame and those after it are not taken until <see cref="Release"/> says so. Never lower than before.</param>
    /// <exception cref="ProtocolException">The frame would be too long; nothing was appended.</exception>
    public void Append(in HubStamp stamp, HubMessage message, ulong after = 0)
    {
        WireWriter bytes = Room();
        int before = bytes.Length;
        FrameCodec.Write(bytes, stamp, message);
        Added(bytes.Length - before);
        if (after != 0)
            (_holds ??= new()).Enqueue(new Hold(_last, before, after));
    }

    /// <summary>Whether there are frames that must not be taken yet.</summary>
    public bool IsHeld => _holds is { Count: > 0 };

    /// <summary>What waits for this number, or a lower one, may be taken.</summary>
    public void Release(ulong number)
    {
        while (_holds is { Count: > 0 } && _holds.Peek().After <= number)
            _holds.Dequeue();
    }

    /// <summary>Takes some of what is to be sent next: whole frames.</summary>
    /// <param name="bytes">They stay as they are until the other side has confirmed them.</param>
    public bool TryTake(out ReadOnlyMemory<byte> bytes)
    {
        while (_sent == _current.Bytes.Length && _current.Next is { } next)
            (_current, _sent) = (next, 0);
        int end = _holds is { Count: > 0 } && _holds.Peek() is var first && first.Chunk == _current ? Math.Clamp(first.Position, _sent, _current.Bytes.Length) : _current.Bytes.Length;
        bytes = _current.Bytes.WrittenMemory[_sent..end];
        _sent = end;
        Unsent -= bytes.Length;
        return !bytes.IsEmpty;
    }

    /// <summary>The other side has handled the first frames up to this number.</summary>
    /// <exception cref="ProtocolException">There are not so many.</exception>
    public void Confirm(ulong count)
    {
        if (count > Appended)
            throw new ProtocolException($"The peer has handled {count} frames, of which {Appended} were sent.");
        if (count <= Confirmed)
            return;
        Confirmed = count;
        while (_first.End <= count && _first != _current)
            Forget();
        if (_first == _current && _first.End <= count && _sent == _first.Bytes.Length && _first.Next is null)
            Empty(_first);
    }

    /// <summary>Another connection goes on: what the other side has not handled is to be sent again.</summary>
    /// <param name="count">How many frames it has handled.</param>
    /// <exception cref="ProtocolException">They are more than there are, or fewer than it has confirmed before.</exception>
    public void Rewind(ulong count)
    {
        if (count < Confirmed)
            throw new ProtocolException($"The peer has handled {count} frames and said before that it had handled {Confirmed}.");
        Confirm(count);
        _current = _first;
        while (_current.End <= count && _current.Next is { } next)
            _current = next;
        _sent = _current.PositionAfter(count);
        Unsent = -_sent;
        for (Chunk? chunk = _current; chunk is not null; chunk = chunk.Next)
            Unsent += chunk.Bytes.Length;
    }

    private WireWriter Room()
    {
        if (_last.Bytes.Length < ChunkSize)
            return _last.Bytes;
        Chunk next = _spare ?? new Chunk();
        _spare = null;
        next.First = Appended + 1;
        _last = _last.Next = next;
        return next.Bytes;
    }

    private void Added(int length)
    {
        Appended++;
        _last.Count++;
        Retained += length;
        Unsent += length;
    }

    private void Forget()
    {
        Chunk forgotten = _first;
        _first = forgotten.Next!;
        forgotten.Next = null;
        Empty(forgotten);
        _spare = forgotten;
    }

    private void Empty(Chunk chunk)
    {
        Retained -= chunk.Bytes.Length;
        if (chunk.Bytes.Capacity > KeepCapacity)
            chunk.Bytes = new WireWriter(ChunkSize);
        else
            chunk.Bytes.Clear();
        (chunk.First, chunk.Count) = (Appended + 1, 0);
        if (chunk == _current)
            _sent = 0;
    }

    // Where the frame begins that must wait.
    private readonly record struct Hold(Chunk Chunk, int Position, ulong After);

    private sealed class Chunk
    {
        public WireWriter Bytes { get; set; } = new(4096);

        public Chunk? Next { get; set; }

        public ulong First { get; set; }

        public ulong Count { get; set; }

        /// <summary>The number of the last frame.</summary>
        public ulong End => First + Count - 1;

        /// <summary>Where the frame after one of this number begins.</summary>
        public int PositionAfter(ulong number)
        {
            int position = 0;
            for (ulong each = First; each <= number && each <= End; each++)
                position += FrameCodec.LengthOfMessage(Bytes.Written[position..]);
            return position;
        }
    }
}
