using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace Weft.Protocol;

/// <summary>
/// A growing buffer of encoded bytes. Reused by its owner; not thread-safe.
/// </summary>
/// <remarks>Unsigned integers are LEB128; signed ones are zigzag-mapped first, as in Protocol Buffers.</remarks>
public sealed class WireWriter
{
    private byte[] _buffer;
    private int _length;

    /// <summary>Makes an empty buffer.</summary>
    /// <param name="capacity">Bytes to reserve.</param>
    public WireWriter(int capacity = 256) => _buffer = new byte[capacity];

    /// <summary>Number of bytes written.</summary>
    public int Length => _length;

    /// <summary>Bytes of memory held.</summary>
    public int Capacity => _buffer.Length;

    /// <summary>What was written. Valid until the next write.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    /// <summary>What was written. Valid until the next write.</summary>
    public ReadOnlyMemory<byte> WrittenMemory => _buffer.AsMemory(0, _length);

    /// <summary>Forgets what was written and keeps the memory.</summary>
    public void Clear() => _length = 0;

    /// <summary>Forgets what was written after a position, so that a failed encoding leaves nothing behind.</summary>
    public void Truncate(int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)_length, nameof(length));
        _length = length;
    }

    /// <summary>Writes one byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Byte(byte value)
    {
        if (_length == _buffer.Length)
            Grow(1);
        _buffer[_length++] = value;
    }

    /// <summary>Writes an unsigned integer of 1 to 10 bytes.</summary>
    public void Unsigned(ulong value)
    {
        Span<byte> to = Reserve(10);
        int at = 0;
        while (value >= 0x80)
        {
            to[at++] = (byte)(value | 0x80);
            value >>= 7;
        }
        to[at++] = (byte)value;
        _length += at;
    }

    /// <summary>Writes a signed integer of 1 to 10 bytes.</summary>
    public void Signed(long value) => Unsigned((ulong)((value << 1) ^ (value >> 63)));

    /// <summary>Writes four bytes.</summary>
    public void Fixed32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(Reserve(4), value);
        _length += 4;
    }

    /// <summary>Writes eight bytes.</summary>
    public void Fixed64(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(Reserve(8), value);
        _length += 8;
    }

    /// <summary>Overwrites four bytes written before.</summary>
    public void PatchFixed32(int position, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(_buffer.AsSpan(0, _length).Slice(position, 4), value);

    /// <summary>Overwrites bytes written before; the length stays.</summary>
    public void Patch(int position, ReadOnlySpan<byte> bytes) => bytes.CopyTo(_buffer.AsSpan(0, _length).Slice(position, bytes.Length));

    /// <summary>Writes bytes as they are.</summary>
    public void Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        _length += bytes.Length;
    }

    /// <summary>Writes a length and bytes.</summary>
    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        Unsigned((ulong)bytes.Length);
        Raw(bytes);
    }

    /// <summary>
    /// Writes text: a length and UTF-8, or, where the text has unpaired surrogates that UTF-8 cannot carry, UTF-16. The lowest bit of the
    /// length tells which.
    /// </summary>
    public void Text(string value)
    {
        if (HasLoneSurrogate(value))
        {
            ReadOnlySpan<byte> raw = System.Runtime.InteropServices.MemoryMarshal.AsBytes(value.AsSpan());
            Unsigned(((ulong)raw.Length << 1) | 1);
            Raw(raw);
            return;
        }
        int count = Encoding.UTF8.GetByteCount(value);
        Unsigned((ulong)count << 1);
        Encoding.UTF8.GetBytes(value, Reserve(count));
        _length += count;
    }

    /// <summary>Overwrites one byte.</summary>
    internal void PatchByte(int at, byte value) => _buffer[at] = value;

    /// <summary>Moves what was written from a position on apart, so that there is room before each piece.</summary>
    /// <param name="start">The position.</param>
    /// <param name="room">How much room there is already, before the first piece.</param>
    /// <param name="piece">The length of each piece but the last.</param>
    /// <param name="prefix">The room to make before each.</param>
    internal void Spread(int start, int room, int piece, int prefix)
    {
        int length = _length - start - room;
        int pieces = (length + piece - 1) / piece;
        int added = checked(pieces * prefix) - room;
        Reserve(added);
        for (int i = pieces - 1; i >= 0; i--)
        {
            int offset = i * piece;
            _buffer.AsSpan(start + room + offset, Math.Min(piece, length - offset)).CopyTo(_buffer.AsSpan(start + offset + (i + 1) * prefix));
        }
        _length += added;
    }

    private static bool HasLoneSurrogate(string value)
    {
        for (int i = 0; i < value.Length; i++)
        {
            if (!char.IsSurrogate(value[i]))
                continue;
            if (i + 1 < value.Length && char.IsSurrogatePair(value[i], value[i + 1]))
                i++;
            else
                return true;
        }
        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<byte> Reserve(int count)
    {
        if (_buffer.Length - _length < count)
            Grow(count);
        return _buffer.AsSpan(_length);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int count) => Array.Resize(ref _buffer, Math.Max(checked(_length + count), (int)Math.Min(Array.MaxLength, _buffer.Length * 2L)));
}
