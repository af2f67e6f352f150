using System.Collections;
using System.Runtime.CompilerServices;
using Weft.Protocol;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections.Legacy;

/// <summary>The content of a <see cref="Hashtable"/>. The members of the runtime's own class work on the replica: what is under them has names of its own.</summary>
internal readonly struct HashtableContent : IMapContent<Hashtable, object, object?>
{
    public static Hashtable Create(KeyComparison<object> comparison) => new SharedHashtable(UntypedEquality.Of(comparison));

    public static Replica MakeReplica(SharedHeader header, Hashtable map) => new HashtableReplica(header, map);

    public static KeyComparison<object> ComparisonOf(Hashtable map) => UntypedEquality.Comparison(Comparer(map));

    public static KeyComparison<object> ReadComparison(ref WireReader reader) => UntypedEquality.Comparison(PortableComparers.Read<IEqualityComparer>(ref reader));

    public static bool IsSorted => false;

    public static long Stamp(Hashtable map) => ContentStamp.Of(Version(map), Count(map));

    public static int Count(Hashtable map) => map is SharedHashtable own ? own.PlainCount : map.Count;

    public static bool Contains(Hashtable map, object key) => map is SharedHashtable own ? own.PlainContains(key) : map.ContainsKey(key);

    public static void Clear(Hashtable map)
    {
        if (map is SharedHashtable own)
            own.PlainClear();
        else
            map.Clear();
    }

    public static bool TryGet(Hashtable map, object key, out object? value)
    {
        value = Get(map, key);
        return value is not null || Contains(map, key);
    }

    public static object? Get(Hashtable map, object key) => map is SharedHashtable own ? own.PlainGet(key) : map[key];

    public static void Add(Hashtable map, object key, object? value)
    {
        if (map is SharedHashtable own)
            own.PlainAdd(key, value);
        else
            map.Add(key, value);
    }

    public static bool TryAdd(Hashtable map, object key, object? value)
    {
        if (Contains(map, key))
            return false;
        Add(map, key, value);
        return true;
    }

    public static void Set(Hashtable map, object key, object? value)
    {
        if (map is SharedHashtable own)
            own.PlainSet(key, value);
        else
            map[key] = value;
    }

    public static bool Remove(Hashtable map, object key, out object? value)
    {
        if (!TryGet(map, key, out value))
            return false;
        if (map is SharedHashtable own)
            own.PlainRemove(key);
        else
            map.Remove(key);
        return true;
    }

    public static KeyValuePair<object, object?>[] Copy(Hashtable map) => Untyped.Pairs(map is SharedHashtable own ? own.PlainEntries() : map.GetEnumerator(), Count(map));

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_version")]
    private static extern ref int Version(Hashtable map);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_keycomparer")]
    private static extern ref IEqualityComparer? Comparer(Hashtable map);
}
