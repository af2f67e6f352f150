namespace Weft.Runtime.Collections;

/// <content>Entries that are carried out together where code of the program compares their keys.</content>
internal abstract partial class MapReplica<TMap, TKey, TValue, TContent>
{
    private LateEntries<TKey, TValue>? _late;

    /// <summary>Carries out what other nodes did. Under the gate.</summary>
    /// <param name="map">The map.</param>
    /// <param name="intact">See <see cref="Replica.IsIntact"/>.</param>
    internal void CarryOut(TMap map, bool intact) => _late?.CarryOut(new LateTarget(this, map, intact));

    private void Added(TMap map, ulong id, TKey key, TValue value)
    {
        if (IsLate)
            (_late ??= new()).Add(id, key, value);
        else
            Put(map, id, key, value);
    }

    private void Changed(TMap map, ulong id, TValue value)
    {
        if (IsLate)
            (_late ??= new()).Set(id, value);
        else if (Ids.TryGetKey(id, out TKey? key))
            SetRemote(map, id, key, value);
    }

    private void Removed(TMap map, ulong id)
    {
        Gone(id);
        if (IsLate)
        {
            (_late ??= new()).Remove(id);
        }
        else if (Ids.TryGetKey(id, out TKey? key))
        {
            Ids.Remove(key, out _);
            TContent.Remove(map, key, out _);
        }
    }

    private void Emptied(TMap map)
    {
        AllGone();
        if (IsLate)
        {
            (_late ??= new()).Clear();
            return;
        }
        TContent.Clear(map);
        Ids.Clear();
    }

    private readonly struct LateTarget(MapReplica<TMap, TKey, TValue, TContent> replica, TMap map, bool intact) : ILateTarget<TKey, TValue>
    {
        public bool IsIntact => intact;

        public EntryIds<TKey> Ids => replica.Ids;

        public int Count => TContent.Count(map);

        public bool MoreCame => replica.MoreCame;

        public bool HasValues => true;

        public (TKey Key, TValue Value)[] Copy() => Array.ConvertAll(TContent.Copy(map), static entry => (entry.Key, entry.Value));

        public bool IsInOrder() => !TContent.IsSorted || replica.AreInOrder(TContent.Copy(map).Select(static entry => entry.Key));

        public bool Remove(TKey key) => TContent.Remove(map, key, out _);

        public void Set(ulong id, TKey key, TValue value) => replica.SetRemote(map, id, key, value);

        public bool TryPut(ulong id, TKey key, TValue value)
        {
            if (!replica.Ids.TryGetId(key, out ulong there))
            {
                if (!TContent.TryAdd(map, key, value))
                {
                    if (replica.MoreCame)
                        return false;
                    TContent.Set(map, key, value);
                }
                replica.Ids.Add(key, id);
                return true;
            }
            if (there != id && replica.MoreCame)
                return false;
            replica.Put(map, id, key, value);
            return true;
        }

        public void PutUnknown(TKey key, TValue value) => TContent.Set(map, key, value);

        public void Clear()
        {
            TContent.Clear(map);
            replica.Ids.Clear();
        }

        public void Reload() => SharedWrites.Reload(replica.Header);
    }
}
