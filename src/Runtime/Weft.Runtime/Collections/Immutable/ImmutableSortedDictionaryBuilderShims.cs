using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Weft.Runtime.Collections.Immutable;

namespace Weft.Runtime.Contract;

/// <summary>Replaces the members of builders of an <see cref="ImmutableSortedDictionary{TKey, TValue}"/>. The unshared case costs a look at one flag.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.Immutable.ImmutableSortedDictionary`2/Builder", Untouched = "get_KeyComparer get_ValueComparer")]
public static class ImmutableSortedDictionaryBuilderShims<TKey, TValue> where TKey : notnull
{
    /// <summary>See <c>Count</c> of the builder.</summary>
    public static int get_Count(ImmutableSortedDictionary<TKey, TValue>.Builder self) => MapBuilderCalls<ImmutableSortedDictionary<TKey, TValue>.Builder, TKey, TValue, SortedDictionaryBuilderContent<TKey, TValue>>.Current(self).Count;

    /// <summary>See <c>Keys</c> of the builder.</summary>
    public static IEnumerable<TKey> get_Keys(ImmutableSortedDictionary<TKey, TValue>.Builder self) => MapBuilderCalls<ImmutableSortedDictionary<TKey, TValue>.Builder, TKey, TValue, SortedDictionaryBuilderContent<TKey, TValue>>.Current(self).Keys;

    /// <summary>See <c>Values</c> of the builder.</summary>
    public static IEnumerable<TValue> get_Values(ImmutableSortedDictionary<TKey, TValue>.Builder self) => MapBuilderCalls<ImmutableSortedDictionary<TKey, TValue>.Builder, TKey, TValue, SortedDictionaryBuilderContent<TKey, TValue>>.Current(self).Values;

    /// <summary>See <c>Item</c> of the builder.</summary>
    public static TValue get_Item(ImmutableSortedDictionary<TKey, TValue>.Builder self, TKey key) => MapBuilderCalls<ImmutableSortedDictionary<TKey, TValue>.Builder, TKey, TValue, SortedDictionaryBuilderContent<TKey, TValue>>.Current(self)[key];

    /// <summary>See <c>ValueRef</c> of the builder.</summary>
    public static ref readonly TValue ValueRef(ImmutableSortedDictionary<TKey, TValue>.Builder self, TKey key) => ref MapBuilderCalls<ImmutableSortedDictionary<TKey, TValue>.Builder, TKey, TValue, SortedDictionaryBuilderContent<TKey, TValue>>.Current(self).ValueRef(key);

    /// <summary>See <c>Item</c> of the builder.</summary>
    public static void set_Item(ImmutableSortedDictionary<TKey, TValue>.Builder self, TKey key, TValue value) => MapBuilderCalls<ImmutableSortedDictionary<TKey, TValue>.Builder, TKey, TValue, SortedDictionaryBuilderContent<TKey, TValue>>.SetItem(self, key, value);

    /// <summary>See <c>KeyComparer</c> of the builder.</summary>
    public static void set_KeyComparer(ImmutableSortedDictionary<TKey, TValue>.Builder self, IComparer<TKey>? value) => MapBuilderCalls<ImmutableSortedDictionary<TKey, TValue>.Builder, TKey, TValue, SortedDictionaryBuilderContent<TKey, TValue>>.Unshared(self).KeyComparer = value!;

    /// <summary>See <c>ValueComparer</c> of the builder.</summary>
    public static void set_ValueComparer(ImmutableSortedDictionary<TKey, TValue>.Builder self, IEqualityComparer<TValue>? value) => MapBuilderCalls<ImmutableSortedDictionary<TKey, TValue>.Builder, TKey, TValue, SortedDictionaryBuilderContent<TKey, TValue>>.Unshared(self).ValueComparer = value!;

    /// <summary>See <c>Add</c> of the builder.</summary>
    public static void Add(ImmutableSortedDictionary<TKey, TValue>.Builder self, TKey key, TValue value) => MapBuilderCalls<ImmutableSortedDictionary<TKey, TValue>.Builder, TKey, TValue, SortedDictionaryBuilderContent<TKey, TValue>>.Add(self, key, value);

    /// <summary>See <c>Add</c> of the builder.</summary>
    public static void Add(ImmutableSortedDictionary<TKey, TValue>.Builder self, KeyValuePair<TKey, TValue> item) => MapBuilderCalls<ImmutableSortedDictionary<TKey, TValue>.Builder, TKey, TValue, SortedDictionaryBuilderContent<TKey, TValue>>.Add(self, item.Key, item.Value);

    /// <summary>See <c>AddRange</c> of the builder.</summary>
    public static void AddRange(ImmutableSortedDictionary<TKey, TValue>.Builder self, IEnumerable<KeyValuePair<TKey, TValue>> items) => MapBuilderCalls<ImmutableSortedDictionary<TKey, TValue>.Builder, TKey, TValue, SortedDictionaryBuilderContent<TKey, TValue>>.Change(self, items, static (replica, map, items) => replica.AddEach(map, items), static (map, items) => map.AddRange(items));

    /// <summary>See <c>Remove</c> of the builder.</summary>
    public static bool Remove(ImmutableSortedDictionary<TKey, TValue>.Builder self, TKey key) => MapBuilderCalls<ImmutableSortedDictionary<TKey, TValue>.Builder, TKey, TValue, SortedDictionaryBuilderContent<TKey, TValue>>.Remove(self, key);

    /// <summary>See <c>Remove</c> of the builder.</summary>
    public static bool Remove(ImmutableSortedDictionary<TKey, TValue>.Builder self, KeyValuePair<TKey, TValue> item) => MapBuilderCalls<ImmutableSortedDictionary<TKey, TValue>.Builder, TKey, TValue, SortedDictionaryBuilderContent<TKey, TValue>>.Remove(self, item);

    /// <summary>See <c>RemoveRange</c> of the builder.</summary>
    public static void RemoveRange(ImmutableSortedDictionary<TKey, TValue>.Builder self, IEnumerable<TKey> keys) => MapBuilderCalls<ImmutableSortedDictionary<TKey, TValue>.Builder, TKey, TValue, SortedDictionaryBuilderContent<TKey, TValue>>.Change(self, keys, static (replica, map, keys) => replica.RemoveRange(map, keys), static (map, keys) => map.RemoveRange(keys));

    /// <summary>See <c>Clear</c> of the builder.</summary>
    public static void Clear(ImmutableSortedDictionary<TKey, TValue>.Builder self) => MapBuilderCalls<ImmutableSortedDictionary<TKey, TValue>.Builder, TKey, TValue, SortedDictionaryBuilderContent<TKey, TValue>>.Clear(self);

    /// <summary>See <c>ContainsKey</c> of the builder.</summary>
    public static bool ContainsKey(ImmutableSortedDictionary<TKey, TValue>.Builder self, TKey key) => MapBuilderCalls<ImmutableSortedDictionary<TKey, TValue>.Builder, TKey, TValue, SortedDictionaryBuilderContent<TKey, TValue>>.Current(self).ContainsKey(key);

    /// <summary>See <c>ContainsValue</c> of the builder.</summary>
    public static bool ContainsValue(ImmutableSortedDictionary<TKey, TValue>.Builder self, TValue value) => MapBuilderCalls<ImmutableSortedDictionary<TKey, TValue>.Builder, TKey, TValue, SortedDictionaryBuilderContent<TKey, TValue>>.Current(self).ContainsValue(value);

    /// <summary>See <c>Contains</c> of the builder.</summary>
    public static bool Contains(ImmutableSortedDictionary<TKey, TValue>.Builder self, KeyValuePair<TKey, TValue> item) => MapBuilderCalls<ImmutableSortedDictionary<TKey, TValue>.Builder, TKey, TValue, SortedDictionaryBuilderContent<TKey, TValue>>.Current(self).Contains(item);

    /// <summary>See <c>TryGetValue</c> of the builder.</summary>
    public static bool TryGetValue(ImmutableSortedDictionary<TKey, TValue>.Builder self, TKey key, [MaybeNullWhen(false)] out TValue value) => MapBuilderCalls<ImmutableSortedDictionary<TKey, TValue>.Builder, TKey, TValue, SortedDictionaryBuilderContent<TKey, TValue>>.Current(self).TryGetValue(key, out value);

    /// <summary>See <c>TryGetKey</c> of the builder.</summary>
    public static bool TryGetKey(ImmutableSortedDictionary<TKey, TValue>.Builder self, TKey equalKey, out TKey actualKey) => MapBuilderCalls<ImmutableSortedDictionary<TKey, TValue>.Builder, TKey, TValue, SortedDictionaryBuilderContent<TKey, TValue>>.Current(self).TryGetKey(equalKey, out actualKey);

    /// <summary>See <c>GetValueOrDefault</c> of the builder.</summary>
    public static TValue? GetValueOrDefault(ImmutableSortedDictionary<TKey, TValue>.Builder self, TKey key) => MapBuilderCalls<ImmutableSortedDictionary<TKey, TValue>.Builder, TKey, TValue, SortedDictionaryBuilderContent<TKey, TValue>>.Current(self).GetValueOrDefault(key);

    /// <summary>See <c>GetValueOrDefault</c> of the builder.</summary>
    public static TValue GetValueOrDefault(ImmutableSortedDictionary<TKey, TValue>.Builder self, TKey key, TValue defaultValue) => MapBuilderCalls<ImmutableSortedDictionary<TKey, TValue>.Builder, TKey, TValue, SortedDictionaryBuilderContent<TKey, TValue>>.Current(self).GetValueOrDefault(key, defaultValue);

    /// <summary>See <c>GetEnumerator</c> of the builder.</summary>
    public static ImmutableSortedDictionary<TKey, TValue>.Enumerator GetEnumerator(ImmutableSortedDictionary<TKey, TValue>.Builder self) => MapBuilderCalls<ImmutableSortedDictionary<TKey, TValue>.Builder, TKey, TValue, SortedDictionaryBuilderContent<TKey, TValue>>.Current(self).GetEnumerator();

    /// <summary>See <c>ToImmutable</c> of the builder.</summary>
    public static ImmutableSortedDictionary<TKey, TValue> ToImmutable(ImmutableSortedDictionary<TKey, TValue>.Builder self) => MapBuilderCalls<ImmutableSortedDictionary<TKey, TValue>.Builder, TKey, TValue, SortedDictionaryBuilderContent<TKey, TValue>>.Current(self).ToImmutable();
}
