using System.Collections;
using Weft.Runtime.Contract;

namespace Weft.Runtime.Collections.Ordered;

/// <content>The interfaces by which it is a list of entries.</content>
internal sealed partial class SharedOrderedDictionary<TKey, TValue> : IList<KeyValuePair<TKey, TValue>>, IReadOnlyList<KeyValuePair<TKey, TValue>>, IList
{
    bool IList.IsReadOnly => false;

    bool IList.IsFixedSize => false;

    KeyValuePair<TKey, TValue> IList<KeyValuePair<TKey, TValue>>.this[int index]
    {
        get => OrderedDictionaryShims<TKey, TValue>.GetAt(this, index);
        set => OrderedDictionaryShims<TKey, TValue>.SetAt(this, index, value.Key, value.Value);
    }

    KeyValuePair<TKey, TValue> IReadOnlyList<KeyValuePair<TKey, TValue>>.this[int index] => OrderedDictionaryShims<TKey, TValue>.GetAt(this, index);

    object? IList.this[int index]
    {
        get => OrderedDictionaryShims<TKey, TValue>.GetAt(this, index);
        set
        {
            (TKey key, TValue item) = Pair(value);
            OrderedDictionaryShims<TKey, TValue>.SetAt(this, index, key, item);
        }
    }

    int IList.Add(object? value)
    {
        (TKey key, TValue item) = Pair(value);
        OrderedDictionaryShims<TKey, TValue>.Add(this, key, item);
        return OrderedDictionaryShims<TKey, TValue>.IndexOf(this, key);
    }

    void IList.Clear() => OrderedDictionaryShims<TKey, TValue>.Clear(this);

    bool IList.Contains(object? value) => value is KeyValuePair<TKey, TValue> pair && IndexOfPair(pair) >= 0;

    int IList<KeyValuePair<TKey, TValue>>.IndexOf(KeyValuePair<TKey, TValue> item) => IndexOfPair(item);

    int IList.IndexOf(object? value) => value is KeyValuePair<TKey, TValue> pair ? IndexOfPair(pair) : -1;

    void IList<KeyValuePair<TKey, TValue>>.Insert(int index, KeyValuePair<TKey, TValue> item) => OrderedDictionaryShims<TKey, TValue>.Insert(this, index, item.Key, item.Value);

    void IList.Insert(int index, object? value)
    {
        (TKey key, TValue item) = Pair(value);
        OrderedDictionaryShims<TKey, TValue>.Insert(this, index, key, item);
    }

    void IList.Remove(object? value)
    {
        if (value is KeyValuePair<TKey, TValue> pair && IndexOfPair(pair) >= 0)
            OrderedDictionaryShims<TKey, TValue>.Remove(this, pair.Key);
    }

    void IList<KeyValuePair<TKey, TValue>>.RemoveAt(int index) => OrderedDictionaryShims<TKey, TValue>.RemoveAt(this, index);

    void IList.RemoveAt(int index) => OrderedDictionaryShims<TKey, TValue>.RemoveAt(this, index);

    private static KeyValuePair<TKey, TValue> Pair(object? value) => Untyped.Value<KeyValuePair<TKey, TValue>>(value, nameof(value));

    private int IndexOfPair(KeyValuePair<TKey, TValue> pair) =>
        OrderedDictionaryShims<TKey, TValue>.TryGetValue(this, pair.Key, out TValue? value, out int index) && EqualityComparer<TValue>.Default.Equals(value, pair.Value) ? index : -1;
}
