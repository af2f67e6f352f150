using Weft.Runtime.Collections.CopyOnWrite;

namespace Weft.Runtime.Collections;

/// <content>Changes of several entries at once, and copies with their version, for contents that are replaced at each write.</content>
internal abstract partial class MapReplica<TMap, TKey, TValue, TContent>
{
    /// <summary>A copy of the entries, and the version that it is of.</summary>
    internal (KeyValuePair<TKey, TValue>[] Entries, long Version) Take(TMap map) => Read(map, (this, map), static a => (TContent.Copy(a.map), (long)a.Item1.Version));

    /// <summary>Removes and sets entries, whose values are shared already. Publishes nothing.</summary>
    /// <returns>The version of the entries then, if the given one was theirs before.</returns>
    internal long Edit(TMap map, TKey[] removed, KeyValuePair<TKey, TValue>[] set, long version) => Read(map, (this, map, removed, set, version), static a =>
    {
        bool isOf = a.version == a.Item1.Version;
        foreach (TKey key in a.removed)
        {
            if (TContent.Remove(a.map, key, out _) && a.Item1.Ids.Remove(key, out ulong id))
                a.Item1.RecordRemove(id);
        }
        foreach ((TKey key, TValue value) in a.set)
        {
            TContent.Set(a.map, key, value);
            a.Item1.RecordSet(key, value);
        }
        return isOf ? a.Item1.Version : ContentForm<TMap>.Outdated;
    });
}
