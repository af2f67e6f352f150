using System.Collections;
using System.Runtime.CompilerServices;
using Weft.Protocol;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections.Legacy;

/// <summary>The content of a <see cref="Hashtable"/>. The members of the runtime's own class, and of classes that derive from it, work on the replica: this is what is under them.</summary>
internal readonly struct HashtableContent : IMapContent<Hashtable, object, object?>
{
    public static Hashtable Create(KeyComparison<object> comparison) => new SharedHashtable(UntypedEquality.Of(comparison));

    public static Replica MakeReplica(SharedHeader header, Hashtable map) => new HashtableReplica(header, map);

    public static KeyComparison<object> ComparisonOf(Hashtable map) => UntypedEquality.Comparison(Comparer(map));

    public static KeyComparison<object> ReadComparison(ref WireReader reader) => UntypedEquality.Comparison(PortableComparers.Read<IEqualityComparer>(ref reader));

    public static bool IsSorted => false;

    public static long Stamp(Hashtable map) => ContentStamp.Of(Version(map), Count(map));

    public static int Count(Hashtable map) => map is SharedHashtable own ? own.PlainCount : PlainHashtable.Count(map);

    public static bool Contains(Hashtable map, object key) => PlainHashtable.Contains(map, key);

    public static void Clear(Hashtable map) => PlainHashtable.Clear(map);

    public static bool TryGet(Hashtable map, object key, out object? value)
    {
        value = Get(map, key);
        return value is not null || Contains(map, key);
    }

    public static object? Get(Hashtable map, object key) => PlainHashtable.Get(map, key);

    public static void Add(Hashtable map, object key, object? value) => PlainHashtable.Add(map, key, value);

    public static bool TryAdd(Hashtable map, object key, object? value)
    {
        if (Contains(map, key))
            return false;
        Add(map, key, value);
        return true;
    }

    public static void Set(Hashtable map, object key, object? value) => PlainHashtable.Set(map, key, value);

    public static bool Remove(Hashtable map, object key, out object? value)
    {
        if (!TryGet(map, key, out value))
            return false;
        PlainHashtable.Remove(map, key);
        return true;
    }

    public static KeyValuePair<object, object?>[] Copy(Hashtable map) => Untyped.Pairs(PlainHashtable.Entries(map), Count(map));

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_version")]
    private static extern ref int Version(Hashtable map);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_keycomparer")]
    private static extern ref IEqualityComparer? Comparer(Hashtable map);
}
