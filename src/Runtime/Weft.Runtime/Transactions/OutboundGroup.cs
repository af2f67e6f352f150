using Weft.Protocol;
using Weft.Runtime.Collections;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Transactions;

/// <summary>Entries that will go to the hub, or went, under one number. Kept until the hub acknowledges it.</summary>
internal sealed class OutboundGroup
{
    internal ulong Number { get; set; }

    internal int Transactions { get; set; }

    internal WireWriter Entries { get; } = new(4096);

    /// <summary>Places of which it replaced earlier writes, once each.</summary>
    internal List<(SharedHeader Header, int Fold)> Replaced { get; } = [];

    /// <summary>Appends an operation; of a literal place it replaces an earlier one of the same length. Under the queue's gate.</summary>
    internal void Append(in OperationRecord operation, ReadOnlySpan<byte> bytes)
    {
        if (operation.Elements > 0 && operation is { Fold: >= 0, Header: { } array })
        {
            AppendElements(array, operation, bytes);
            return;
        }
        if (operation.Fold < 0 || operation.Header is not { Descriptor: PhysicalDescriptor descriptor } header)
        {
            Entries.Raw(bytes);
            return;
        }
        ref FoldSlot slot = ref (header.FoldSlots ??= new FoldSlot[descriptor.PlaceCount])[operation.Fold];
        if (slot.Group == Number && slot.Length == bytes.Length)
        {
            Entries.Patch(slot.Start, bytes);
            if (slot.Replaced++ == 0)
                Replaced.Add((header, operation.Fold));
            return;
        }
        // One of another length comes behind the earlier ones of the same group, which stay and are acknowledged.
        int replaced = slot.Group == Number ? slot.Replaced : 0;
        slot = new FoldSlot { Group = Number, Start = Entries.Length, Length = bytes.Length, Replaced = replaced };
        Entries.Raw(bytes);
    }

    private void AppendElements(SharedHeader header, in OperationRecord operation, ReadOnlySpan<byte> bytes)
    {
        PendingRanges pending = PendingRanges.Of(header);
        if (!pending.Folds.TryReplace(Number, operation, Entries.Length, out int at))
        {
            Entries.Raw(bytes);
            return;
        }
        Entries.Patch(at, bytes);
        // The one that is left will be acknowledged.
        header.EnterLatch();
        pending.Release((ulong)operation.Fold, (ulong)operation.Elements);
        header.ExitLatch();
    }

    /// <summary>
    /// Takes the replaced writes off the pending ones: only the last is acknowledged. Once for the whole group, and before it is sent: while the place has that last one pending, it makes no
    /// difference how many there are.
    /// </summary>
    internal void ReleaseReplaced()
    {
        foreach ((SharedHeader header, int fold) in Replaced)
        {
            header.EnterLatch();
            for (ref int left = ref header.FoldSlots![fold].Replaced; left > 0; left--)
                header.Pending.Release((ulong)fold);
            header.ExitLatch();
        }
        Replaced.Clear();
    }
}
