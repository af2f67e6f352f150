using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections;

/// <summary>How a replica works on one of the framework's maps whose entries have positions.</summary>
internal interface IIndexedMapContent<TMap, TKey, TValue> : IMapContent<TMap, TKey, TValue> where TMap : class
{
    static abstract TKey KeyAt(TMap map, int index);

    static abstract void RemoveAt(TMap map, int index);

    static abstract void SetAt(TMap map, int index, TValue value);
}

/// <summary>Operations of this node, also by position, on one shared map whose keys give its entries their places.</summary>
internal abstract class IndexedMapReplica<TMap, TKey, TValue, TContent>(SharedHeader header, TMap map) : MapReplica<TMap, TKey, TValue, TContent>(header, map)
    where TMap : class
    where TKey : notnull
    where TContent : struct, IIndexedMapContent<TMap, TKey, TValue>
{
    internal void RemoveAt(TMap map, int index) => Change(map, (this, map, index), static a =>
    {
        TKey key = TContent.KeyAt(a.map, a.index);
        TContent.RemoveAt(a.map, a.index);
        if (a.Item1.Ids.Remove(key, out ulong id))
            a.Item1.RecordRemove(id);
        return true;
    });

    internal void SetValueAt(TMap map, int index, TValue value)
    {
        SharedWrites.Share(Header, value);
        Change(map, (this, map, index, value), static a =>
        {
            TContent.SetAt(a.map, a.index, a.value);
            a.Item1.RecordSet(TContent.KeyAt(a.map, a.index), a.value);
            return true;
        });
    }
}
