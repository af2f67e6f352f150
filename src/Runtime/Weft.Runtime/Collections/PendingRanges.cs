using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections;

/// <summary>The own writes of an array's elements that still wait for their acknowledgement. Under the array's latch.</summary>
internal sealed class PendingRanges
{
    private readonly List<(ulong Start, ulong Count)> _ranges = [];
    private PendingPlaces _single;

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
