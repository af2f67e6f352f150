using System.Collections;
using Weft.Runtime.Contract;

namespace Weft.Runtime.Collections.Legacy;

/// <summary>Stands for a list of any class, or an array, where one of the wrappers of <see cref="ArrayList"/> works on it: all that the wrapper does goes through the shims.</summary>
/// <param name="list">The list.</param>
/// <param name="locks">Whether each operation is under the lock of the list's root.</param>
internal sealed class ListStandIn(IList list, bool locks) : IList, IStandIn
{
    object IStandIn.Target => list;

    bool IStandIn.Locks => locks;

    public int Count => Run(list, static list => list.Count);

    public bool IsReadOnly => list.IsReadOnly;

    public bool IsFixedSize => list.IsFixedSize;

    public bool IsSynchronized => locks || list.IsSynchronized;

    public object SyncRoot => list.SyncRoot;

    public object? this[int index]
    {
        get => Run((list, index), static a => a.list[a.index]);
        set => Run((list, index, value), static a => UntypedListShims.set_Item(a.list, a.index, a.value));
    }

    public int Add(object? value) => Run((list, value), static a => UntypedListShims.Add(a.list, a.value));

    public void Clear() => Run(list, UntypedListShims.Clear);

    public bool Contains(object? value) => Run((list, value), static a => a.list.Contains(a.value));

    public void CopyTo(Array array, int index) => Run((list, array, index), static a => UntypedCollectionShims.CopyTo(a.list, a.array, a.index));

    public IEnumerator GetEnumerator() => Run(list, static list => list.GetEnumerator());

    public int IndexOf(object? value) => Run((list, value), static a => a.list.IndexOf(a.value));

    public void Insert(int index, object? value) => Run((list, index, value), static a => UntypedListShims.Insert(a.list, a.index, a.value));

    public void Remove(object? value) => Run((list, value), static a => UntypedListShims.Remove(a.list, a.value));

    public void RemoveAt(int index) => Run((list, index), static a => UntypedListShims.RemoveAt(a.list, a.index));

    private TResult Run<TArgument, TResult>(TArgument argument, Func<TArgument, TResult> work) => locks ? ClusterLocked.Run(list.SyncRoot, argument, work) : work(argument);

    private void Run<TArgument>(TArgument argument, Action<TArgument> work)
    {
        if (locks)
            ClusterLocked.Run(list.SyncRoot, argument, work);
        else
            work(argument);
    }
}
