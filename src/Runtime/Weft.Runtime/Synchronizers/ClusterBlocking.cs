using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Weft.Protocol;

namespace Weft.Runtime.Synchronizers;

/// <summary>Operations on blocking collections in a clustered process.</summary>
[StackTraceHidden]
internal static class ClusterBlocking
{
    private const string AddingEnded = "The collection has been marked as complete with regards to additions.";
    private const string Ended = "The collection argument is empty and has been marked as complete with regards to additions.";

    internal static bool TryAdd<T>(SharedBlockingCollection<T> self, T item, int milliseconds, CancellationToken token)
    {
        self.ThrowIfDisposed();
        ConveyorReply<T> reply = self.Core.Wait(SyncOperation.Put, item, milliseconds, token);
        return reply.Outcome == SyncOutcome.Closed ? throw new InvalidOperationException(AddingEnded) : reply.Outcome == SyncOutcome.Done;
    }

    internal static bool TryTake<T>(SharedBlockingCollection<T> self, [MaybeNullWhen(false)] out T item, int milliseconds, CancellationToken token)
    {
        self.ThrowIfDisposed();
        ConveyorReply<T> reply = self.Core.Wait(SyncOperation.Take, default, milliseconds, token);
        item = reply.Item;
        return reply.HasItem;
    }

    internal static T Take<T>(SharedBlockingCollection<T> self, CancellationToken token) =>
        TryTake(self, out T? item, Timeout.Infinite, token) ? item : throw new InvalidOperationException(Ended);

    /// <summary>All items of a shared one are at the hub; it is asked for a picture of them.</summary>
    internal static T[] ToArray<T>(SharedBlockingCollection<T> self)
    {
        self.ThrowIfDisposed();
        return self.Core.Picture();
    }

    internal static IEnumerable<T> Consume<T>(SharedBlockingCollection<T> self, CancellationToken token)
    {
        self.ThrowIfDisposed();
        return Items(self, token);
    }

    /// <summary>Takes from the first of several that has an item.</summary>
    /// <returns>Its index; -1 if the time was over.</returns>
    internal static int TakeFromAny<T>(BlockingCollection<T>[] collections, out T? item, int milliseconds, bool throws, CancellationToken token)
    {
        SharedBlockingCollection<T>[] own = Own(collections);
        long start = Environment.TickCount64;
        while (true)
        {
            for (int i = 0; i < own.Length; i++)
            {
                if (TryTake(own[i], out item, 0, token))
                    return i;
            }
            if (Array.TrueForAll(own, static each => each.Core.IsClosed() && each.Core.Count() == 0))
            {
                item = default;
                return throws ? throw new ArgumentException("All collections are marked as complete with regards to additions.", nameof(collections)) : -1;
            }
            if (!AwaitAny(own, SyncOperation.AwaitItem, milliseconds, start, token))
            {
                item = default;
                return -1;
            }
        }
    }

    /// <summary>Adds to the first of several that has room.</summary>
    /// <returns>Its index; -1 if the time was over.</returns>
    internal static int AddToAny<T>(BlockingCollection<T>[] collections, T item, int milliseconds, CancellationToken token)
    {
        SharedBlockingCollection<T>[] own = Own(collections);
        if (Array.Exists(own, static each => each.Core.IsClosed()))
            throw new ArgumentException("At least one of the specified collections is marked as complete with regards to additions.", nameof(collections));
        long start = Environment.TickCount64;
        while (true)
        {
            for (int i = 0; i < own.Length; i++)
            {
                if (TryAdd(own[i], item, 0, token))
                    return i;
            }
            if (!AwaitAny(own, SyncOperation.AwaitRoom, milliseconds, start, token))
                return -1;
        }
    }

    private static IEnumerable<T> Items<T>(SharedBlockingCollection<T> self, CancellationToken token)
    {
        while (TryTake(self, out T? item, Timeout.Infinite, token))
            yield return item;
    }

    private static SharedBlockingCollection<T>[] Own<T>(BlockingCollection<T>[] collections) => Array.ConvertAll(collections, static each => each as SharedBlockingCollection<T>
        ?? throw new NotSupportedException($"{RuntimeCodes.NotPortable}: blocking collections of code that is not woven, or over other collections than queues, stacks and bags, cannot be used together with others in one call."));

    private static bool AwaitAny<T>(SharedBlockingCollection<T>[] own, SyncOperation operation, int milliseconds, long start, CancellationToken token)
    {
        int left = milliseconds <= 0 ? milliseconds : (int)Math.Max(0, milliseconds - (Environment.TickCount64 - start));
        if (left == 0)
            return false;
        using CancellationTokenSource rest = CancellationTokenSource.CreateLinkedTokenSource(token);
        Task[] waits = Array.ConvertAll(own, each => WaitQuietly(each.Core, operation, rest.Token));
        try
        {
            return Task.WaitAny(waits, left, token) >= 0;
        }
        finally
        {
            rest.Cancel();
        }
    }

    // A closed one is no reason to look again, as long as another may get an item.
    private static async Task WaitQuietly<T>(ConveyorCore<T> core, SyncOperation operation, CancellationToken token)
    {
        try
        {
            if ((await core.WaitAsync(operation, default, token).ConfigureAwait(false)).Outcome == SyncOutcome.Closed)
                await Task.Delay(10, token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Another one was first.
            return;
        }
    }
}
