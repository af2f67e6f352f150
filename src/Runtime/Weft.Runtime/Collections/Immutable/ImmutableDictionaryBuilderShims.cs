using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Weft.Runtime.Collections.Immutable;

namespace Weft.Runtime.Contract;

/// <summary>Replaces the members of builders of an <see cref="ImmutableDictionary{TKey, TValue}"/>. The unshared case costs a look at one flag.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.Immutable.ImmutableDictionary`2/Builder", Untouched = "get_KeyComparer get_ValueComparer")]
public static class ImmutableDictionaryBuilderShims<TKey, TValue> where TKey : notnull
{
    /// <summary>See <c>Count</c> of the builder.</summary>
    public static int get_Count(ImmutableDictionary<TKey, TValue>.Builder self) => MapBuilderCalls<ImmutableDictionary<TKey, TValue>.Builder, TKey, TValue, DictionaryBuilderContent<TKey, TValue>>.Current(self).Count;

    /// <summary>See <c>Keys</c> of the builder.</summary>
    public static IEnumerable<TKey> get_Keys(ImmutableDictionary<TKey, TValue>.Builder self) => MapBuilderCalls<ImmutableDictionary<TKey, TValue>.Builder, TKey, TValue, DictionaryBuilderContent<TKey, TValue>>.Current(self).Keys;

    /// <summary>See <c>Values</c> of the builder.</summary>
    public static IEnumerable<TValue> get_Values(ImmutableDictionary<TKey, TValue>.Builder self) => MapBuilderCalls<ImmutableDictionary<TKey, TValue>.Builder, TKey, TValue, DictionaryBuilderContent<TKey, TValue>>.Current(self).Values;

    /// <summary>See <c>Item</c> of the builder.</summary>
    public static TValue get_Item(ImmutableDictionary<TKey, TValue>.Builder self, TKey key) => MapBuilderCalls<ImmutableDictionary<TKey, TValue>.Builder, TKey, TValue, DictionaryBuilderContent<TKey, TValue>>.Current(self)[key];

    /// <summary>See <c>Item</c> of the builder.</summary>
    public static void set_Item(ImmutableDictionary<TKey, TValue>.Builder self, TKey key, TValue value) => MapBuilderCalls<ImmutableDictionary<TKey, TValue>.Builder, TKey, TValue, DictionaryBuilderContent<TKey, TValue>>.SetItem(self, key, value);

    /// <summary>See <c>KeyComparer</c> of the builder.</summary>
    public static void set_KeyComparer(ImmutableDictionary<TKey, TValue>.Builder self, IEqualityComparer<TKey>? value) => MapBuilderCalls<ImmutableDictionary<TKey, TValue>.Builder, TKey, TValue, DictionaryBuilderContent<TKey, TValue>>.Unshared(self).KeyComparer = value!;

    /// <summary>See <c>ValueComparer</c> of the builder.</summary>
    public static void set_ValueComparer(ImmutableDictionary<TKey, TValue>.Builder self, IEqualityComparer<TValue>? value) => MapBuilderCalls<ImmutableDictionary<TKey, TValue>.Builder, TKey, TValue, DictionaryBuilderContent<TKey, TValue>>.Unshared(self).ValueComparer = value!;

    /// <summary>See <c>Add</c> of the builder.</summary>
    public static void Add(ImmutableDictionary<TKey, TValue>.Builder self, TKey key, TValue value) => MapBuilderCalls<ImmutableDictionary<TKey, TValue>.Builder, TKey, TValue, DictionaryBuilderContent<TKey, TValue>>.Add(self, key, value);

    /// <summary>See <c>Add</c> of the builder.</summary>
    public static void Add(ImmutableDictionary<TKey, TValue>.Builder self, KeyValuePair<TKey, TValue> item) => MapBuilderCalls<ImmutableDictionary<TKey, TValue>.Builder, TKey, TValue, DictionaryBuilderContent<TKey, TValue>>.Add(self, item.Key, item.Value);

    /// <summary>See <c>AddRange</c> of the builder.</summary>
    public static void AddRange(ImmutableDictionary<TKey, TValue>.Builder self, IEnumerable<KeyValuePair<TKey, TValue>> items) => MapBuilderCalls<ImmutableDictionary<TKey, TValue>.Builder, TKey, TValue, DictionaryBuilderContent<TKey, TValue>>.Change(self, items, static (replica, map, items) => replica.AddRange(map, items), static (map, items) => map.AddRange(items));

    /// <summary>See <c>Remove</c> of the builder.</summary>
    public static bool Remove(ImmutableDictionary<TKey, TValue>.Builder self, TKey key) => MapBuilderCalls<ImmutableDictionary<TKey, TValue>.Builder, TKey, TValue, DictionaryBuilderContent<TKey, TValue>>.Remove(self, key);

    /// <summary>See <c>Remove</c> of the builder.</summary>
    public static bool Remove(ImmutableDictionary<TKey, TValue>.Builder self, KeyValuePair<TKey, TValue> item) => MapBuilderCalls<ImmutableDictionary<TKey, TValue>.Builder, TKey, TValue, DictionaryBuilderContent<TKey, TValue>>.Remove(self, item);

    /// <summary>See <c>RemoveRange</c> of the builder.</summary>
    public static void RemoveRange(ImmutableDictionary<TKey, TValue>.Builder self, IEnumerable<TKey> keys) => MapBuilderCalls<ImmutableDictionary<TKey, TValue>.Builder, TKey, TValue, DictionaryBuilderContent<TKey, TValue>>.Change(self, keys, static (replica, map, keys) => replica.RemoveRange(map, keys), static (map, keys) => map.RemoveRange(keys));

    /// <summary>See <c>Clear</c> of the builder.</summary>
    public static void Clear(ImmutableDictionary<TKey, TValue>.Builder self) => MapBuilderCalls<ImmutableDictionary<TKey, TValue>.Builder, TKey, TValue, DictionaryBuilderContent<TKey, TValue>>.Clear(self);

    /// <summary>See <c>ContainsKey</c> of the builder.</summary>
    public static bool ContainsKey(ImmutableDictionary<TKey, TValue>.Builder self, TKey key) => MapBuilderCalls<ImmutableDictionary<TKey, TValue>.Builder, TKey, TValue, DictionaryBuilderContent<TKey, TValue>>.Current(self).ContainsKey(key);

    /// <summary>See <c>ContainsValue</c> of the builder.</summary>
    public static bool ContainsValue(ImmutableDictionary<TKey, TValue>.Builder self, TValue value) => MapBuilderCalls<ImmutableDictionary<TKey, TValue>.Builder, TKey, TValue, DictionaryBuilderContent<TKey, TValue>>.Current(self).ContainsValue(value);

    /// <summary>See <c>Contains</c> of the builder.</summary>
    public static bool Contains(ImmutableDictionary<TKey, TValue>.Builder self, KeyValuePair<TKey, TValue> item) => MapBuilderCalls<ImmutableDictionary<TKey, TValue>.Builder, TKey, TValue, DictionaryBuilderContent<TKey, TValue>>.Current(self).Contains(item);

    /// <summary>See <c>TryGetValue</c> of the builder.</summary>
    public static bool TryGetValue(ImmutableDictionary<TKey, TValue>.Builder self, TKey key, [MaybeNullWhen(false)] out TValue value) => MapBuilderCalls<ImmutableDictionary<TKey, TValue>.Builder, TKey, TValue, DictionaryBuilderContent<TKey, TValue>>.Current(self).TryGetValue(key, out value);

    /// <summary>See <c>TryGetKey</c> of the builder.</summary>
    public static bool TryGetKey(ImmutableDictionary<TKey, TValue>.Builder self, TKey equalKey, out TKey actualKey) => MapBuilderCalls<ImmutableDictionary<TKey, TValue>.Builder, TKey, TValue, DictionaryBuilderContent<TKey, TValue>>.Current(self).TryGetKey(equalKey, out actualKey);

    /// <summary>See <c>GetValueOrDefault</c> of the builder.</summary>
    public static TValue? GetValueOrDefault(ImmutableDictionary<TKey, TValue>.Builder self, TKey key) => MapBuilderCalls<ImmutableDictionary<TKey, TValue>.Builder, TKey, TValue, DictionaryBuilderContent<TKey, TValue>>.Current(self).GetValueOrDefault(key);

    /// <summary>See <c>GetValueOrDefault</c> of the builder.</summary>
    public static TValue GetValueOrDefault(ImmutableDictionary<TKey, TValue>.Builder self, TKey key, TValue defaultValue) => MapBuilderCalls<ImmutableDictionary<TKey, TValue>.Builder, TKey, TValue, DictionaryBuilderContent<TKey, TValue>>.Current(self).GetValueOrDefault(key, defaultValue);

    /// <summary>See <c>GetEnumerator</c> of the builder.</summary>
    public static ImmutableDictionary<TKey, TValue>.Enumerator GetEnumerator(ImmutableDictionary<TKey, TValue>.Builder self) => MapBuilderCalls<ImmutableDictionary<TKey, TValue>.Builder, TKey, TValue, DictionaryBuilderContent<TKey, TValue>>.Current(self).GetEnumerator();

    /// <summary>See <c>ToImmutable</c> of the builder.</summary>
    public static ImmutableDictionary<TKey, TValue> ToImmutable(ImmutableDictionary<TKey, TValue>.Builder self) => MapBuilderCalls<ImmutableDictionary<TKey, TValue>.Builder, TKey, TValue, DictionaryBuilderContent<TKey, TValue>>.Current(self).ToImmutable();
}
