using System.Collections;
using System.Collections.Concurrent;
using Weft.Protocol;
using Weft.Runtime.Contract;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Synchronizers;

/// <summary>
/// A blocking collection made by woven code of a clustered program. The framework's class keeps its content in private fields that nobody can watch, so the content is here and the base is
/// disposed: code that is not woven and uses it through the class gets <see cref="ObjectDisposedException"/>, and never another content.
/// </summary>
internal sealed class SharedBlockingCollection<T> : BlockingCollection<T>, ISynchronizer, IEnumerable<T>, ICollection, IReadOnlyCollection<T>
{
    private ObjectHeader? _header;
    private CancellationTokenSource? _moved;
    private volatile bool _disposed;

    internal SharedBlockingCollection(int capacity, bool lastFirst, IEnumerable<T> items)
    {
        base.Dispose(true);
        Core = new ConveyorCore<T>(this, capacity, ChannelFullMode.Wait, lastFirst);
        foreach (T item in items)
            Core.Try(SyncOperation.Put, item);
    }

    ref ObjectHeader? IHeaderOwner.Header => ref _header;

    ref CancellationTokenSource? ISynchronizer.Moved => ref _moved;

    int ICollection.Count => BlockingCollectionShims<T>.get_Count(this);

    int IReadOnlyCollection<T>.Count => BlockingCollectionShims<T>.get_Count(this);

    bool ICollection.IsSynchronized => false;

    object ICollection.SyncRoot => throw new NotSupportedException("The SyncRoot property may not be used for the synchronization of concurrent collections.");

    internal ConveyorCore<T> Core { get; }

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)BlockingCollectionShims<T>.ToArray(this)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => BlockingCollectionShims<T>.ToArray(this).GetEnumerator();

    void ICollection.CopyTo(Array array, int index) => Collections.Untyped.CopyTo(BlockingCollectionShims<T>.ToArray(this), array, index);

    internal void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_disposed, this);

    protected override void Dispose(bool disposing)
    {
        _disposed = true;
        base.Dispose(disposing);
    }
}

/// <summary>The state of a blocking collection.</summary>
internal readonly struct BlockingCollectionContent<T> : ISynchronizerContent<BlockingCollection<T>>
{
    public static BlockingCollection<T> Create() => new SharedBlockingCollection<T>(-1, lastFirst: false, []);

    public static void Visit(BlockingCollection<T> instance, ReferenceVisitor visitor)
    {
        if (instance is not SharedBlockingCollection<T> own)
            throw Synchronizer.MadeElsewhere("BlockingCollection", visitor);
        ConveyorItems.Visit(own.Core, visitor);
    }

    public static SyncValues Take(BlockingCollection<T> instance) => ((SharedBlockingCollection<T>)instance).Core.Take((null, null));

    public static void Note(BlockingCollection<T> instance, SyncValues state) => ((SharedBlockingCollection<T>)instance).Core.Note(state);

    public static void Restore(BlockingCollection<T> instance, SyncValues state, int held) => ((SharedBlockingCollection<T>)instance).Core.Restore(state);
}
