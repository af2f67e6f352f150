using Weft.Runtime.Barriers;
using Weft.Runtime.Contract;
using Weft.Runtime.Locks;
using Weft.Runtime.Transactions;

namespace Weft.Runtime.Objects;

/// <content>Writes that are on their way before any thread of this node sees them: those of atomic operations, and of volatile fields.</content>
internal abstract partial class FieldSlot<T>
{
    /// <summary>
    /// Publishes what an atomic operation has changed, then stores it: no thread of this node can act on it before it is on its way. Under the field's lock. What the thread changed
    /// before, in a section of its own too, is published with it, since it must not be seen later.
    /// </summary>
    internal virtual void WriteAtomic(SharedHeader header, ref T place, ref Loan<T> loan)
    {
        bool changed = false;
        ThreadTransaction transaction = ThreadTransaction.Current;
        for (int leaf = 0; leaf < _leaves.Length; leaf++)
        {
            if (_leaves[leaf].Same(ref loan.Original, ref loan.Value))
                continue;
            if (!changed)
            {
                ShareValue(header, ref loan.Value);
                transaction.CheckWritable(header, Name);
            }
            changed = true;
            RecordLeaf(transaction, header, leaf, ref loan.Value);
        }
        if (!changed)
            return;
        transaction.Publish();
        StoreChanges(header, ref place, ref loan);
    }

    private void WriteUnderLease(SharedHeader header, ref T place, ref T source)
    {
        PlaceLock part = PlaceLock.Enter(header, Part);
        try
        {
            T value = source;
            if (_isVolatile)
            {
                WriteAhead(header, ref place, ref value);
                return;
            }
            WriteAll(header, ref place, ref value);
            ThreadTransaction.Current.Publish();
        }
        finally
        {
            part.Exit();
        }
    }

    // Threads of this node that store one volatile field at once see their values in the order in which they go out.
    private void WriteInTurn(SharedHeader header, ref T place, ref T source)
    {
        lock (VolatileTurns.Of(header))
        {
            T value = source;
            WriteAhead(header, ref place, ref value);
        }
    }

    /// <summary>
    /// Publishes a value with all that the thread has changed before, then stores it: no thread of this node can act on it before it is on its way. Others of this node do not write the
    /// field meanwhile.
    /// </summary>
    private void WriteAhead(SharedHeader header, ref T place, ref T value)
    {
        ShareValue(header, ref value);
        ThreadTransaction transaction = ThreadTransaction.Current;
        transaction.CheckWritable(header, Name);
        for (int leaf = 0; leaf < _leaves.Length; leaf++)
            RecordLeaf(transaction, header, leaf, ref value);
        transaction.Publish();
        // Where the acknowledgement has come already, it has stored the value, and perhaps a later one of another node behind it.
        header.EnterLatch();
        for (int leaf = 0; leaf < _leaves.Length; leaf++)
        {
            if (_isAtomic || header.Pending.Has(PlaceOf(leaf)))
                StoreKnown(header, leaf, ref value, ref place);
        }
        header.ExitLatch();
    }

    // Nobody else writes the field under its lock. Where it has changed all the same, a thread has stored it that found the object unshared: that store comes later, and is reported.
    private void StoreChanges(SharedHeader header, ref T place, ref Loan<T> loan)
    {
        header.EnterLatch();
        for (int leaf = 0; leaf < _leaves.Length; leaf++)
        {
            if (_leaves[leaf].Same(ref loan.Original, ref loan.Value))
                continue;
            _leaves[leaf].CopyOver(ref loan.Original, ref loan.Value, ref place);
            if (FieldExposure.Of(header, this) is { } known)
                _leaves[leaf].Copy(ref loan.Value, ref known.Value);
        }
        header.ExitLatch();
    }

    private void RecordLeaf(ThreadTransaction transaction, SharedHeader header, int leaf, ref T value)
    {
        Encode(transaction, header, leaf, ref value);
        header.EnterLatch();
        header.Pending.Add(PlaceOf(leaf));
        header.ExitLatch();
        transaction.End(_leaves[leaf].IsLiteral ? FirstPlace + leaf : -1);
    }
}
