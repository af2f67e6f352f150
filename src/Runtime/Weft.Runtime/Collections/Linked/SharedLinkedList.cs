using System.Collections;
using Weft.Runtime.Contract;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections.Linked;

/// <summary>A linked list made by woven code of a clustered program. It implements the interfaces again, so that calls through them are caught where the caller is not woven.</summary>
internal sealed class SharedLinkedList<T> : LinkedList<T>, IHeaderOwner, ICollection<T>, IReadOnlyCollection<T>, ICollection
{
    /// <summary>Null until the collection is shared.</summary>
    internal ObjectHeader? Header;

    public SharedLinkedList()
    {
    }

    public SharedLinkedList(IEnumerable<T> collection) : base(collection)
    {
    }

    ref ObjectHeader? IHeaderOwner.Header => ref Header;

    int ICollection<T>.Count => LinkedListShims<T>.get_Count(this);

    int IReadOnlyCollection<T>.Count => LinkedListShims<T>.get_Count(this);

    int ICollection.Count => LinkedListShims<T>.get_Count(this);

    bool ICollection<T>.IsReadOnly => false;

    bool ICollection.IsSynchronized => false;

    object ICollection.SyncRoot => this;

    void ICollection<T>.Add(T item) => LinkedListShims<T>.AddLast(this, item);

    void ICollection<T>.Clear() => LinkedListShims<T>.Clear(this);

    bool ICollection<T>.Contains(T item) => LinkedListShims<T>.Contains(this, item);

    void ICollection<T>.CopyTo(T[] array, int arrayIndex) => LinkedListShims<T>.CopyTo(this, array, arrayIndex);

    void ICollection.CopyTo(Array array, int index) => Untyped.CopyTo((T[])[.. this], array, index);

    bool ICollection<T>.Remove(T item) => LinkedListShims<T>.Remove(this, item);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => LinkedListShims<T>.GetEnumerator(this);

    IEnumerator IEnumerable.GetEnumerator() => LinkedListShims<T>.GetEnumerator(this);
}
