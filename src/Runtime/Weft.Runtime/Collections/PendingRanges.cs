using Weft.Runtime.Objects;
using Weft.Runtime.Transactions;

namespace Weft.Runtime.Collections;

/// <summary>The own writes of an array's elements that still wait for their acknowledgement. Under the array's latch.</summary>
internal sealed class PendingRanges
{
    /// <summary>Arrays that are no longer than this have a count for each element, which costs less than to look for it.</summary>
    private const int Counted = 4096;

    private readonly int[]? _counts;
    private readonly List<(ulong Start, ulong Count)> _ranges = [];
    private PendingPlaces _single;
    private PendingPlaces _unstored;

    internal PendingRanges(int length) => _counts = length <= Counted ? new int[length] : null;

    /// <summary>Where the array's writes stand in the group that is not sent yet. Under the gate of the node's queue.</summary>
    internal ElementFolds Folds { get; } = new();

    internal static PendingRanges Of(SharedHeader header) => header.Extra as PendingRanges ?? Make(header);

    internal void Add(ulong start, ulong count)
    {
        if (_counts is not null)
        {
            foreach (ref int pending in _counts.AsSpan((int)start, (int)count))
                pending++;
        }
        else if (count == 1)
        {
            _single.Add(start);
        }
        else
        {
            _ranges.Add((start, count));
        }
    }

    internal void Release(ulong start, ulong count)
    {
        if (_counts is not null)
        {
            foreach (ref int pending in _counts.AsSpan((int)start, (int)count))
                pending = Math.Max(0, pending - 1);
            return;
        }
        // Neighbours that were written one after the other come back together.
        if (count == 1 || !_ranges.Remove((start, count)))
        {
            for (ulong i = 0; i < count; i++)
                _single.Release(start + i);
        }
    }

    /// <summary>A write was recorded that is only stored once it is published: by its thread, or when it is acknowledged, whichever comes first.</summary>
    internal void AwaitStore(ulong index) => _unstored.Add(index);

    /// <summary>Whether a write of an element is still to be stored; from here on the caller does.</summary>
    internal bool TakeUnstored(ulong index)
    {
        if (!_unstored.Has(index))
            return false;
        _unstored.Release(index);
        return true;
    }

    /// <summary>What is in these elements was recorded later than the writes that are still to be stored, so those are void.</summary>
    internal void VoidUnstored(ulong start, ulong count)
    {
        for (ulong i = 0; i < count && !_unstored.IsEmpty; i++)
            TakeUnstored(start + i);
    }

    internal bool Has(ulong index)
    {
        if (_counts is not null)
            return index < (ulong)_counts.Length && _counts[index] != 0;
        if (_single.Has(index))
            return true;
        foreach ((ulong start, ulong count) in _ranges)
        {
            if (index - start < count)
                return true;
        }
        return false;
    }

    private static PendingRanges Make(SharedHeader header)
    {
        PendingRanges made = new(header.Owner is Array array ? array.Length : int.MaxValue);
        header.Extra = made;
        return made;
    }
}
