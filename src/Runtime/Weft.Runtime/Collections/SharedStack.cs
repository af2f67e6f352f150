using System.Collections;
using Weft.Runtime.Contract;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections;

/// <summary>A stack made by woven code of a clustered program. Its interfaces only read, so that calls through them need no more than what has arrived.</summary>
internal sealed class SharedStack<T> : Stack<T>, IHeaderOwner, IReadOnlyCollection<T>, ICollection
{
    private ObjectHeader? _header;

    public SharedStack()
    {
    }

    public SharedStack(int capacity) : base(capacity)
    {
    }

    public SharedStack(IEnumerable<T> collection) : base(collection)
    {
    }

    ref ObjectHeader? IHeaderOwner.Header => ref _header;

    internal bool IsUnshared => Volatile.Read(ref _header) is null;

    internal SharedHeader? SharedHeader
    {
        get
        {
            ObjectHeader? header = Volatile.Read(ref _header);
            return header is null ? null : Headers.Checked(this, ref _header);
        }
    }

    int IReadOnlyCollection<T>.Count => StackShims<T>.get_Count(this);

    int ICollection.Count => StackShims<T>.get_Count(this);

    bool ICollection.IsSynchronized => false;

    object ICollection.SyncRoot => this;

    void ICollection.CopyTo(Array array, int index) => Untyped.CopyTo(StackShims<T>.ToArray(this), array, index);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => StackShims<T>.GetEnumerator(this);

    IEnumerator IEnumerable.GetEnumerator() => StackShims<T>.GetEnumerator(this);
}
