using System.Collections;
using Weft.Runtime.Contract;

namespace Weft.Runtime.Collections.Legacy;

/// <summary>What <see cref="SortedList.Synchronized(SortedList)"/> gives woven code of a clustered program; see <see cref="SynchronizedHashtable"/>. As in the framework, reads take the lock too.</summary>
internal sealed class SynchronizedSortedList(SortedList list) : SortedList, IStandIn
{
    private readonly SortedList _list = list;

    object IStandIn.Target => _list;

    bool IStandIn.Locks => true;

    public override int Capacity
    {
        get => ClusterLocked.Run(SyncRoot, _list, static list => list.Capacity);
        set => ClusterLocked.Run(SyncRoot, (_list, value), static a => SortedListShims.set_Capacity(a._list, a.value));
    }

    public override int Count => ClusterLocked.Run(SyncRoot, _list, SortedListShims.get_Count);

    public override bool IsFixedSize => _list.IsFixedSize;

    public override bool IsReadOnly => _list.IsReadOnly;

    public override bool IsSynchronized => true;

    public override object SyncRoot => _list.SyncRoot;

    public override ICollection Keys => GetKeyList();

    public override ICollection Values => GetValueList();

    public override object? this[object key]
    {
        get => ClusterLocked.Run(SyncRoot, (_list, key), static a => SortedListShims.get_Item(a._list, a.key));
        set => ClusterLocked.Run(SyncRoot, (_list, key, value), static a => SortedListShims.set_Item(a._list, a.key, a.value));
    }

    public override void Add(object key, object? value) => ClusterLocked.Run(SyncRoot, (_list, key, value), static a => SortedListShims.Add(a._list, a.key, a.value));

    public override void Clear() => ClusterLocked.Run(SyncRoot, _list, SortedListShims.Clear);

    public override object Clone() => ClusterLocked.Run(SyncRoot, _list, SortedListShims.Clone);

    public override bool Contains(object key) => ContainsKey(key);

    public override bool ContainsKey(object key) => ClusterLocked.Run(SyncRoot, (_list, key), static a => SortedListShims.ContainsKey(a._list, a.key));

    public override bool ContainsValue(object? value) => ClusterLocked.Run(SyncRoot, (_list, value), static a => SortedListShims.ContainsValue(a._list, a.value));

    public override void CopyTo(Array array, int index) => ClusterLocked.Run(SyncRoot, (_list, array, index), static a => SortedListShims.CopyTo(a._list, a.array, a.index));

    public override object? GetByIndex(int index) => ClusterLocked.Run(SyncRoot, (_list, index), static a => SortedListShims.GetByIndex(a._list, a.index));

    public override IDictionaryEnumerator GetEnumerator() => ClusterLocked.Run(SyncRoot, _list, SortedListShims.GetEnumerator);

    public override object GetKey(int index) => ClusterLocked.Run(SyncRoot, (_list, index), static a => SortedListShims.GetKey(a._list, a.index));

    public override IList GetKeyList() => ClusterLocked.Run(SyncRoot, _list, SortedListShims.GetKeyList);

    public override IList GetValueList() => ClusterLocked.Run(SyncRoot, _list, SortedListShims.GetValueList);

    public override int IndexOfKey(object key) => ClusterLocked.Run(SyncRoot, (_list, key), static a => SortedListShims.IndexOfKey(a._list, a.key));

    public override int IndexOfValue(object? value) => ClusterLocked.Run(SyncRoot, (_list, value), static a => SortedListShims.IndexOfValue(a._list, a.value));

    public override void Remove(object key) => ClusterLocked.Run(SyncRoot, (_list, key), static a => SortedListShims.Remove(a._list, a.key));

    public override void RemoveAt(int index) => ClusterLocked.Run(SyncRoot, (_list, index), static a => SortedListShims.RemoveAt(a._list, a.index));

    public override void SetByIndex(int index, object? value) => ClusterLocked.Run(SyncRoot, (_list, index, value), static a => SortedListShims.SetByIndex(a._list, a.index, a.value));

    public override void TrimToSize() => ClusterLocked.Run(SyncRoot, _list, SortedListShims.TrimToSize);
}
