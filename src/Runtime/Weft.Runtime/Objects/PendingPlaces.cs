using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Weft.Runtime.Objects;

/// <summary>
/// How many own writes of each place of one object still wait for their acknowledgement. Only used under the object's latch.
/// </summary>
/// <remarks>What a place's number means is up to the descriptor: leaf number, element index, entry id.</remarks>
internal struct PendingPlaces
{
    private Dictionary<ulong, int>? _others;
    private ulong _firstPlace;
    private int _firstCount;

    internal readonly bool IsEmpty => _firstCount == 0 && _others is null or { Count: 0 };

    internal readonly bool Has(ulong place) =>
        (_firstCount != 0 && _firstPlace == place) || (_others is not null && _others.ContainsKey(place));

    internal void Add(ulong place)
    {
        if (_firstCount != 0 && _firstPlace == place)
        {
            _firstCount++;
        }
        else if (_firstCount == 0 && (_others is null || !_others.ContainsKey(place)))
        {
            (_firstPlace, _firstCount) = (place, 1);
        }
        else
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_others ??= [], place, out _)++;
        }
    }

    /// <summary>One write is acknowledged.</summary>
    /// <returns>Whether it was the last pending one of this place.</returns>
    internal bool Release(ulong place)
    {
        if (_firstCount != 0 && _firstPlace == place)
            return --_firstCount == 0;
        if (_others is null)
            return false;
        ref int count = ref CollectionsMarshal.GetValueRefOrNullRef(_others, place);
        if (Unsafe.IsNullRef(ref count) || --count > 0)
            return false;
        _others.Remove(place);
        return true;
    }
}
