using Weft.Runtime.Locks;
using Weft.Runtime.Objects;
using Weft.Runtime.Transactions;

namespace Weft.Runtime.Collections;

/// <summary>
/// Operations of this node on one shared concurrent queue or stack: each update runs under the one lease of its content, and is on its way before other threads see it.
/// </summary>
internal abstract class ConcurrentSequenceReplica<TCollection, T, TContent>(SharedHeader header) : SequenceReplica<TCollection, T, TContent>(header)
    where TCollection : class
    where TContent : struct, ISequenceContent<TCollection, T>
{
    private const ushort ContentPart = 1;

    protected override bool IsLeased => true;

    /// <summary>Runs an update under the lease.</summary>
    protected TResult Atomically<TArgument, TResult>(TCollection collection, TArgument argument, Func<TArgument, TResult> update)
    {
        PlaceLock content = PlaceLock.Enter(Header, ContentPart);
        try
        {
            // What came before the lease is in the queue of operations at the latest.
            Drain(collection);
            return update(argument);
        }
        finally
        {
            content.Exit();
        }
    }

    internal override void Clear(TCollection collection) => Atomically(collection, (this, collection), static a =>
    {
        SharedWrites.Check(a.Item1.Header);
        a.Item1.RecordClear(a.collection);
        ThreadTransaction.Current.Publish();
        TContent.Load(a.collection, []);
        return true;
    });

    /// <summary>Publishes items that go to the end; the caller stores them after it.</summary>
    protected void PublishAppended(TCollection collection, ReadOnlySpan<T> items)
    {
        foreach (T item in items)
            SharedWrites.Share(Header, item);
        foreach (T item in items)
            RecordInsert(collection, AtEnd, item);
        ThreadTransaction.Current.Publish();
    }

    /// <summary>Publishes that items are taken; the caller takes them after it.</summary>
    protected void PublishTaken(TCollection collection, int index, int count)
    {
        SharedWrites.Check(Header);
        RecordRemove(collection, index, count);
        ThreadTransaction.Current.Publish();
    }
}
