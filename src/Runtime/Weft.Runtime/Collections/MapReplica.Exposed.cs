using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections;

/// <content>Values whose addresses were handed out.</content>
internal abstract partial class MapReplica<TMap, TKey, TValue, TContent> : IExposedMap<TKey, TValue>
{
    /// <summary>What is known of values that may be written through their addresses; else null. Under the latch or gate.</summary>
    protected MapExposure<TKey, TValue>? Exposed => Header.Exposure as MapExposure<TKey, TValue>;

    bool IExposedMap<TKey, TValue>.RecordWritten(object map, MapExposure<TKey, TValue> exposed)
    {
        List<(ulong Id, TKey Key, TValue Value)> written = Written((TMap)map, exposed);
        if (written.Count == 0)
            return false;
        foreach ((_, _, TValue value) in written)
            ArgumentSharer.Share(value, Header, null, null);
        EnterAlone();
        try
        {
            // What was written again meanwhile comes with the next publication, and may not be shared yet.
            foreach ((ulong id, TKey key, TValue value) in written)
            {
                if (TContent.TryGet((TMap)map, key, out TValue? now) && exposed.IsWritten(id, now) && Barriers.Exposure<TValue>.IsSame(ref now, value))
                    RecordSet(key, value);
            }
        }
        finally
        {
            LeaveAlone();
        }
        return true;
    }

    private List<(ulong Id, TKey Key, TValue Value)> Written(TMap map, MapExposure<TKey, TValue> exposed)
    {
        EnterAlone();
        try
        {
            return WrittenLatched(map, exposed);
        }
        finally
        {
            LeaveAlone();
        }
    }

    private List<(ulong Id, TKey Key, TValue Value)> WrittenLatched(TMap map, MapExposure<TKey, TValue> exposed) =>
        exposed.Written(id => Ids.TryGetKey(id, out TKey? key) && TContent.TryGet(map, key, out TValue? value) ? (true, key, value) : (false, default!, default!));

    /// <summary>A value came from another node: it takes the place of one that is known, but of none that was written unseen.</summary>
    private void SetRemote(TMap map, ulong id, TKey key, TValue value)
    {
        bool isWritten = Exposed is { } exposed && TContent.TryGet(map, key, out TValue? now) && exposed.IsWritten(id, now);
        Exposed?.Learn(id, value);
        if (!isWritten)
            TContent.Set(map, key, value);
    }
}
