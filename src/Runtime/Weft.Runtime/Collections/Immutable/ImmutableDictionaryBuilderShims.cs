using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Weft.Runtime.Collections;
using Weft.Runtime.Collections.Immutable;

namespace Weft.Runtime.Contract;

/// <summary>Replaces the members of builders of an <see cref="ImmutableDictionary{TKey, TValue}"/>. The unshared case costs a look at one flag.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.Immutable.ImmutableDictionary`2/Builder", Untouched = "get_KeyComparer get_ValueComparer")]
public static class ImmutableDictionaryBuilderShims<TKey, TValue> where TKey : notnull
{
    /// <summary>See <c>Count</c> of the builder.</summary>
    public static int get_Count(ImmutableDictionary<TKey, TValue>.Builder self) => Current(self).Count;

    /// <summary>See <c>Keys</c> of the builder.</summary>
    public static IEnumerable<TKey> get_Keys(ImmutableDictionary<TKey, TValue>.Builder self) => Current(self).Keys;

    /// <summary>See <c>Values</c> of the builder.</summary>
    public static IEnumerable<TValue> get_Values(ImmutableDictionary<TKey, TValue>.Builder self) => Current(self).Values;

    /// <summary>See <c>Item</c> of the builder.</summary>
    public static TValue get_Item(ImmutableDictionary<TKey, TValue>.Builder self, TKey key) => Current(self)[key];

    /// <summary>See <c>Item</c> of the builder.</summary>
    public static void set_Item(ImmutableDictionary<TKey, TValue>.Builder self, TKey key, TValue value)
    {
        if (Of(self) is { } replica)
        {
            replica.SetItem(self, key, value);
            return;
        }
        self[key] = value;
        LookAgain(self);
    }

    /// <summary>See <c>KeyComparer</c> of the builder.</summary>
    public static void set_KeyComparer(ImmutableDictionary<TKey, TValue>.Builder self, IEqualityComparer<TKey>? value)
    {
        if (Of(self) is not null)
            throw ImmutableBuilders.OtherComparer();
        self.KeyComparer = value!;
        LookAgain(self);
    }

    /// <summary>See <c>ValueComparer</c> of the builder.</summary>
    public static void set_ValueComparer(ImmutableDictionary<TKey, TValue>.Builder self, IEqualityComparer<TValue>? value)
    {
        if (Of(self) is not null)
            throw ImmutableBuilders.OtherComparer();
        self.ValueComparer = value!;
        LookAgain(self);
    }

    /// <summary>See <c>Add</c> of the builder.</summary>
    public static void Add(ImmutableDictionary<TKey, TValue>.Builder self, TKey key, TValue value)
    {
        if (Of(self) is { } replica)
        {
            replica.Add(self, key, value);
            return;
        }
        self.Add(key, value);
        LookAgain(self);
    }

    /// <summary>See <c>Add</c> of the builder.</summary>
    public static void Add(ImmutableDictionary<TKey, TValue>.Builder self, KeyValuePair<TKey, TValue> item)
    {
        if (Of(self) is { } replica)
        {
            replica.Add(self, item.Key, item.Value);
            return;
        }
        self.Add(item);
        LookAgain(self);
    }

    /// <summary>See <c>AddRange</c> of the builder.</summary>
    public static void AddRange(ImmutableDictionary<TKey, TValue>.Builder self, IEnumerable<KeyValuePair<TKey, TValue>> items)
    {
        if (Of(self) is { } replica)
        {
            replica.AddRange(self, items);
            return;
        }
        self.AddRange(items);
        LookAgain(self);
    }

    /// <summary>See <c>Remove</c> of the builder.</summary>
    public static bool Remove(ImmutableDictionary<TKey, TValue>.Builder self, TKey key)
    {
        if (Of(self) is { } replica)
            return replica.Remove(self, key);
        bool result = self.Remove(key);
        LookAgain(self);
        return result;
    }

    /// <summary>See <c>Remove</c> of the builder.</summary>
    public static bool Remove(ImmutableDictionary<TKey, TValue>.Builder self, KeyValuePair<TKey, TValue> item)
    {
        if (Of(self) is { } replica)
            return replica.RemovePair(self, item);
        bool result = self.Remove(item);
        LookAgain(self);
        return result;
    }

    /// <summary>See <c>RemoveRange</c> of the builder.</summary>
    public static void RemoveRange(ImmutableDictionary<TKey, TValue>.Builder self, IEnumerable<TKey> keys)
    {
        if (Of(self) is { } replica)
        {
            replica.RemoveRange(self, keys);
            return;
        }
        self.RemoveRange(keys);
        LookAgain(self);
    }

    /// <summary>See <c>Clear</c> of the builder.</summary>
    public static void Clear(ImmutableDictionary<TKey, TValue>.Builder self)
    {
        if (Of(self) is { } replica)
        {
            replica.Clear(self);
            return;
        }
        self.Clear();
        LookAgain(self);
    }

    /// <summary>See <c>ContainsKey</c> of the builder.</summary>
    public static bool ContainsKey(ImmutableDictionary<TKey, TValue>.Builder self, TKey key) => Current(self).ContainsKey(key);

    /// <summary>See <c>ContainsValue</c> of the builder.</summary>
    public static bool ContainsValue(ImmutableDictionary<TKey, TValue>.Builder self, TValue value) => Current(self).ContainsValue(value);

    /// <summary>See <c>Contains</c> of the builder.</summary>
    public static bool Contains(ImmutableDictionary<TKey, TValue>.Builder self, KeyValuePair<TKey, TValue> item) => Current(self).Contains(item);

    /// <summary>See <c>TryGetValue</c> of the builder.</summary>
    public static bool TryGetValue(ImmutableDictionary<TKey, TValue>.Builder self, TKey key, [MaybeNullWhen(false)] out TValue value) => Current(self).TryGetValue(key, out value);

    /// <summary>See <c>TryGetKey</c> of the builder.</summary>
    public static bool TryGetKey(ImmutableDictionary<TKey, TValue>.Builder self, TKey equalKey, out TKey actualKey) => Current(self).TryGetKey(equalKey, out actualKey);

    /// <summary>See <c>GetValueOrDefault</c> of the builder.</summary>
    public static TValue? GetValueOrDefault(ImmutableDictionary<TKey, TValue>.Builder self, TKey key) => Current(self).GetValueOrDefault(key);

    /// <summary>See <c>GetValueOrDefault</c> of the builder.</summary>
    public static TValue GetValueOrDefault(ImmutableDictionary<TKey, TValue>.Builder self, TKey key, TValue defaultValue) => Current(self).GetValueOrDefault(key, defaultValue);

    /// <summary>See <c>GetEnumerator</c> of the builder.</summary>
    public static ImmutableDictionary<TKey, TValue>.Enumerator GetEnumerator(ImmutableDictionary<TKey, TValue>.Builder self) => Current(self).GetEnumerator();

    /// <summary>See <c>ToImmutable</c> of the builder.</summary>
    public static ImmutableDictionary<TKey, TValue> ToImmutable(ImmutableDictionary<TKey, TValue>.Builder self) => Current(self).ToImmutable();

    private static MapBuilderReplica<ImmutableDictionary<TKey, TValue>.Builder, TKey, TValue, DictionaryBuilderContent<TKey, TValue>>? Of(ImmutableDictionary<TKey, TValue>.Builder self) => SealedReplicas<ImmutableDictionary<TKey, TValue>.Builder, MapBuilderReplica<ImmutableDictionary<TKey, TValue>.Builder, TKey, TValue, DictionaryBuilderContent<TKey, TValue>>>.Of(self);

    private static ImmutableDictionary<TKey, TValue>.Builder Current(ImmutableDictionary<TKey, TValue>.Builder self) => SealedReplicas<ImmutableDictionary<TKey, TValue>.Builder, MapBuilderReplica<ImmutableDictionary<TKey, TValue>.Builder, TKey, TValue, DictionaryBuilderContent<TKey, TValue>>>.Current(self);

    private static void LookAgain(ImmutableDictionary<TKey, TValue>.Builder self) => SealedReplicas<ImmutableDictionary<TKey, TValue>.Builder, MapBuilderReplica<ImmutableDictionary<TKey, TValue>.Builder, TKey, TValue, DictionaryBuilderContent<TKey, TValue>>>.LookAgain(self);
}
