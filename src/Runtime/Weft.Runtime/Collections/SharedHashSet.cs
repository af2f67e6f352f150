using System.Collections;
using Weft.Runtime.Contract;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections;

/// <summary>
/// A set made by woven code of a clustered program. It implements the interfaces again, so that calls through them are caught where the
/// caller is not woven.
/// </summary>
internal sealed class SharedHashSet<T> : HashSet<T>, IHeaderOwner, ISet<T>, IReadOnlySet<T>
{
    /// <summary>Null until the collection is shared.</summary>
    internal ObjectHeader? Header;

    public SharedHashSet()
    {
    }

    public SharedHashSet(int capacity) : base(capacity)
    {
    }

    public SharedHashSet(IEqualityComparer<T>? comparer) : base(comparer)
    {
    }

    public SharedHashSet(int capacity, IEqualityComparer<T>? comparer) : base(capacity, comparer)
    {
    }

    public SharedHashSet(IEnumerable<T> collection) : base(collection)
    {
    }

    public SharedHashSet(IEnumerable<T> collection, IEqualityComparer<T>? comparer) : base(collection, comparer)
    {
    }

    ref ObjectHeader? IHeaderOwner.Header => ref Header;

    int ICollection<T>.Count => HashSetShims<T>.get_Count(this);

    int IReadOnlyCollection<T>.Count => HashSetShims<T>.get_Count(this);

    bool ICollection<T>.IsReadOnly => false;

    bool ISet<T>.Add(T item) => HashSetShims<T>.Add(this, item);

    void ICollection<T>.Add(T item) => HashSetShims<T>.Add(this, item);

    void ICollection<T>.Clear() => HashSetShims<T>.Clear(this);

    bool ICollection<T>.Contains(T item) => HashSetShims<T>.Contains(this, item);

    bool IReadOnlySet<T>.Contains(T item) => HashSetShims<T>.Contains(this, item);

    void ICollection<T>.CopyTo(T[] array, int arrayIndex) => HashSetShims<T>.CopyTo(this, array, arrayIndex);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => HashSetShims<T>.GetEnumerator(this);

    IEnumerator IEnumerable.GetEnumerator() => HashSetShims<T>.GetEnumerator(this);

    bool ICollection<T>.Remove(T item) => HashSetShims<T>.Remove(this, item);

    void ISet<T>.ExceptWith(IEnumerable<T> other) => HashSetShims<T>.ExceptWith(this, other);

    void ISet<T>.IntersectWith(IEnumerable<T> other) => HashSetShims<T>.IntersectWith(this, other);

    void ISet<T>.SymmetricExceptWith(IEnumerable<T> other) => HashSetShims<T>.SymmetricExceptWith(this, other);

    void ISet<T>.UnionWith(IEnumerable<T> other) => HashSetShims<T>.UnionWith(this, other);

    bool ISet<T>.IsProperSubsetOf(IEnumerable<T> other) => HashSetShims<T>.IsProperSubsetOf(this, other);

    bool IReadOnlySet<T>.IsProperSubsetOf(IEnumerable<T> other) => HashSetShims<T>.IsProperSubsetOf(this, other);

    bool ISet<T>.IsProperSupersetOf(IEnumerable<T> other) => HashSetShims<T>.IsProperSupersetOf(this, other);

    bool IReadOnlySet<T>.IsProperSupersetOf(IEnumerable<T> other) => HashSetShims<T>.IsProperSupersetOf(this, other);

    bool ISet<T>.IsSubsetOf(IEnumerable<T> other) => HashSetShims<T>.IsSubsetOf(this, other);

    bool IReadOnlySet<T>.IsSubsetOf(IEnumerable<T> other) => HashSetShims<T>.IsSubsetOf(this, other);

    bool ISet<T>.IsSupersetOf(IEnumerable<T> other) => HashSetShims<T>.IsSupersetOf(this, other);

    bool IReadOnlySet<T>.IsSupersetOf(IEnumerable<T> other) => HashSetShims<T>.IsSupersetOf(this, other);

    bool ISet<T>.Overlaps(IEnumerable<T> other) => HashSetShims<T>.Overlaps(this, other);

    bool IReadOnlySet<T>.Overlaps(IEnumerable<T> other) => HashSetShims<T>.Overlaps(this, other);

    bool ISet<T>.SetEquals(IEnumerable<T> other) => HashSetShims<T>.SetEquals(this, other);

    bool IReadOnlySet<T>.SetEquals(IEnumerable<T> other) => HashSetShims<T>.SetEquals(this, other);
}
