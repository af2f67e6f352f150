using System.Collections;
using Weft.Runtime.Contract;

namespace Weft.Runtime.Collections.Legacy;

/// <summary>What <see cref="ArrayList.Synchronized(ArrayList)"/> gives woven code of a clustered program; see <see cref="SynchronizedHashtable"/>. As in the framework, reads take the lock too.</summary>
internal sealed class SynchronizedArrayList(ArrayList list) : ArrayList
{
    private readonly ArrayList _list = list;

    public override int Count => ClusterLocked.Run(SyncRoot, _list, ArrayListShims.get_Count);

    public override bool IsSynchronized => true;

    public override object SyncRoot => _list.SyncRoot;

    public override int Capacity
    {
        get => ClusterLocked.Run(SyncRoot, _list, static list => list.Capacity);
        set => ClusterLocked.Run(SyncRoot, (_list, value), static a => ArrayListShims.set_Capacity(a._list, a.value));
    }

    public override bool IsFixedSize => _list.IsFixedSize;

    public override bool IsReadOnly => _list.IsReadOnly;

    public override object? this[int index]
    {
        get => ClusterLocked.Run(SyncRoot, (_list, index), static a => ArrayListShims.get_Item(a._list, a.index));
        set => ClusterLocked.Run(SyncRoot, (_list, index, value), static a => ArrayListShims.set_Item(a._list, a.index, a.value));
    }

    public override int Add(object? value) => ClusterLocked.Run(SyncRoot, (_list, value), static a => ArrayListShims.Add(a._list, a.value));

    public override void AddRange(ICollection c) => ClusterLocked.Run(SyncRoot, (_list, c), static a => ArrayListShims.AddRange(a._list, a.c));

    public override int BinarySearch(object? value) => ClusterLocked.Run(SyncRoot, (_list, value), static a => ArrayListShims.BinarySearch(a._list, a.value));

    public override int BinarySearch(object? value, IComparer? comparer) => ClusterLocked.Run(SyncRoot, (_list, value, comparer), static a => ArrayListShims.BinarySearch(a._list, a.value, a.comparer));

    public override int BinarySearch(int index, int count, object? value, IComparer? comparer) => ClusterLocked.Run(SyncRoot, (_list, index, count, value, comparer), static a => ArrayListShims.BinarySearch(a._list, a.index, a.count, a.value, a.comparer));

    public override void Clear() => ClusterLocked.Run(SyncRoot, _list, ArrayListShims.Clear);

    public override object Clone() => ClusterLocked.Run(SyncRoot, _list, static list => new SynchronizedArrayList((ArrayList)ArrayListShims.Clone(list)));

    public override bool Contains(object? item) => ClusterLocked.Run(SyncRoot, (_list, item), static a => ArrayListShims.Contains(a._list, a.item));

    public override void CopyTo(Array array) => ClusterLocked.Run(SyncRoot, (_list, array), static a => ArrayListShims.CopyTo(a._list, a.array));

    public override void CopyTo(Array array, int index) => ClusterLocked.Run(SyncRoot, (_list, array, index), static a => ArrayListShims.CopyTo(a._list, a.array, a.index));

    public override void CopyTo(int index, Array array, int arrayIndex, int count) => ClusterLocked.Run(SyncRoot, (_list, index, array, arrayIndex, count), static a => ArrayListShims.CopyTo(a._list, a.index, a.array, a.arrayIndex, a.count));

    public override IEnumerator GetEnumerator() => ClusterLocked.Run(SyncRoot, _list, ArrayListShims.GetEnumerator);

    public override IEnumerator GetEnumerator(int index, int count) => ClusterLocked.Run(SyncRoot, (_list, index, count), static a => ArrayListShims.GetEnumerator(a._list, a.index, a.count));

    public override int IndexOf(object? value) => ClusterLocked.Run(SyncRoot, (_list, value), static a => ArrayListShims.IndexOf(a._list, a.value));

    public override int IndexOf(object? value, int startIndex) => ClusterLocked.Run(SyncRoot, (_list, value, startIndex), static a => ArrayListShims.IndexOf(a._list, a.value, a.startIndex));

    public override int IndexOf(object? value, int startIndex, int count) => ClusterLocked.Run(SyncRoot, (_list, value, startIndex, count), static a => ArrayListShims.IndexOf(a._list, a.value, a.startIndex, a.count));

    public override void Insert(int index, object? value) => ClusterLocked.Run(SyncRoot, (_list, index, value), static a => ArrayListShims.Insert(a._list, a.index, a.value));

    public override void InsertRange(int index, ICollection c) => ClusterLocked.Run(SyncRoot, (_list, index, c), static a => ArrayListShims.InsertRange(a._list, a.index, a.c));

    public override int LastIndexOf(object? value) => ClusterLocked.Run(SyncRoot, (_list, value), static a => ArrayListShims.LastIndexOf(a._list, a.value));

    public override int LastIndexOf(object? value, int startIndex) => ClusterLocked.Run(SyncRoot, (_list, value, startIndex), static a => ArrayListShims.LastIndexOf(a._list, a.value, a.startIndex));

    public override int LastIndexOf(object? value, int startIndex, int count) => ClusterLocked.Run(SyncRoot, (_list, value, startIndex, count), static a => ArrayListShims.LastIndexOf(a._list, a.value, a.startIndex, a.count));

    public override void Remove(object? value) => ClusterLocked.Run(SyncRoot, (_list, value), static a => ArrayListShims.Remove(a._list, a.value));

    public override void RemoveAt(int index) => ClusterLocked.Run(SyncRoot, (_list, index), static a => ArrayListShims.RemoveAt(a._list, a.index));

    public override void RemoveRange(int index, int count) => ClusterLocked.Run(SyncRoot, (_list, index, count), static a => ArrayListShims.RemoveRange(a._list, a.index, a.count));

    public override void Reverse(int index, int count) => ClusterLocked.Run(SyncRoot, (_list, index, count), static a => ArrayListShims.Reverse(a._list, a.index, a.count));

    public override void SetRange(int index, ICollection c) => ClusterLocked.Run(SyncRoot, (_list, index, c), static a => ArrayListShims.SetRange(a._list, a.index, a.c));

    public override ArrayList GetRange(int index, int count) => ClusterLocked.Run(SyncRoot, (_list, index, count), static a => ArrayListShims.GetRange(a._list, a.index, a.count));

    public override void Sort() => ClusterLocked.Run(SyncRoot, _list, ArrayListShims.Sort);

    public override void Sort(IComparer? comparer) => ClusterLocked.Run(SyncRoot, (_list, comparer), static a => ArrayListShims.Sort(a._list, a.comparer));

    public override void Sort(int index, int count, IComparer? comparer) => ClusterLocked.Run(SyncRoot, (_list, index, count, comparer), static a => ArrayListShims.Sort(a._list, a.index, a.count, a.comparer));

    public override object?[] ToArray() => ClusterLocked.Run(SyncRoot, _list, ArrayListShims.ToArray);

    public override Array ToArray(Type type) => ClusterLocked.Run(SyncRoot, (_list, type), static a => ArrayListShims.ToArray(a._list, a.type));

    public override void TrimToSize() => ClusterLocked.Run(SyncRoot, _list, ArrayListShims.TrimToSize);
}
