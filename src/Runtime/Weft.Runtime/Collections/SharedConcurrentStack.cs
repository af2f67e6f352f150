using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Weft.Runtime.Contract;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections;

/// <summary>A concurrent stack made by woven code of a clustered program. It implements the interfaces again, so that calls through them are caught where the caller is not woven.</summary>
internal sealed class SharedConcurrentStack<T> : ConcurrentStack<T>, IHeaderOwner, IProducerConsumerCollection<T>, IReadOnlyCollection<T>
{
    /// <summary>Null until the collection is shared.</summary>
    internal ObjectHeader? Header;

    public SharedConcurrentStack()
    {
    }

    public SharedConcurrentStack(IEnumerable<T> collection) : base(collection)
    {
    }

    ref ObjectHeader? IHeaderOwner.Header => ref Header;

    int IReadOnlyCollection<T>.Count => ConcurrentStackShims<T>.get_Count(this);

    int ICollection.Count => ConcurrentStackShims<T>.get_Count(this);

    bool ICollection.IsSynchronized => false;

    object ICollection.SyncRoot => throw new NotSupportedException("The SyncRoot property may not be used for the synchronization of concurrent collections.");

    bool IProducerConsumerCollection<T>.TryAdd(T item)
    {
        ConcurrentStackShims<T>.Push(this, item);
        return true;
    }

    bool IProducerConsumerCollection<T>.TryTake([MaybeNullWhen(false)] out T item) => ConcurrentStackShims<T>.TryPop(this, out item);

    T[] IProducerConsumerCollection<T>.ToArray() => ConcurrentStackShims<T>.ToArray(this);

    void IProducerConsumerCollection<T>.CopyTo(T[] array, int index) => ConcurrentStackShims<T>.CopyTo(this, array, index);

    void ICollection.CopyTo(Array array, int index) => Untyped.CopyTo(ConcurrentStackShims<T>.ToArray(this), array, index);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ConcurrentStackShims<T>.GetEnumerator(this);

    IEnumerator IEnumerable.GetEnumerator() => ConcurrentStackShims<T>.GetEnumerator(this);
}
