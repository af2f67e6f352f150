using System.Collections;
using Weft.Runtime.Contract;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections;

/// <summary>A sorted set made by woven code of a clustered program; see <see cref="SharedHashSet{T}"/>.</summary>
internal sealed class SharedSortedSet<T> : SortedSet<T>, IHeaderOwner, ISet<T>, IReadOnlySet<T>, ICollection
{
    /// <summary>Null until the collection is shared.</summary>
    internal ObjectHeader? Header;

    public SharedSortedSet()
    {
    }

    public SharedSortedSet(IComparer<T>? comparer) : base(comparer)
    {
    }

    public SharedSortedSet(IEnumerable<T> collection) : base(collection)
    {
    }

    public SharedSortedSet(IEnumerable<T> collection, IComparer<T>? comparer) : base(collection, comparer)
    {
    }

    ref ObjectHeader? IHeaderOwner.Header => ref Header;

    int ICollection<T>.Count => SortedSetShims<T>.get_Count(this);

    int IReadOnlyCollection<T>.Count => SortedSetShims<T>.get_Count(this);

    bool ICollection<T>.IsReadOnly => false;

    bool ISet<T>.Add(T item) => SortedSetShims<T>.Add(this, item);

    void ICollection<T>.Add(T item) => SortedSetShims<T>.Add(this, item);

    void ICollection<T>.Clear() => SortedSetShims<T>.Clear(this);

    bool ICollection<T>.Contains(T item) => SortedSetShims<T>.Contains(this, item);

    bool IReadOnlySet<T>.Contains(T item) => SortedSetShims<T>.Contains(this, item);

    void ICollection<T>.CopyTo(T[] array, int arrayIndex) => SortedSetShims<T>.CopyTo(this, array, arrayIndex);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => SortedSetShims<T>.GetEnumerator(this);

    IEnumerator IEnumerable.GetEnumerator() => SortedSetShims<T>.GetEnumerator(this);

    bool ICollection<T>.Remove(T item) => SortedSetShims<T>.Remove(this, item);

    void ISet<T>.ExceptWith(IEnumerable<T> other) => SortedSetShims<T>.ExceptWith(this, other);

    void ISet<T>.IntersectWith(IEnumerable<T> other) => SortedSetShims<T>.IntersectWith(this, other);

    void ISet<T>.SymmetricExceptWith(IEnumerable<T> other) => SortedSetShims<T>.SymmetricExceptWith(this, other);

    void ISet<T>.UnionWith(IEnumerable<T> other) => SortedSetShims<T>.UnionWith(this, other);

    bool ISet<T>.IsProperSubsetOf(IEnumerable<T> other) => SortedSetShims<T>.IsProperSubsetOf(this, other);

    bool IReadOnlySet<T>.IsProperSubsetOf(IEnumerable<T> other) => SortedSetShims<T>.IsProperSubsetOf(this, other);

    bool ISet<T>.IsProperSupersetOf(IEnumerable<T> other) => SortedSetShims<T>.IsProperSupersetOf(this, other);

    bool IReadOnlySet<T>.IsProperSupersetOf(IEnumerable<T> other) => SortedSetShims<T>.IsProperSupersetOf(this, other);

    bool ISet<T>.IsSubsetOf(IEnumerable<T> other) => SortedSetShims<T>.IsSubsetOf(this, other);

    bool IReadOnlySet<T>.IsSubsetOf(IEnumerable<T> other) => SortedSetShims<T>.IsSubsetOf(this, other);

    bool ISet<T>.IsSupersetOf(IEnumerable<T> other) => SortedSetShims<T>.IsSupersetOf(this, other);

    bool IReadOnlySet<T>.IsSupersetOf(IEnumerable<T> other) => SortedSetShims<T>.IsSupersetOf(this, other);

    bool ISet<T>.Overlaps(IEnumerable<T> other) => SortedSetShims<T>.Overlaps(this, other);

    bool IReadOnlySet<T>.Overlaps(IEnumerable<T> other) => SortedSetShims<T>.Overlaps(this, other);

    bool ISet<T>.SetEquals(IEnumerable<T> other) => SortedSetShims<T>.SetEquals(this, other);

    bool IReadOnlySet<T>.SetEquals(IEnumerable<T> other) => SortedSetShims<T>.SetEquals(this, other);

    bool ICollection.IsSynchronized => false;

    object ICollection.SyncRoot => this;

    int ICollection.Count => SortedSetShims<T>.get_Count(this);

    void ICollection.CopyTo(Array array, int index)
    {
        SortedSetReplica<T>.Of(this)?.Drain(this);
        Untyped.CopyTo(Snapshots.Take(this, SortedSetContent<T>.Copy), array, index);
    }
}
