using Weft.Protocol;
using Weft.Runtime.Objects;
using Weft.Runtime.Values;

namespace Weft.Runtime.Collections;

/// <summary>What shared maps and sets have in common: entries with cluster-wide ids.</summary>
/// <remarks>
/// Iteration order is that of insertion on each node until an entry is removed: the framework then puts the next new entry into the freed
/// place, while a node that reads the collection later has it last. As in the framework, the order of a collection with removals is no promise.
/// </remarks>
internal abstract class KeyedReplica<TKey>(SharedHeader header, KeyComparison<TKey> comparison) : Replica(header)
{
    protected ValueCodec<TKey> Keys { get; } = ValueCodec<TKey>.For;

    protected internal EntryIds<TKey> Ids { get; } = new(comparison);

    protected internal override bool NeedsUserCode { get; } = PortableComparers.IsOfProgram(comparison.Comparer) || (comparison.Order is null ? KeyTraits<TKey>.NeedsUserCode : KeyTraits<TKey>.OrderNeedsUserCode);

    /// <summary>The id of an entry; a new one where it has none yet.</summary>
    protected ulong IdOf(TKey key)
    {
        if (!Ids.TryGetId(key, out ulong id))
            Ids.Add(key, id = SharedWrites.NewEntryId());
        return id;
    }

    protected void RecordRemove(ulong id)
    {
        WireWriter writer = SharedWrites.Begin(Header, EntryKind.EntryRemove);
        writer.Fixed64(id);
        SharedWrites.End();
        Pend();
    }

    protected void RecordClear()
    {
        SharedWrites.Begin(Header, EntryKind.Clear);
        SharedWrites.End();
        Pend();
    }

    /// <summary>
    /// Two nodes added equal keys at once: the entry first in hub order stays, and every node that sees the second removes it; all but the
    /// first of these removals do nothing.
    /// </summary>
    protected void RemoveRival(ulong id)
    {
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

    /// <summary>
    /// Removes an entry from the cluster that is not part of this node's content. It may have become that meanwhile, where the first was
    /// removed and the collection read again from the hub: then it stays, as on every node that never saw the first.
    /// </summary>
    internal void RemoveIfRival(ulong id)
    {
        // The program did not ask for this write: where unlocked ones are errors, it is none.
        SharedWrites.WaitUntilAnnounced(Header);
        EnterAlone();
        try
        {
            if (!Ids.TryGetKey(id, out _))
                RecordRemove(id);
        }
        finally
        {
            LeaveAlone();
        }
        SharedWrites.Finish();
    }
}
