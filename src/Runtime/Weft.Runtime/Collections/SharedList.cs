using System.Collections;
using Weft.Runtime.Contract;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections;

/// <summary>
/// A list made by woven code of a clustered program. It implements the interfaces again, so that calls through them are caught where the
/// caller is not woven.
/// </summary>
internal sealed class SharedList<T> : List<T>, IHeaderOwner, IList<T>, IReadOnlyList<T>, IList
{
    /// <summary>Null until the collection is shared.</summary>
    internal ObjectHeader? Header;

    public SharedList()
    {
    }

    public SharedList(int capacity) : base(capacity)
    {
    }

    public SharedList(IEnumerable<T> collection) : base(collection)
    {
    }

    ref ObjectHeader? IHeaderOwner.Header => ref Header;

    int ICollection<T>.Count => ListShims<T>.get_Count(this);

    int IReadOnlyCollection<T>.Count => ListShims<T>.get_Count(this);

    int ICollection.Count => ListShims<T>.get_Count(this);

    bool ICollection<T>.IsReadOnly => false;

    bool IList.IsReadOnly => false;

    bool IList.IsFixedSize => false;

    bool ICollection.IsSynchronized => false;

    object ICollection.SyncRoot => this;

    T IList<T>.this[int index]
    {
        get => ListShims<T>.get_Item(this, index);
        set => ListShims<T>.set_Item(this, index, value);
    }

    T IReadOnlyList<T>.this[int index] => ListShims<T>.get_Item(this, index);

    object? IList.this[int index]
    {
        get => ListShims<T>.get_Item(this, index);
        set => ListShims<T>.set_Item(this, index, Untyped.Value<T>(value, nameof(value)));
    }

    void ICollection<T>.Add(T item) => ListShims<T>.Add(this, item);

    int IList.Add(object? value)
    {
        ListShims<T>.Add(this, Untyped.Value<T>(value, nameof(value)));
        return Count - 1;
    }

    void ICollection<T>.Clear() => ListShims<T>.Clear(this);

    void IList.Clear() => ListShims<T>.Clear(this);

    bool ICollection<T>.Contains(T item) => ListShims<T>.Contains(this, item);

    bool IList.Contains(object? value) => Untyped.Fits<T>(value) && ListShims<T>.Contains(this, (T)value!);

    void ICollection<T>.CopyTo(T[] array, int arrayIndex) => ListShims<T>.CopyTo(this, array, arrayIndex);

    void ICollection.CopyTo(Array array, int index) => Untyped.CopyTo(ListShims<T>.ToArray(this), array, index);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => Count == 0 ? Enumerable.Empty<T>().GetEnumerator() : ListShims<T>.GetEnumerator(this);

    IEnumerator IEnumerable.GetEnumerator() => ListShims<T>.GetEnumerator(this);

    int IList<T>.IndexOf(T item) => ListShims<T>.IndexOf(this, item);

    int IList.IndexOf(object? value) => Untyped.Fits<T>(value) ? ListShims<T>.IndexOf(this, (T)value!) : -1;

    void IList<T>.Insert(int index, T item) => ListShims<T>.Insert(this, index, item);

    void IList.Insert(int index, object? value) => ListShims<T>.Insert(this, index, Untyped.Value<T>(value, nameof(value)));

    bool ICollection<T>.Remove(T item) => ListShims<T>.Remove(this, item);

    void IList.Remove(object? value)
    {
        if (Untyped.Fits<T>(value))
            ListShims<T>.Remove(this, (T)value!);
    }

    void IList<T>.RemoveAt(int index) => ListShims<T>.RemoveAt(this, index);

    void IList.RemoveAt(int index) => ListShims<T>.RemoveAt(this, index);
}
