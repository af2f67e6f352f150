using System.Text;

namespace Weft.Protocol;

/// <summary>
/// The hashes that stand for names on the wire: FNV-1a over UTF-8 (Fowler, Noll, Vo; the constants are those of the authors' page). Not keyed and not
/// cryptographic: a collision is found by the hub when the second name is defined, and refused.
/// </summary>
public static class WireHash
{
    /// <summary>Hash of a type's, method's or lock's wire name.</summary>
    public static ulong Of(string name)
    {
        ulong hash = 14695981039346656037;
        foreach (byte b in Encoding.UTF8.GetBytes(name))
            hash = (hash ^ b) * 1099511628211;
        return hash;
    }

    /// <summary>Hash of a field's wire name.</summary>
    public static uint OfField(string name)
    {
        uint hash = 2166136261;
        foreach (byte b in Encoding.UTF8.GetBytes(name))
            hash = (hash ^ b) * 16777619;
        return hash;
    }
}
