using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Weft.Runtime.Collections;

namespace Weft.Runtime.Contract;

/// <summary>Replaces the members of <see cref="Dictionary{TKey, TValue}.AlternateLookup{TAlternateKey}"/>. Of a shared dictionary a change goes by the key that is there, or by one that the comparer makes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.Generic.Dictionary`2/AlternateLookup`1", Untouched = "get_Dictionary")]
public static class DictionaryLookupShims<TKey, TValue, TAlternateKey>
    where TKey : notnull
    where TAlternateKey : notnull, allows ref struct
{
    /// <summary>See the lookup's <c>ContainsKey</c>.</summary>
    public static bool ContainsKey(ref Dictionary<TKey, TValue>.AlternateLookup<TAlternateKey> self, TAlternateKey key) => TryGetValue(ref self, key, out _, out _);

    /// <summary>See the lookup's <c>TryGetValue</c>.</summary>
    public static bool TryGetValue(ref Dictionary<TKey, TValue>.AlternateLookup<TAlternateKey> self, TAlternateKey key, [MaybeNullWhen(false)] out TValue value) => TryGetValue(ref self, key, out _, out value);

    /// <summary>See the lookup's <c>TryGetValue</c> that gives the key too.</summary>
    public static bool TryGetValue(ref Dictionary<TKey, TValue>.AlternateLookup<TAlternateKey> self, TAlternateKey key, [MaybeNullWhen(false)] out TKey actualKey, [MaybeNullWhen(false)] out TValue value)
    {
        if (!MapReplica<TKey, TValue>.IsShared(self.Dictionary, out MapReplica<TKey, TValue>? replica))
            return self.TryGetValue(key, out actualKey, out value);
        (bool found, actualKey, value) = replica.Read(self.Dictionary, new Sought(self, key), static sought => (sought.Lookup.TryGetValue(sought.Key, out TKey? there, out TValue? its), there!, its!));
        return found;
    }

    /// <summary>See the lookup's indexer.</summary>
    public static TValue get_Item(ref Dictionary<TKey, TValue>.AlternateLookup<TAlternateKey> self, TAlternateKey key) =>
        MapReplica<TKey, TValue>.IsShared(self.Dictionary, out MapReplica<TKey, TValue>? replica) ? replica.Read(self.Dictionary, new Sought(self, key), static sought => sought.Lookup[sought.Key]) : self[key];

    /// <summary>See the lookup's indexer.</summary>
    public static void set_Item(ref Dictionary<TKey, TValue>.AlternateLookup<TAlternateKey> self, TAlternateKey key, TValue value)
    {
        Dictionary<TKey, TValue> map = self.Dictionary;
        if (MapReplica<TKey, TValue>.IsShared(map, out MapReplica<TKey, TValue>? replica))
        {
            replica.SetItem(map, KeyFor(ref self, key), value);
            return;
        }
        self[key] = value;
        MapReplica<TKey, TValue>.LookAgain(map);
    }

    /// <summary>See the lookup's <c>TryAdd</c>.</summary>
    public static bool TryAdd(ref Dictionary<TKey, TValue>.AlternateLookup<TAlternateKey> self, TAlternateKey key, TValue value)
    {
        Dictionary<TKey, TValue> map = self.Dictionary;
        if (MapReplica<TKey, TValue>.IsShared(map, out MapReplica<TKey, TValue>? replica))
            return replica.TryAdd(map, KeyFor(ref self, key), value);
        bool result = self.TryAdd(key, value);
        MapReplica<TKey, TValue>.LookAgain(map);
        return result;
    }

    /// <summary>See the lookup's <c>Remove</c>.</summary>
    public static bool Remove(ref Dictionary<TKey, TValue>.AlternateLookup<TAlternateKey> self, TAlternateKey key) => Remove(ref self, key, out _, out _);

    /// <summary>See the lookup's <c>Remove</c> that gives what was there.</summary>
    public static bool Remove(ref Dictionary<TKey, TValue>.AlternateLookup<TAlternateKey> self, TAlternateKey key, [MaybeNullWhen(false)] out TKey actualKey, [MaybeNullWhen(false)] out TValue value)
    {
        Dictionary<TKey, TValue> map = self.Dictionary;
        if (MapReplica<TKey, TValue>.IsShared(map, out MapReplica<TKey, TValue>? replica))
            return TryGetValue(ref self, key, out actualKey, out value) && replica.Remove(map, actualKey, out value);
        bool result = self.Remove(key, out actualKey, out value);
        MapReplica<TKey, TValue>.LookAgain(map);
        return result;
    }

    /// <summary>The key that is there, or one for it.</summary>
    internal static TKey KeyFor(ref Dictionary<TKey, TValue>.AlternateLookup<TAlternateKey> self, TAlternateKey key) =>
        TryGetValue(ref self, key, out TKey? there, out _) ? there : ((IAlternateEqualityComparer<TAlternateKey, TKey>)self.Dictionary.Comparer).Create(key);

    private readonly ref struct Sought(Dictionary<TKey, TValue>.AlternateLookup<TAlternateKey> lookup, TAlternateKey key)
    {
        public readonly Dictionary<TKey, TValue>.AlternateLookup<TAlternateKey> Lookup = lookup;
        public readonly TAlternateKey Key = key;
    }
}
