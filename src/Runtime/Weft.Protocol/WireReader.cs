using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Weft.Protocol;

/// <summary>Reads what <see cref="WireWriter"/> wrote. Every method throws <see cref="ProtocolException"/> on bytes that do not fit.</summary>
public ref struct WireReader
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly ReadOnlyMemory<byte> _memory;
    private int _position;

    /// <summary>Reads from the start of some bytes.</summary>
    public WireReader(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
        _position = 0;
    }

    /// <summary>Reads from the start of some memory, of which <see cref="Rest"/> and <see cref="Section"/> can give back parts without copying.</summary>
    public WireReader(ReadOnlyMemory<byte> memory)
    {
        _memory = memory;
        _bytes = memory.Span;
        _position = 0;
    }

    /// <summary>Bytes read so far.</summary>
    public int Position
    {
        readonly get => _position;
        set => _position = (uint)value <= (uint)_bytes.Length ? value : throw Truncated(0);
    }

    /// <summary>Bytes left.</summary>
    public readonly int Remaining => _bytes.Length - _position;

    /// <summary>Whether all has been read.</summary>
    public readonly bool AtEnd => _position == _bytes.Length;

    /// <summary>The bytes between two positions.</summary>
    public readonly ReadOnlySpan<byte> Between(int start, int end) => _bytes[start..end];

    /// <summary>Reads one byte.</summary>
    public byte Byte() => _position < _bytes.Length ? _bytes[_position++] : throw Truncated(1);

    /// <summary>Looks at the next byte.</summary>
    public readonly byte Peek() => _position < _bytes.Length ? _bytes[_position] : throw Truncated(1);

    /// <summary>Reads an unsigned integer.</summary>
    public ulong Unsigned()
    {
        ulong value = 0;
        for (int shift = 0; shift < 70; shift += 7)
        {
            byte next = Byte();
            if (shift == 63 && next > 1)
                break;
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
        throw new ProtocolException($"An integer at byte {_position} is longer than 64 bits.");
    }

    /// <summary>Reads a signed integer.</summary>
    public long Signed()
    {
        ulong value = Unsigned();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>Reads a count of things that need at least one byte each, so that a false count cannot make the reader allocate.</summary>
    public int Count()
    {
        ulong value = Unsigned();
        return value <= (ulong)Remaining ? (int)value : throw new ProtocolException($"A count of {value} at byte {_position} is larger than the {Remaining} bytes that follow.");
    }

    /// <summary>Reads four bytes.</summary>
    public uint Fixed32() => BinaryPrimitives.ReadUInt32LittleEndian(Raw(4));

    /// <summary>Reads eight bytes.</summary>
    public ulong Fixed64() => BinaryPrimitives.ReadUInt64LittleEndian(Raw(8));

    /// <summary>Reads bytes as they are.</summary>
    public ReadOnlySpan<byte> Raw(int count)
    {
        if ((uint)count > (uint)Remaining)
            throw Truncated(count);
        ReadOnlySpan<byte> read = _bytes.Slice(_position, count);
        _position += count;
        return read;
    }

    /// <summary>Reads a length and bytes.</summary>
    public ReadOnlySpan<byte> Bytes() => Raw(Count());

    /// <summary>Reads all that is left, without copying it. Only for a reader that was made from memory.</summary>
    public ReadOnlyMemory<byte> Rest()
    {
        ReadOnlyMemory<byte> rest = _memory[_position..];
        _position = _bytes.Length;
        return rest;
    }

    /// <summary>Reads a length and bytes, without copying them. Only for a reader that was made from memory.</summary>
    public ReadOnlyMemory<byte> Section()
    {
        int length = Count();
        ReadOnlyMemory<byte> section = _memory.Slice(_position, length);
        _position += length;
        return section;
    }

    /// <summary>Reads text.</summary>
    public string Text()
    {
        ulong length = Unsigned();
        if (length >> 1 > (ulong)Remaining)
            throw Truncated((int)Math.Min(length >> 1, int.MaxValue));
        ReadOnlySpan<byte> raw = Raw((int)(length >> 1));
        if ((length & 1) == 0)
            return Encoding.UTF8.GetString(raw);
        if ((raw.Length & 1) != 0)
            throw new ProtocolException($"UTF-16 text at byte {_position} has an odd length.");
        return new string(MemoryMarshal.Cast<byte, char>(raw));
    }

    private readonly ProtocolException Truncated(int wanted) => new($"The message ends at byte {_bytes.Length}, but {wanted} more were expected at byte {_position}.");
}
