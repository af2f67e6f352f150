using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections;

/// <summary>The own writes of an array's elements that still wait for their acknowledgement. Under the array's latch.</summary>
internal sealed class PendingRanges
{
    private readonly List<(ulong Start, ulong Count)> _ranges = [];
    private PendingPlaces _single;
    private PendingPlaces _unstored;

    internal static PendingRanges Of(SharedHeader header) => (PendingRanges)(header.Extra ??= new PendingRanges());

    internal void Add(ulong start, ulong count)
    {
        if (count == 1)
            _single.Add(start);
        else
            _ranges.Add((start, count));
    }

    internal void Release(ulong start, ulong count)
    {
        if (count == 1)
            _single.Release(start);
        else
            _ranges.Remove((start, count));
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
        if (_single.Has(index))
            return true;
        foreach ((ulong start, ulong count) in _ranges)
        {
            if (index - start < count)
                return true;
        }
        return false;
    }
}
