using System.Runtime.CompilerServices;
using Weft.Protocol;
using Weft.Runtime.Barriers;
using Weft.Runtime.Transactions;

namespace Weft.Runtime.Objects;

/// <content>Fields whose addresses were handed out: what differs from what is known of them was written unseen.</content>
internal abstract partial class FieldSlot<T>
{
    internal override void TakeLeaf(object owner, SharedHeader header, int leaf, ref WireReader reader)
    {
        ref T place = ref Locate(owner);
        if (FieldExposure.Of(header, this) is not { } known)
        {
            _leaves[leaf].Read(ref reader, ref place);
            return;
        }
        T news = known.Value;
        _leaves[leaf].Read(ref reader, ref news);
        // What is known already, as an acknowledgement mostly brings, is not stored once more: a thread may be about to write the place unseen.
        if (_leaves[leaf].Same(ref known.Value, ref news))
            return;
        // What this node has written unseen is an own write that is not recorded yet: it comes later in the cluster's order.
        bool written = !_leaves[leaf].Same(ref known.Value, ref place);
        _leaves[leaf].Copy(ref news, ref known.Value);
        if (!written)
            _leaves[leaf].Copy(ref news, ref place);
    }

    /// <summary>Whether an address is that of the field.</summary>
    internal bool IsAt(object owner, ref readonly T place) => Unsafe.AreSame(in Locate(owner), in place);

    /// <summary>Whether the field was written unseen. Under the latch.</summary>
    internal bool Differs(object owner, KnownField<T> known)
    {
        T now = Locate(owner);
        return Array.Exists(_leaves, leaf => !leaf.Same(ref known.Value, ref now));
    }

    /// <summary>Records what was written unseen as operations of the current thread. Not under the latch.</summary>
    internal virtual bool RecordDifference(SharedHeader header, object owner, KnownField<T> known)
    {
        ref T place = ref Locate(owner);
        header.EnterLatch();
        T now = place;
        bool differs = Differs(owner, known);
        header.ExitLatch();
        if (!differs)
            return false;
        ShareValue(header, ref now);
        ThreadTransaction transaction = ThreadTransaction.Current;
        for (int leaf = 0; leaf < _leaves.Length; leaf++)
        {
            if (!_leaves[leaf].Same(ref known.Value, ref now))
                RecordUnseen(transaction, header, leaf, ref place, ref now, known);
        }
        return true;
    }

    // What was written again meanwhile, or has been recorded by another thread, is not there to be recorded.
    private void RecordUnseen(ThreadTransaction transaction, SharedHeader header, int leaf, ref T place, ref T now, KnownField<T> known)
    {
        Encode(transaction, header, leaf, ref now);
        header.EnterLatch();
        bool still = _leaves[leaf].Same(ref place, ref now) && !_leaves[leaf].Same(ref known.Value, ref now);
        if (still)
        {
            header.Pending.Add(PlaceOf(leaf));
            _leaves[leaf].Copy(ref now, ref known.Value);
        }
        header.ExitLatch();
        if (still)
            transaction.End(_leaves[leaf].IsLiteral ? FirstPlace + leaf : -1);
    }

    /// <summary>Stores a leaf of a value that is known from here on. Under the latch.</summary>
    private void StoreKnown(SharedHeader header, int leaf, ref T value, ref T place)
    {
        _leaves[leaf].Copy(ref value, ref place);
        if (FieldExposure.Of(header, this) is { } known)
            _leaves[leaf].Copy(ref value, ref known.Value);
    }
}
