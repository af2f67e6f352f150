using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Weft.Runtime.Contract;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections;

/// <summary>A concurrent queue made by woven code of a clustered program. It implements the interfaces again, so that calls through them are caught where the caller is not woven.</summary>
internal sealed class SharedConcurrentQueue<T> : ConcurrentQueue<T>, IHeaderOwner, IProducerConsumerCollection<T>, IReadOnlyCollection<T>
{
    /// <summary>Null until the collection is shared.</summary>
    internal ObjectHeader? Header;

    public SharedConcurrentQueue()
    {
    }

    public SharedConcurrentQueue(IEnumerable<T> collection) : base(collection)
    {
    }

    ref ObjectHeader? IHeaderOwner.Header => ref Header;

    int IReadOnlyCollection<T>.Count => ConcurrentQueueShims<T>.get_Count(this);

    int ICollection.Count => ConcurrentQueueShims<T>.get_Count(this);

    bool ICollection.IsSynchronized => false;

    object ICollection.SyncRoot => throw new NotSupportedException("The SyncRoot property may not be used for the synchronization of concurrent collections.");

    bool IProducerConsumerCollection<T>.TryAdd(T item)
    {
        ConcurrentQueueShims<T>.Enqueue(this, item);
        return true;
    }

    bool IProducerConsumerCollection<T>.TryTake([MaybeNullWhen(false)] out T item) => ConcurrentQueueShims<T>.TryDequeue(this, out item);

    T[] IProducerConsumerCollection<T>.ToArray() => ConcurrentQueueShims<T>.ToArray(this);

    void IProducerConsumerCollection<T>.CopyTo(T[] array, int index) => ConcurrentQueueShims<T>.CopyTo(this, array, index);

    void ICollection.CopyTo(Array array, int index) => Untyped.CopyTo(ConcurrentQueueShims<T>.ToArray(this), array, index);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ConcurrentQueueShims<T>.GetEnumerator(this);

    IEnumerator IEnumerable.GetEnumerator() => ConcurrentQueueShims<T>.GetEnumerator(this);
}
