using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Weft.Protocol;

/// <summary>One encoded value. Up to eight bytes lie in the struct itself, which covers most numbers.</summary>
internal struct StoredValue
{
    private byte[]? _heap;
    private ulong _inline;
    private byte _inlineLength;

    public StoredValue(ReadOnlySpan<byte> bytes)
    {
        this = default;
        Set(bytes);
    }

    [UnscopedRef]
    public readonly ReadOnlySpan<byte> Bytes =>
        _heap ?? MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<ulong, byte>(ref Unsafe.AsRef(in _inline)), _inlineLength);

    public void Set(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= sizeof(ulong))
        {
            _heap = null;
            _inlineLength = (byte)bytes.Length;
            bytes.CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.As<ulong, byte>(ref _inline), bytes.Length));
        }
        else if (_heap?.Length == bytes.Length)
        {
            bytes.CopyTo(_heap);
        }
        else
        {
            _heap = bytes.ToArray();
        }
    }
}
