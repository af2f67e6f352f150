using System.Collections;
using Weft.Runtime.Contract;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections;

/// <summary>A stack made by woven code of a clustered program. Its interfaces only read, so that calls through them need no more than what has arrived.</summary>
internal sealed class SharedStack<T> : Stack<T>, IHeaderOwner, IReadOnlyCollection<T>, ICollection
{
    /// <summary>Null until the collection is shared.</summary>
    internal ObjectHeader? Header;

    public SharedStack()
    {
    }

    public SharedStack(int capacity) : base(capacity)
    {
    }

    public SharedStack(IEnumerable<T> collection) : base(collection)
    {
    }

    ref ObjectHeader? IHeaderOwner.Header => ref Header;

    int IReadOnlyCollection<T>.Count => StackShims<T>.get_Count(this);

    int ICollection.Count => StackShims<T>.get_Count(this);

    bool ICollection.IsSynchronized => false;

    object ICollection.SyncRoot => this;

    void ICollection.CopyTo(Array array, int index) => Untyped.CopyTo(StackShims<T>.ToArray(this), array, index);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => StackShims<T>.GetEnumerator(this);

    IEnumerator IEnumerable.GetEnumerator() => StackShims<T>.GetEnumerator(this);
}
