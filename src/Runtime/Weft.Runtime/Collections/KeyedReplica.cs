using Weft.Protocol;
using Weft.Runtime.Objects;
using Weft.Runtime.Transactions;
using Weft.Runtime.Values;

namespace Weft.Runtime.Collections;

/// <summary>What shared maps and sets have in common: entries with cluster-wide ids.</summary>
/// <remarks>
/// Iteration order is that of insertion on each node until an entry is removed: the framework then puts the next new entry into the freed
/// place, while a node that reads the collection later has it last. As in the framework, the order of a collection with removals is no promise.
/// </remarks>
internal abstract class KeyedReplica<TKey>(SharedHeader header, KeyComparison<TKey> comparison) : Replica(header)
{
    /// <summary>Entries that were passed over for others with equal keys, and that the cluster still has. Under the latch or gate.</summary>
    private readonly HashSet<ulong> _rivals = [];

    protected ValueCodec<TKey> Keys { get; } = ValueCodec<TKey>.For;

    protected internal EntryIds<TKey> Ids { get; } = new(comparison);

    protected internal override bool NeedsUserCode { get; } = PortableComparers.IsOfProgram(comparison.Comparer) || (comparison.Order is null ? KeyTraits<TKey>.NeedsUserCode : KeyTraits<TKey>.OrderNeedsUserCode);

    /// <summary>
    /// Whether an operation of another node is one of several that are carried out together: what keys are compared by may be ahead of it. See <see cref="LateEntries{TKey, TValue}"/>.
    /// </summary>
    protected bool IsLate => NeedsUserCode && Header.Deferred is not null;

    /// <summary>Whether more operations of other nodes wait.</summary>
    protected bool MoreCame
    {
        get
        {
            Header.EnterLatch();
            bool more = Header.Deferred is { IsEmpty: false };
            Header.ExitLatch();
            return more;
        }
    }

    /// <summary>Whether keys, in the order of the content, are in that of their comparer.</summary>
    protected bool AreInOrder(IEnumerable<TKey> keys)
    {
        if (comparison.Order is not { } order)
            return true;
        try
        {
            return keys.Zip(keys.Skip(1), order.Compare).All(static difference => difference < 0);
        }
        catch (Exception e)
        {
            Activation.Node.Log.Debug($"the order of keys is made anew: {e.Message}");
            return false;
        }
    }

    /// <summary>The id of an entry; a new one where it has none yet.</summary>
    protected ulong IdOf(TKey key)
    {
        if (!Ids.TryGetId(key, out ulong id))
            Ids.Add(key, id = SharedWrites.NewEntryId());
        return id;
    }

    protected void RecordRemove(ulong id)
    {
        WireWriter writer = SharedWrites.Begin(Header, EntryKind.EntryRemove, out ThreadTransaction transaction);
        writer.Fixed64(id);
        transaction.End();
        Pend();
    }

    protected void RecordClear()
    {
        SharedWrites.Begin(Header, EntryKind.Clear, out ThreadTransaction transaction);
        transaction.End();
        Pend();
    }

    /// <summary>
    /// Two nodes added equal keys at once: the entry first in hub order stays, and every node that sees the second removes it; all but the
    /// first of these removals do nothing.
    /// </summary>
    protected void RemoveRival(ulong id)
    {
        _rivals.Add(id);
        // May be the reader thread, which publishes nothing itself.
        ThreadPool.UnsafeQueueUserWorkItem(static state =>
        {
            try
            {
                state.Replica.RemoveIfRival(state.Id);
            }
            catch (ClusterUnavailableException e)
            {
                // The other nodes remove it as well.
                Activation.Node.Log.Debug($"the second of two equal keys was not removed from the cluster: {e.Message}");
            }
        }, (Replica: this, Id: id), preferLocal: false);
    }

    /// <summary>The cluster has an entry no more.</summary>
    protected void Gone(ulong id) => _rivals.Remove(id);

    /// <summary>The cluster has none of the entries of before any more.</summary>
    protected void AllGone() => _rivals.Clear();

    /// <summary>
    /// Removes an entry from the cluster that is not part of this node's content. It may have become that meanwhile, where the first was
    /// removed and the collection read again from the hub: then it stays, as on every node that never saw the first. And the program itself may have removed it: keys that it changes are ahead of their entries.
    /// </summary>
    internal void RemoveIfRival(ulong id)
    {
        Activation.Node.Frames.WaitForEnd();
        if (NeedsUserCode && Header.Owner is { } owner)
            SharedWrites.Drain(owner, Header);
        // The program did not ask for this write: where unlocked ones are errors, it is none.
        SharedWrites.WaitUntilAnnounced(Header);
        EnterAlone();
        try
        {
            if (_rivals.Remove(id) && !Ids.TryGetKey(id, out _))
                RecordRemove(id);
        }
        finally
        {
            LeaveAlone();
        }
        SharedWrites.Finish();
    }
}
