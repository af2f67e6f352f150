using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Weft.Protocol;
using Weft.Runtime.Barriers;
using Weft.Runtime.Synchronizers;

namespace Weft.Runtime.Contract;

/// <summary>Replaces <see cref="BlockingCollection{T}"/>'s constructors and members: those of a clustered program can become shared, and are kept by the hub then.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.Concurrent.BlockingCollection`1", Untouched = "Dispose")]
public static class BlockingCollectionShims<T>
{
    /// <summary>See <see cref="BlockingCollection{T}.BlockingCollection()"/>.</summary>
    public static BlockingCollection<T> Create() => Activation.IsActive ? new SharedBlockingCollection<T>(-1, lastFirst: false, []) : new BlockingCollection<T>();

    /// <summary>See <see cref="BlockingCollection{T}.BlockingCollection(int)"/>.</summary>
    public static BlockingCollection<T> Create(int boundedCapacity) =>
        Activation.IsActive && boundedCapacity > 0 ? new SharedBlockingCollection<T>(boundedCapacity, lastFirst: false, []) : new BlockingCollection<T>(boundedCapacity);

    /// <summary>See <see cref="BlockingCollection{T}.BlockingCollection(IProducerConsumerCollection{T})"/>.</summary>
    public static BlockingCollection<T> Create(IProducerConsumerCollection<T> collection) =>
        Activation.IsActive && Order(collection) is { } lastFirst ? new SharedBlockingCollection<T>(-1, lastFirst, Content(collection, lastFirst)) : new BlockingCollection<T>(collection);

    /// <summary>See <see cref="BlockingCollection{T}.BlockingCollection(IProducerConsumerCollection{T}, int)"/>.</summary>
    public static BlockingCollection<T> Create(IProducerConsumerCollection<T> collection, int boundedCapacity) =>
        Activation.IsActive && boundedCapacity > 0 && Order(collection) is { } lastFirst && collection.Count <= boundedCapacity
            ? new SharedBlockingCollection<T>(boundedCapacity, lastFirst, Content(collection, lastFirst)) : new BlockingCollection<T>(collection, boundedCapacity);

    /// <summary>See <see cref="BlockingCollection{T}.BoundedCapacity"/>.</summary>
    public static int get_BoundedCapacity(BlockingCollection<T> self) => Own(self) is { } own ? own.Core.Capacity : self.BoundedCapacity;

    /// <summary>See <see cref="BlockingCollection{T}.Count"/>.</summary>
    public static int get_Count(BlockingCollection<T> self) => Own(self) is { } own ? own.Core.Count() : self.Count;

    /// <summary>See <see cref="BlockingCollection{T}.IsAddingCompleted"/>.</summary>
    public static bool get_IsAddingCompleted(BlockingCollection<T> self) => Own(self) is { } own ? own.Core.IsClosed() : self.IsAddingCompleted;

    /// <summary>See <see cref="BlockingCollection{T}.IsCompleted"/>.</summary>
    public static bool get_IsCompleted(BlockingCollection<T> self) => Own(self) is { } own ? own.Core.Try(SyncOperation.AwaitEnd).Outcome == SyncOutcome.Closed : self.IsCompleted;

    /// <summary>See <see cref="BlockingCollection{T}.Add(T)"/>.</summary>
    public static void Add(BlockingCollection<T> self, T item)
    {
        if (Own(self) is { } own)
            ClusterBlocking.TryAdd(own, item, Timeout.Infinite, CancellationToken.None);
        else
            self.Add(item);
    }

    /// <summary>See <see cref="BlockingCollection{T}.Add(T, CancellationToken)"/>.</summary>
    public static void Add(BlockingCollection<T> self, T item, CancellationToken cancellationToken)
    {
        if (Own(self) is { } own)
            ClusterBlocking.TryAdd(own, item, Timeout.Infinite, cancellationToken);
        else
            self.Add(item, cancellationToken);
    }

    /// <summary>See <see cref="BlockingCollection{T}.TryAdd(T)"/>.</summary>
    public static bool TryAdd(BlockingCollection<T> self, T item) => Own(self) is { } own ? ClusterBlocking.TryAdd(own, item, 0, CancellationToken.None) : self.TryAdd(item);

    /// <summary>See <see cref="BlockingCollection{T}.TryAdd(T, TimeSpan)"/>.</summary>
    public static bool TryAdd(BlockingCollection<T> self, T item, TimeSpan timeout) =>
        Own(self) is { } own ? ClusterBlocking.TryAdd(own, item, WaitTimes.Milliseconds(timeout), CancellationToken.None) : self.TryAdd(item, timeout);

    /// <summary>See <see cref="BlockingCollection{T}.TryAdd(T, int)"/>.</summary>
    public static bool TryAdd(BlockingCollection<T> self, T item, int millisecondsTimeout) =>
        Own(self) is { } own ? ClusterBlocking.TryAdd(own, item, WaitTimes.Milliseconds(millisecondsTimeout), CancellationToken.None) : self.TryAdd(item, millisecondsTimeout);

    /// <summary>See <see cref="BlockingCollection{T}.TryAdd(T, int, CancellationToken)"/>.</summary>
    public static bool TryAdd(BlockingCollection<T> self, T item, int millisecondsTimeout, CancellationToken cancellationToken) =>
        Own(self) is { } own ? ClusterBlocking.TryAdd(own, item, WaitTimes.Milliseconds(millisecondsTimeout), cancellationToken) : self.TryAdd(item, millisecondsTimeout, cancellationToken);

    /// <summary>See <see cref="BlockingCollection{T}.Take()"/>.</summary>
    public static T Take(BlockingCollection<T> self) => Own(self) is { } own ? ClusterBlocking.Take(own, CancellationToken.None) : self.Take();

    /// <summary>See <see cref="BlockingCollection{T}.Take(CancellationToken)"/>.</summary>
    public static T Take(BlockingCollection<T> self, CancellationToken cancellationToken) => Own(self) is { } own ? ClusterBlocking.Take(own, cancellationToken) : self.Take(cancellationToken);

    /// <summary>See <see cref="BlockingCollection{T}.TryTake(out T)"/>.</summary>
    public static bool TryTake(BlockingCollection<T> self, [MaybeNullWhen(false)] out T item) =>
        Own(self) is { } own ? ClusterBlocking.TryTake(own, out item, 0, CancellationToken.None) : self.TryTake(out item);

    /// <summary>See <see cref="BlockingCollection{T}.TryTake(out T, TimeSpan)"/>.</summary>
    public static bool TryTake(BlockingCollection<T> self, [MaybeNullWhen(false)] out T item, TimeSpan timeout) =>
        Own(self) is { } own ? ClusterBlocking.TryTake(own, out item, WaitTimes.Milliseconds(timeout), CancellationToken.None) : self.TryTake(out item, timeout);

    /// <summary>See <see cref="BlockingCollection{T}.TryTake(out T, int)"/>.</summary>
    public static bool TryTake(BlockingCollection<T> self, [MaybeNullWhen(false)] out T item, int millisecondsTimeout) =>
        Own(self) is { } own ? ClusterBlocking.TryTake(own, out item, WaitTimes.Milliseconds(millisecondsTimeout), CancellationToken.None) : self.TryTake(out item, millisecondsTimeout);

    /// <summary>See <see cref="BlockingCollection{T}.TryTake(out T, int, CancellationToken)"/>.</summary>
    public static bool TryTake(BlockingCollection<T> self, [MaybeNullWhen(false)] out T item, int millisecondsTimeout, CancellationToken cancellationToken) =>
        Own(self) is { } own ? ClusterBlocking.TryTake(own, out item, WaitTimes.Milliseconds(millisecondsTimeout), cancellationToken) : self.TryTake(out item, millisecondsTimeout, cancellationToken);

    /// <summary>See <see cref="BlockingCollection{T}.CompleteAdding"/>.</summary>
    public static void CompleteAdding(BlockingCollection<T> self)
    {
        if (Own(self) is { } own)
            own.Core.Close(null);
        else
            self.CompleteAdding();
    }

    /// <summary>See <see cref="BlockingCollection{T}.CopyTo(T[], int)"/>.</summary>
    public static void CopyTo(BlockingCollection<T> self, T[] array, int index)
    {
        if (Own(self) is not { } own)
        {
            self.CopyTo(array, index);
            return;
        }
        T[] content = ClusterBlocking.ToArray(own);
        content.CopyTo(array, index);
        ArrayWrites.Written(array, index, content.Length);
    }

    /// <summary>See <see cref="BlockingCollection{T}.ToArray"/>.</summary>
    public static T[] ToArray(BlockingCollection<T> self) => Own(self) is { } own ? ClusterBlocking.ToArray(own) : self.ToArray();

    /// <summary>See <see cref="BlockingCollection{T}.GetConsumingEnumerable()"/>.</summary>
    public static IEnumerable<T> GetConsumingEnumerable(BlockingCollection<T> self) => Own(self) is { } own ? ClusterBlocking.Consume(own, CancellationToken.None) : self.GetConsumingEnumerable();

    /// <summary>See <see cref="BlockingCollection{T}.GetConsumingEnumerable(CancellationToken)"/>.</summary>
    public static IEnumerable<T> GetConsumingEnumerable(BlockingCollection<T> self, CancellationToken cancellationToken) =>
        Own(self) is { } own ? ClusterBlocking.Consume(own, cancellationToken) : self.GetConsumingEnumerable(cancellationToken);

    /// <summary>See <see cref="BlockingCollection{T}.AddToAny(BlockingCollection{T}[], T)"/>.</summary>
    public static int AddToAny(BlockingCollection<T>[] collections, T item) => AnyOwn(collections) ? ClusterBlocking.AddToAny(collections, item, -1, CancellationToken.None) : BlockingCollection<T>.AddToAny(collections, item);

    /// <summary>See <see cref="BlockingCollection{T}.AddToAny(BlockingCollection{T}[], T, CancellationToken)"/>.</summary>
    public static int AddToAny(BlockingCollection<T>[] collections, T item, CancellationToken cancellationToken) =>
        AnyOwn(collections) ? ClusterBlocking.AddToAny(collections, item, -1, cancellationToken) : BlockingCollection<T>.AddToAny(collections, item, cancellationToken);

    /// <summary>See <see cref="BlockingCollection{T}.TryAddToAny(BlockingCollection{T}[], T)"/>.</summary>
    public static int TryAddToAny(BlockingCollection<T>[] collections, T item) => AnyOwn(collections) ? ClusterBlocking.AddToAny(collections, item, 0, CancellationToken.None) : BlockingCollection<T>.TryAddToAny(collections, item);

    /// <summary>See <see cref="BlockingCollection{T}.TryAddToAny(BlockingCollection{T}[], T, TimeSpan)"/>.</summary>
    public static int TryAddToAny(BlockingCollection<T>[] collections, T item, TimeSpan timeout) =>
        AnyOwn(collections) ? ClusterBlocking.AddToAny(collections, item, WaitTimes.Milliseconds(timeout), CancellationToken.None) : BlockingCollection<T>.TryAddToAny(collections, item, timeout);

    /// <summary>See <see cref="BlockingCollection{T}.TryAddToAny(BlockingCollection{T}[], T, int)"/>.</summary>
    public static int TryAddToAny(BlockingCollection<T>[] collections, T item, int millisecondsTimeout) =>
        AnyOwn(collections) ? ClusterBlocking.AddToAny(collections, item, WaitTimes.Milliseconds(millisecondsTimeout), CancellationToken.None) : BlockingCollection<T>.TryAddToAny(collections, item, millisecondsTimeout);

    /// <summary>See <see cref="BlockingCollection{T}.TryAddToAny(BlockingCollection{T}[], T, int, CancellationToken)"/>.</summary>
    public static int TryAddToAny(BlockingCollection<T>[] collections, T item, int millisecondsTimeout, CancellationToken cancellationToken) =>
        AnyOwn(collections) ? ClusterBlocking.AddToAny(collections, item, WaitTimes.Milliseconds(millisecondsTimeout), cancellationToken) : BlockingCollection<T>.TryAddToAny(collections, item, millisecondsTimeout, cancellationToken);

    /// <summary>See <see cref="BlockingCollection{T}.TakeFromAny(BlockingCollection{T}[], out T)"/>.</summary>
    public static int TakeFromAny(BlockingCollection<T>[] collections, out T? item) =>
        AnyOwn(collections) ? ClusterBlocking.TakeFromAny(collections, out item, -1, throws: true, CancellationToken.None) : BlockingCollection<T>.TakeFromAny(collections, out item);

    /// <summary>See <see cref="BlockingCollection{T}.TakeFromAny(BlockingCollection{T}[], out T, CancellationToken)"/>.</summary>
    public static int TakeFromAny(BlockingCollection<T>[] collections, out T? item, CancellationToken cancellationToken) =>
        AnyOwn(collections) ? ClusterBlocking.TakeFromAny(collections, out item, -1, throws: true, cancellationToken) : BlockingCollection<T>.TakeFromAny(collections, out item, cancellationToken);

    /// <summary>See <see cref="BlockingCollection{T}.TryTakeFromAny(BlockingCollection{T}[], out T)"/>.</summary>
    public static int TryTakeFromAny(BlockingCollection<T>[] collections, out T? item) =>
        AnyOwn(collections) ? ClusterBlocking.TakeFromAny(collections, out item, 0, throws: false, CancellationToken.None) : BlockingCollection<T>.TryTakeFromAny(collections, out item);

    /// <summary>See <see cref="BlockingCollection{T}.TryTakeFromAny(BlockingCollection{T}[], out T, TimeSpan)"/>.</summary>
    public static int TryTakeFromAny(BlockingCollection<T>[] collections, out T? item, TimeSpan timeout) =>
        AnyOwn(collections) ? ClusterBlocking.TakeFromAny(collections, out item, WaitTimes.Milliseconds(timeout), throws: false, CancellationToken.None) : BlockingCollection<T>.TryTakeFromAny(collections, out item, timeout);

    /// <summary>See <see cref="BlockingCollection{T}.TryTakeFromAny(BlockingCollection{T}[], out T, int)"/>.</summary>
    public static int TryTakeFromAny(BlockingCollection<T>[] collections, out T? item, int millisecondsTimeout) =>
        AnyOwn(collections) ? ClusterBlocking.TakeFromAny(collections, out item, WaitTimes.Milliseconds(millisecondsTimeout), throws: false, CancellationToken.None) : BlockingCollection<T>.TryTakeFromAny(collections, out item, millisecondsTimeout);

    /// <summary>See <see cref="BlockingCollection{T}.TryTakeFromAny(BlockingCollection{T}[], out T, int, CancellationToken)"/>.</summary>
    public static int TryTakeFromAny(BlockingCollection<T>[] collections, out T? item, int millisecondsTimeout, CancellationToken cancellationToken) =>
        AnyOwn(collections) ? ClusterBlocking.TakeFromAny(collections, out item, WaitTimes.Milliseconds(millisecondsTimeout), throws: false, cancellationToken) : BlockingCollection<T>.TryTakeFromAny(collections, out item, millisecondsTimeout, cancellationToken);

    private static SharedBlockingCollection<T>? Own(BlockingCollection<T> self) => self as SharedBlockingCollection<T>;

    private static bool AnyOwn(BlockingCollection<T>[]? collections) => Activation.IsActive && collections is { Length: > 0 } && Array.Exists(collections, static each => each is SharedBlockingCollection<T>);

    // The order in which items are taken; null for a collection of the program's own, which stays what it is.
    private static bool? Order(IProducerConsumerCollection<T>? collection) => collection switch
    {
        ConcurrentStack<T> => true,
        ConcurrentQueue<T> or ConcurrentBag<T> => false,
        _ => null,
    };

    private static IEnumerable<T> Content(IProducerConsumerCollection<T> collection, bool lastFirst) => lastFirst ? collection.ToArray().Reverse() : collection.ToArray();
}
