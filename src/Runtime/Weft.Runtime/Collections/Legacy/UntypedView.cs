using System.Collections;
using Weft.Runtime.Barriers;

namespace Weft.Runtime.Collections.Legacy;

/// <summary>The keys or values of a collection, as the framework shows them, with what other nodes have done to it whenever they are looked at.</summary>
/// <param name="collection">Asked for its count, it performs what it was told.</param>
/// <param name="view">The framework's own view.</param>
internal class UntypedView(ICollection collection, ICollection view) : ICollection
{
    public int Count => collection.Count;

    public bool IsSynchronized => view.IsSynchronized;

    public object SyncRoot => view.SyncRoot;

    public void CopyTo(Array array, int index)
    {
        int count = collection.Count;
        view.CopyTo(array, index);
        ArrayWrites.Written(array, index, count);
    }

    public IEnumerator GetEnumerator()
    {
        _ = collection.Count;
        return view.GetEnumerator();
    }
}

/// <summary>Keys or values by position. The framework's views refuse all changes.</summary>
internal sealed class UntypedListView(ICollection collection, IList view) : UntypedView(collection, view), IList
{
    private readonly ICollection _collection = collection;

    public bool IsFixedSize => view.IsFixedSize;

    public bool IsReadOnly => view.IsReadOnly;

    private IList Current
    {
        get
        {
            _ = _collection.Count;
            return view;
        }
    }

    public object? this[int index]
    {
        get => Current[index];
        set => view[index] = value;
    }

    public int Add(object? value) => view.Add(value);

    public void Clear() => view.Clear();

    public bool Contains(object? value) => Current.Contains(value);

    public int IndexOf(object? value) => Current.IndexOf(value);

    public void Insert(int index, object? value) => view.Insert(index, value);

    public void Remove(object? value) => view.Remove(value);

    public void RemoveAt(int index) => view.RemoveAt(index);
}
