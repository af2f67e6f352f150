using System.Runtime.InteropServices;

namespace Weft.Runtime.Collections;

/// <summary>Which lock an update of a shared concurrent dictionary takes: equal keys have the same on every node, in every process.</summary>
internal static class KeyStripes
{
    private const int Many = 256;

    /// <summary>Many where equal keys have equal bytes; else one, since no hash code is the same in every process.</summary>
    internal static int CountFor<TKey>(KeyComparison<TKey> comparison)
    {
        bool plain = comparison.IsDefault || (typeof(TKey) == typeof(string) && StringComparer.Ordinal.Equals(comparison.Comparer));
        return plain && (typeof(TKey) == typeof(string) || typeof(TKey) == typeof(int) || typeof(TKey) == typeof(uint) || typeof(TKey) == typeof(long) || typeof(TKey) == typeof(ulong) || typeof(TKey) == typeof(Guid))
            ? Many
            : 1;
    }

    internal static ushort PartOf<TKey>(TKey key, int stripes)
    {
        if (stripes == 1)
            return 1;
        if (typeof(TKey) == typeof(int))
            return Part((uint)(int)(object)key!);
        if (typeof(TKey) == typeof(uint))
            return Part((uint)(object)key!);
        if (typeof(TKey) == typeof(long))
            return Part((ulong)(long)(object)key!);
        if (typeof(TKey) == typeof(ulong))
            return Part((ulong)(object)key!);
        if (typeof(TKey) == typeof(string))
            return Part(Hash(MemoryMarshal.AsBytes(((string)(object)key!).AsSpan())));
        Guid id = (Guid)(object)key!;
        return Part(Hash(MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(ref id, 1))));
    }

    // Neighbouring numbers, and those with a common factor, are spread.
    private static ushort Part(ulong number) => (ushort)((number * 0x9E3779B97F4A7C15 >> 32) % Many + 1);

    private static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        ulong hash = 14695981039346656037;
        foreach (byte b in bytes)
            hash = (hash ^ b) * 1099511628211;
        return hash;
    }
}
