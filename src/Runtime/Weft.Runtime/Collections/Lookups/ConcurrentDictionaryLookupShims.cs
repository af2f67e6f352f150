using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Weft.Runtime.Collections;

namespace Weft.Runtime.Contract;

/// <summary>
/// Replaces the members of <see cref="ConcurrentDictionary{TKey, TValue}.AlternateLookup{TAlternateKey}"/>. A change of what may be shared goes by the key that is there, or by one that the comparer makes, as each update of that key does.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.Concurrent.ConcurrentDictionary`2/AlternateLookup`1", Untouched = "get_Dictionary")]
public static class ConcurrentDictionaryLookupShims<TKey, TValue, TAlternateKey>
    where TKey : notnull
    where TAlternateKey : notnull, allows ref struct
{
    /// <summary>See the lookup's <c>ContainsKey</c>.</summary>
    public static bool ContainsKey(ref ConcurrentDictionary<TKey, TValue>.AlternateLookup<TAlternateKey> self, TAlternateKey key)
    {
        ConcurrentMapReplica<TKey, TValue>.CatchUp(self.Dictionary);
        return self.ContainsKey(key);
    }

    /// <summary>See the lookup's <c>TryGetValue</c>.</summary>
    public static bool TryGetValue(ref ConcurrentDictionary<TKey, TValue>.AlternateLookup<TAlternateKey> self, TAlternateKey key, [MaybeNullWhen(false)] out TValue value)
    {
        ConcurrentMapReplica<TKey, TValue>.CatchUp(self.Dictionary);
        return self.TryGetValue(key, out value);
    }

    /// <summary>See the lookup's <c>TryGetValue</c> that gives the key too.</summary>
    public static bool TryGetValue(ref ConcurrentDictionary<TKey, TValue>.AlternateLookup<TAlternateKey> self, TAlternateKey key, [MaybeNullWhen(false)] out TKey actualKey, [MaybeNullWhen(false)] out TValue value)
    {
        ConcurrentMapReplica<TKey, TValue>.CatchUp(self.Dictionary);
        return self.TryGetValue(key, out actualKey, out value);
    }

    /// <summary>See the lookup's indexer.</summary>
    public static TValue get_Item(ref ConcurrentDictionary<TKey, TValue>.AlternateLookup<TAlternateKey> self, TAlternateKey key)
    {
        ConcurrentMapReplica<TKey, TValue>.CatchUp(self.Dictionary);
        return self[key];
    }

    /// <summary>See the lookup's indexer.</summary>
    public static void set_Item(ref ConcurrentDictionary<TKey, TValue>.AlternateLookup<TAlternateKey> self, TAlternateKey key, TValue value)
    {
        if (Activation.IsActive)
            ConcurrentDictionaryShims<TKey, TValue>.set_Item(self.Dictionary, TryGetValue(ref self, key, out TKey? there, out _) ? there : KeyOf(ref self, key), value);
        else
            self[key] = value;
    }

    /// <summary>See the lookup's <c>TryAdd</c>.</summary>
    public static bool TryAdd(ref ConcurrentDictionary<TKey, TValue>.AlternateLookup<TAlternateKey> self, TAlternateKey key, TValue value)
    {
        if (!Activation.IsActive)
            return self.TryAdd(key, value);
        // One that is there may be there no more, or not yet, for the cluster: the update of its key decides.
        return ConcurrentDictionaryShims<TKey, TValue>.TryAdd(self.Dictionary, TryGetValue(ref self, key, out TKey? there, out _) ? there : KeyOf(ref self, key), value);
    }

    /// <summary>See the lookup's <c>TryRemove</c>.</summary>
    public static bool TryRemove(ref ConcurrentDictionary<TKey, TValue>.AlternateLookup<TAlternateKey> self, TAlternateKey key, [MaybeNullWhen(false)] out TValue value) => TryRemove(ref self, key, out _, out value);

    /// <summary>See the lookup's <c>TryRemove</c> that gives the key too.</summary>
    public static bool TryRemove(ref ConcurrentDictionary<TKey, TValue>.AlternateLookup<TAlternateKey> self, TAlternateKey key, [MaybeNullWhen(false)] out TKey actualKey, [MaybeNullWhen(false)] out TValue value)
    {
        if (!Activation.IsActive)
            return self.TryRemove(key, out actualKey, out value);
        actualKey = TryGetValue(ref self, key, out TKey? there, out _) ? there : KeyOf(ref self, key);
        if (ConcurrentDictionaryShims<TKey, TValue>.TryRemove(self.Dictionary, actualKey, out value))
            return true;
        actualKey = default;
        return false;
    }

    private static TKey KeyOf(ref ConcurrentDictionary<TKey, TValue>.AlternateLookup<TAlternateKey> self, TAlternateKey key) =>
        ((IAlternateEqualityComparer<TAlternateKey, TKey>)self.Dictionary.Comparer).Create(key);
}
