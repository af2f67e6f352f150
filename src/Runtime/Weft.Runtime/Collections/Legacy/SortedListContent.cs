using System.Collections;
using System.Runtime.CompilerServices;
using Weft.Protocol;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections.Legacy;

/// <summary>The content of a non-generic <see cref="SortedList"/>. The members of the runtime's own class work on the replica: what is under them has names of its own.</summary>
internal readonly struct SortedListContent : IIndexedMapContent<SortedList, object, object?>
{
    public static SortedList Create(KeyComparison<object> comparison) => comparison.IsDefault ? new SharedSortedList() : new SharedSortedList(UntypedOrder.Of(comparison));

    public static Replica MakeReplica(SharedHeader header, SortedList map) => new SortedListReplica(header, map);

    public static KeyComparison<object> ComparisonOf(SortedList map) => UntypedOrder.Comparison(Comparer(map));

    public static KeyComparison<object> ReadComparison(ref WireReader reader) => UntypedOrder.Comparison(PortableComparers.Read<IComparer>(ref reader));

    public static bool IsSorted => true;

    public static long Stamp(SortedList map) => ContentStamp.Of(Version(map), Count(map));

    public static int Count(SortedList map) => map is SharedSortedList own ? own.PlainCount : PlainSortedList.Count(map);

    public static bool Contains(SortedList map, object key) => IndexOf(map, key) >= 0;

    public static object KeyAt(SortedList map, int index) => PlainSortedList.KeyAt(map, index);

    public static void Clear(SortedList map) => PlainSortedList.Clear(map);

    public static bool TryGet(SortedList map, object key, out object? value)
    {
        int index = IndexOf(map, key);
        value = index < 0 ? null : ValueAt(map, index);
        return index >= 0;
    }

    public static object? Get(SortedList map, object key) => TryGet(map, key, out object? value) ? value : null;

    public static void Add(SortedList map, object key, object? value) => PlainSortedList.Add(map, key, value);

    public static bool TryAdd(SortedList map, object key, object? value)
    {
        if (Contains(map, key))
            return false;
        Add(map, key, value);
        return true;
    }

    public static void Set(SortedList map, object key, object? value) => PlainSortedList.Set(map, key, value);

    public static void SetAt(SortedList map, int index, object? value) => PlainSortedList.SetAt(map, index, value);

    public static void RemoveAt(SortedList map, int index) => PlainSortedList.RemoveAt(map, index);

    public static bool Remove(SortedList map, object key, out object? value)
    {
        int index = IndexOf(map, key);
        value = index < 0 ? null : ValueAt(map, index);
        if (index >= 0)
            RemoveAt(map, index);
        return index >= 0;
    }

    // The framework's enumerator asks the list's own members, which would perform what waits.
    public static KeyValuePair<object, object?>[] Copy(SortedList map)
    {
        KeyValuePair<object, object?>[] copy = new KeyValuePair<object, object?>[Count(map)];
        for (int i = 0; i < copy.Length; i++)
            copy[i] = new(KeyAt(map, i), ValueAt(map, i));
        return copy;
    }

    internal static void SetCapacity(SortedList map, int capacity) => PlainSortedList.Resize(map, capacity);

    private static int IndexOf(SortedList map, object key) => PlainSortedList.IndexOf(map, key);

    private static object? ValueAt(SortedList map, int index) => PlainSortedList.ValueAt(map, index);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "version")]
    private static extern ref int Version(SortedList map);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "comparer")]
    private static extern ref IComparer Comparer(SortedList map);
}

/// <summary>Operations of this node on one shared non-generic <see cref="SortedList"/>.</summary>
internal sealed class SortedListReplica(SharedHeader header, SortedList map) : IndexedMapReplica<SortedList, object, object?, SortedListContent>(header, map)
{
    /// <summary>Whether this thread is in the middle of an operation on the content.</summary>
    internal bool IsAtWork => Monitor.IsEntered(Header.Gate);

    internal void TrimToSize(SortedList map) => SetCapacity(map, Read(map, map, SortedListContent.Count));

    // The framework's own code comes here in the middle of an insertion, when there is no room.
    internal void SetCapacity(SortedList map, int capacity)
    {
        EnterAlone();
        try
        {
            SortedListContent.SetCapacity(map, capacity);
        }
        finally
        {
            LeaveAlone();
        }
    }
}
