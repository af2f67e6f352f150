using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Weft.Runtime.Collections;
using Weft.Runtime.Collections.Immutable;

namespace Weft.Runtime.Contract;

/// <summary>Replaces the members of builders of an <see cref="ImmutableSortedDictionary{TKey, TValue}"/>. The unshared case costs a look at one flag.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.Immutable.ImmutableSortedDictionary`2/Builder", Untouched = "get_KeyComparer get_ValueComparer")]
public static class ImmutableSortedDictionaryBuilderShims<TKey, TValue> where TKey : notnull
{
    /// <summary>See <c>Count</c> of the builder.</summary>
    public static int get_Count(ImmutableSortedDictionary<TKey, TValue>.Builder self) => Current(self).Count;

    /// <summary>See <c>Keys</c> of the builder.</summary>
    public static IEnumerable<TKey> get_Keys(ImmutableSortedDictionary<TKey, TValue>.Builder self) => Current(self).Keys;

    /// <summary>See <c>Values</c> of the builder.</summary>
    public static IEnumerable<TValue> get_Values(ImmutableSortedDictionary<TKey, TValue>.Builder self) => Current(self).Values;

    /// <summary>See <c>Item</c> of the builder.</summary>
    public static TValue get_Item(ImmutableSortedDictionary<TKey, TValue>.Builder self, TKey key) => Current(self)[key];

    /// <summary>See <c>ValueRef</c> of the builder.</summary>
    public static ref readonly TValue ValueRef(ImmutableSortedDictionary<TKey, TValue>.Builder self, TKey key) => ref Current(self).ValueRef(key);

    /// <summary>See <c>Item</c> of the builder.</summary>
    public static void set_Item(ImmutableSortedDictionary<TKey, TValue>.Builder self, TKey key, TValue value)
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
    public static void set_KeyComparer(ImmutableSortedDictionary<TKey, TValue>.Builder self, IComparer<TKey>? value)
    {
        if (Of(self) is not null)
            throw ImmutableBuilders.OtherComparer();
        self.KeyComparer = value!;
        LookAgain(self);
    }

    /// <summary>See <c>ValueComparer</c> of the builder.</summary>
    public static void set_ValueComparer(ImmutableSortedDictionary<TKey, TValue>.Builder self, IEqualityComparer<TValue>? value)
    {
        if (Of(self) is not null)
            throw ImmutableBuilders.OtherComparer();
        self.ValueComparer = value!;
        LookAgain(self);
    }

    /// <summary>See <c>Add</c> of the builder.</summary>
    public static void Add(ImmutableSortedDictionary<TKey, TValue>.Builder self, TKey key, TValue value)
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
    public static void Add(ImmutableSortedDictionary<TKey, TValue>.Builder self, KeyValuePair<TKey, TValue> item)
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
    public static void AddRange(ImmutableSortedDictionary<TKey, TValue>.Builder self, IEnumerable<KeyValuePair<TKey, TValue>> items)
    {
        if (Of(self) is { } replica)
        {
            replica.AddEach(self, items);
            return;
        }
        self.AddRange(items);
        LookAgain(self);
    }

    /// <summary>See <c>Remove</c> of the builder.</summary>
    public static bool Remove(ImmutableSortedDictionary<TKey, TValue>.Builder self, TKey key)
    {
        if (Of(self) is { } replica)
            return replica.Remove(self, key);
        bool result = self.Remove(key);
        LookAgain(self);
        return result;
    }

    /// <summary>See <c>Remove</c> of the builder.</summary>
    public static bool Remove(ImmutableSortedDictionary<TKey, TValue>.Builder self, KeyValuePair<TKey, TValue> item)
    {
        if (Of(self) is { } replica)
            return replica.RemovePair(self, item);
        bool result = self.Remove(item);
        LookAgain(self);
        return result;
    }

    /// <summary>See <c>RemoveRange</c> of the builder.</summary>
    public static void RemoveRange(ImmutableSortedDictionary<TKey, TValue>.Builder self, IEnumerable<TKey> keys)
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
    public static void Clear(ImmutableSortedDictionary<TKey, TValue>.Builder self)
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
    public static bool ContainsKey(ImmutableSortedDictionary<TKey, TValue>.Builder self, TKey key) => Current(self).ContainsKey(key);

    /// <summary>See <c>ContainsValue</c> of the builder.</summary>
    public static bool ContainsValue(ImmutableSortedDictionary<TKey, TValue>.Builder self, TValue value) => Current(self).ContainsValue(value);

    /// <summary>See <c>Contains</c> of the builder.</summary>
    public static bool Contains(ImmutableSortedDictionary<TKey, TValue>.Builder self, KeyValuePair<TKey, TValue> item) => Current(self).Contains(item);

    /// <summary>See <c>TryGetValue</c> of the builder.</summary>
    public static bool TryGetValue(ImmutableSortedDictionary<TKey, TValue>.Builder self, TKey key, [MaybeNullWhen(false)] out TValue value) => Current(self).TryGetValue(key, out value);

    /// <summary>See <c>TryGetKey</c> of the builder.</summary>
    public static bool TryGetKey(ImmutableSortedDictionary<TKey, TValue>.Builder self, TKey equalKey, out TKey actualKey) => Current(self).TryGetKey(equalKey, out actualKey);

    /// <summary>See <c>GetValueOrDefault</c> of the builder.</summary>
    public static TValue? GetValueOrDefault(ImmutableSortedDictionary<TKey, TValue>.Builder self, TKey key) => Current(self).GetValueOrDefault(key);

    /// <summary>See <c>GetValueOrDefault</c> of the builder.</summary>
    public static TValue GetValueOrDefault(ImmutableSortedDictionary<TKey, TValue>.Builder self, TKey key, TValue defaultValue) => Current(self).GetValueOrDefault(key, defaultValue);

    /// <summary>See <c>GetEnumerator</c> of the builder.</summary>
    public static ImmutableSortedDictionary<TKey, TValue>.Enumerator GetEnumerator(ImmutableSortedDictionary<TKey, TValue>.Builder self) => Current(self).GetEnumerator();

    /// <summary>See <c>ToImmutable</c> of the builder.</summary>
    public static ImmutableSortedDictionary<TKey, TValue> ToImmutable(ImmutableSortedDictionary<TKey, TValue>.Builder self) => Current(self).ToImmutable();

    private static MapBuilderReplica<ImmutableSortedDictionary<TKey, TValue>.Builder, TKey, TValue, SortedDictionaryBuilderContent<TKey, TValue>>? Of(ImmutableSortedDictionary<TKey, TValue>.Builder self) => SealedReplicas<ImmutableSortedDictionary<TKey, TValue>.Builder, MapBuilderReplica<ImmutableSortedDictionary<TKey, TValue>.Builder, TKey, TValue, SortedDictionaryBuilderContent<TKey, TValue>>>.Of(self);

    private static ImmutableSortedDictionary<TKey, TValue>.Builder Current(ImmutableSortedDictionary<TKey, TValue>.Builder self) => SealedReplicas<ImmutableSortedDictionary<TKey, TValue>.Builder, MapBuilderReplica<ImmutableSortedDictionary<TKey, TValue>.Builder, TKey, TValue, SortedDictionaryBuilderContent<TKey, TValue>>>.Current(self);

    private static void LookAgain(ImmutableSortedDictionary<TKey, TValue>.Builder self) => SealedReplicas<ImmutableSortedDictionary<TKey, TValue>.Builder, MapBuilderReplica<ImmutableSortedDictionary<TKey, TValue>.Builder, TKey, TValue, SortedDictionaryBuilderContent<TKey, TValue>>>.LookAgain(self);
}
