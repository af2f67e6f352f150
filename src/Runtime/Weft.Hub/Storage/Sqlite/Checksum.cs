using System.Buffers.Binary;
using System.Numerics;

namespace Weft.Hub.Storage.Sqlite;

/// <summary>CRC-32C: SQLite would not notice if the disk gave other bytes of a value than it was given.</summary>
internal static class Checksum
{
    public static long Of(ReadOnlySpan<byte> bytes)
    {
        uint sum = uint.MaxValue;
        while (bytes.Length >= sizeof(ulong))
        {
            sum = BitOperations.Crc32C(sum, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }
        foreach (byte each in bytes)
            sum = BitOperations.Crc32C(sum, each);
        return ~sum;
    }
}
