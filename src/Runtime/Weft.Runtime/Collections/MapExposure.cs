using Weft.Runtime.Barriers;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections;

/// <summary>A shared dictionary some of whose values may be written unseen, through their addresses: what is known of these, by the ids of their entries.</summary>
internal sealed class MapExposure<TKey, TValue>(SharedHeader header, IExposedMap<TKey, TValue> map) : Exposure(header)
    where TKey : notnull
{
    private readonly Dictionary<ulong, TValue> _known = [];

    /// <summary>The address of a value is handed out.</summary>
    internal void Add(ulong id, TValue value) => _known.TryAdd(id, value);

    /// <summary>A value is known.</summary>
    internal void Learn(ulong id, TValue value)
    {
        if (_known.ContainsKey(id))
            _known[id] = value;
    }

    /// <summary>Whether a value was written unseen.</summary>
    internal bool IsWritten(ulong id, TValue now) => _known.TryGetValue(id, out TValue? known) && !Exposure<TValue>.IsSame(ref known, ref now);

    /// <summary>What was written unseen.</summary>
    /// <param name="find">Gives the entry of an id, where there still is one.</param>
    internal List<(ulong Id, TKey Key, TValue Value)> Written(Func<ulong, (bool Found, TKey Key, TValue Value)> find)
    {
        List<(ulong, TKey, TValue)> written = [];
        foreach (ulong id in _known.Keys.ToArray())
        {
            (bool found, TKey key, TValue value) = find(id);
            if (!found)
                _known.Remove(id);
            else if (IsWritten(id, value))
                written.Add((id, key, value));
        }
        return written;
    }

    internal override bool RecordDifference() => Owner is { } owner && map.RecordWritten(owner, this);
}

/// <summary>Records what was written through addresses of a map's values.</summary>
internal interface IExposedMap<TKey, TValue> where TKey : notnull
{
    /// <summary>Records it as operations of the current thread. Whether there was anything.</summary>
    bool RecordWritten(object map, MapExposure<TKey, TValue> exposed);
}
