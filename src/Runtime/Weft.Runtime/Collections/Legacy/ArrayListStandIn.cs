using System.Collections;
using System.Runtime.CompilerServices;
using Weft.Runtime.Contract;

namespace Weft.Runtime.Collections.Legacy;

/// <summary>Stands for a list where one of the framework's wrappers works on it: all that the wrapper does goes through the shims.</summary>
internal class ArrayListStandIn(ArrayList list) : ArrayList, IStandIn
{
    private readonly ArrayList _list = list;

    object IStandIn.Target => _list;

    bool IStandIn.Locks => IsSynchronized;

    public override int Count => Run(_list, ArrayListShims.get_Count);

    public override bool IsSynchronized => false;

    public override object SyncRoot => _list.SyncRoot;

    public override int Capacity
    {
        get => Run(_list, static list => list.Capacity);
        set => Run((_list, value), static a => ArrayListShims.set_Capacity(a._list, a.value));
    }

    public override bool IsFixedSize => _list.IsFixedSize;

    public override bool IsReadOnly => _list.IsReadOnly;

    public override object? this[int index]
    {
        get => Run((_list, index), static a => ArrayListShims.get_Item(a._list, a.index));
        set => Run((_list, index, value), static a => ArrayListShims.set_Item(a._list, a.index, a.value));
    }

    public override int Add(object? value) => Run((_list, value), static a => ArrayListShims.Add(a._list, a.value));

    public override void AddRange(ICollection c) => Run((_list, c), static a => ArrayListShims.AddRange(a._list, a.c));

    public override int BinarySearch(object? value) => Run((_list, value), static a => ArrayListShims.BinarySearch(a._list, a.value));

    public override int BinarySearch(object? value, IComparer? comparer) => Run((_list, value, comparer), static a => ArrayListShims.BinarySearch(a._list, a.value, a.comparer));

    public override int BinarySearch(int index, int count, object? value, IComparer? comparer) => Run((_list, index, count, value, comparer), static a => ArrayListShims.BinarySearch(a._list, a.index, a.count, a.value, a.comparer));

    public override void Clear() => Run(_list, ArrayListShims.Clear);

    public override object Clone() => Run(_list, ArrayListShims.Clone);

    public override bool Contains(object? item) => Run((_list, item), static a => ArrayListShims.Contains(a._list, a.item));

    public override void CopyTo(Array array) => Run((_list, array), static a => ArrayListShims.CopyTo(a._list, a.array));

    public override void CopyTo(Array array, int index) => Run((_list, array, index), static a => ArrayListShims.CopyTo(a._list, a.array, a.index));

    public override void CopyTo(int index, Array array, int arrayIndex, int count) => Run((_list, index, array, arrayIndex, count), static a => ArrayListShims.CopyTo(a._list, a.index, a.array, a.arrayIndex, a.count));

    public override IEnumerator GetEnumerator() => Run(_list, ArrayListShims.GetEnumerator);

    public override IEnumerator GetEnumerator(int index, int count) => Run((_list, index, count), static a => ArrayListShims.GetEnumerator(a._list, a.index, a.count));

    public override int IndexOf(object? value) => Run((_list, value), static a => ArrayListShims.IndexOf(a._list, a.value));

    public override int IndexOf(object? value, int startIndex) => Run((_list, value, startIndex), static a => ArrayListShims.IndexOf(a._list, a.value, a.startIndex));

    public override int IndexOf(object? value, int startIndex, int count) => Run((_list, value, startIndex, count), static a => ArrayListShims.IndexOf(a._list, a.value, a.startIndex, a.count));

    public override void Insert(int index, object? value) => Run((_list, index, value), static a => ArrayListShims.Insert(a._list, a.index, a.value));

    public override void InsertRange(int index, ICollection c) => Run((_list, index, c), static a => ArrayListShims.InsertRange(a._list, a.index, a.c));

    public override int LastIndexOf(object? value) => Run((_list, value), static a => ArrayListShims.LastIndexOf(a._list, a.value));

    public override int LastIndexOf(object? value, int startIndex) => Run((_list, value, startIndex), static a => ArrayListShims.LastIndexOf(a._list, a.value, a.startIndex));

    public override int LastIndexOf(object? value, int startIndex, int count) => Run((_list, value, startIndex, count), static a => ArrayListShims.LastIndexOf(a._list, a.value, a.startIndex, a.count));

    public override void Remove(object? value) => Run((_list, value), static a => ArrayListShims.Remove(a._list, a.value));

    public override void RemoveAt(int index) => Run((_list, index), static a => ArrayListShims.RemoveAt(a._list, a.index));

    public override void RemoveRange(int index, int count) => Run((_list, index, count), static a => ArrayListShims.RemoveRange(a._list, a.index, a.count));

    public override void Reverse(int index, int count) => Run((_list, index, count), static a => ArrayListShims.Reverse(a._list, a.index, a.count));

    public override void SetRange(int index, ICollection c) => Run((_list, index, c), static a => ArrayListShims.SetRange(a._list, a.index, a.c));

    public override ArrayList GetRange(int index, int count) => Run((_list, index, count), static a => ArrayListShims.GetRange(a._list, a.index, a.count));

    public override void Sort() => Run(_list, ArrayListShims.Sort);

    public override void Sort(IComparer? comparer) => Run((_list, comparer), static a => ArrayListShims.Sort(a._list, a.comparer));

    public override void Sort(int index, int count, IComparer? comparer) => Run((_list, index, count, comparer), static a => ArrayListShims.Sort(a._list, a.index, a.count, a.comparer));

    public override object?[] ToArray() => Run(_list, ArrayListShims.ToArray);

    public override Array ToArray(Type type) => Run((_list, type), static a => ArrayListShims.ToArray(a._list, a.type));

    public override void TrimToSize() => Run(_list, ArrayListShims.TrimToSize);

    /// <summary>Ranges of the list ask for its version, and of this instead.</summary>
    internal void TakeVersion() => Version(this) = Version(_list);

    /// <summary>Does something to the list.</summary>
    private protected virtual TResult Run<TArgument, TResult>(TArgument argument, Func<TArgument, TResult> work) => RunPlain(argument, work);

    private protected TResult RunPlain<TArgument, TResult>(TArgument argument, Func<TArgument, TResult> work)
    {
        TResult result = work(argument);
        TakeVersion();
        return result;
    }

    /// <summary>Does something to the list.</summary>
    private void Run<TArgument>(TArgument argument, Action<TArgument> work) => Run((argument, work), static a =>
    {
        a.work(a.argument);
        return true;
    });

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_version")]
    private static extern ref int Version(ArrayList list);
}
