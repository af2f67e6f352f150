using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Weft.Runtime.Contract;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections.Ordered;

/// <summary>A dictionary with an order, made by woven code of a clustered program; see <see cref="SharedDictionary{TKey, TValue}"/>.</summary>
internal sealed partial class SharedOrderedDictionary<TKey, TValue> : OrderedDictionary<TKey, TValue>, IHeaderOwner, IDictionary<TKey, TValue>, IReadOnlyDictionary<TKey, TValue>, IDictionary
    where TKey : notnull
{
    /// <summary>Null until the collection is shared.</summary>
    internal ObjectHeader? Header;

    public SharedOrderedDictionary()
    {
    }

    public SharedOrderedDictionary(int capacity) : base(capacity)
    {
    }

    public SharedOrderedDictionary(IEqualityComparer<TKey>? comparer) : base(comparer)
    {
    }

    public SharedOrderedDictionary(int capacity, IEqualityComparer<TKey>? comparer) : base(capacity, comparer)
    {
    }

    public SharedOrderedDictionary(IDictionary<TKey, TValue> dictionary) : base(dictionary)
    {
    }

    public SharedOrderedDictionary(IDictionary<TKey, TValue> dictionary, IEqualityComparer<TKey>? comparer) : base(dictionary, comparer)
    {
    }

    public SharedOrderedDictionary(IEnumerable<KeyValuePair<TKey, TValue>> collection) : base(collection)
    {
    }

    public SharedOrderedDictionary(IEnumerable<KeyValuePair<TKey, TValue>> collection, IEqualityComparer<TKey>? comparer) : base(collection, comparer)
    {
    }

    ref ObjectHeader? IHeaderOwner.Header => ref Header;

    int ICollection<KeyValuePair<TKey, TValue>>.Count => OrderedDictionaryShims<TKey, TValue>.get_Count(this);

    int IReadOnlyCollection<KeyValuePair<TKey, TValue>>.Count => OrderedDictionaryShims<TKey, TValue>.get_Count(this);

    int ICollection.Count => OrderedDictionaryShims<TKey, TValue>.get_Count(this);

    bool ICollection<KeyValuePair<TKey, TValue>>.IsReadOnly => false;

    bool IDictionary.IsReadOnly => false;

    bool IDictionary.IsFixedSize => false;

    bool ICollection.IsSynchronized => false;

    object ICollection.SyncRoot => this;

    ICollection<TKey> IDictionary<TKey, TValue>.Keys => OrderedDictionaryShims<TKey, TValue>.get_Keys(this);

    IEnumerable<TKey> IReadOnlyDictionary<TKey, TValue>.Keys => OrderedDictionaryShims<TKey, TValue>.get_Keys(this);

    ICollection IDictionary.Keys => OrderedDictionaryShims<TKey, TValue>.get_Keys(this);

    ICollection<TValue> IDictionary<TKey, TValue>.Values => OrderedDictionaryShims<TKey, TValue>.get_Values(this);

    IEnumerable<TValue> IReadOnlyDictionary<TKey, TValue>.Values => OrderedDictionaryShims<TKey, TValue>.get_Values(this);

    ICollection IDictionary.Values => OrderedDictionaryShims<TKey, TValue>.get_Values(this);

    TValue IDictionary<TKey, TValue>.this[TKey key]
    {
        get => OrderedDictionaryShims<TKey, TValue>.get_Item(this, key);
        set => OrderedDictionaryShims<TKey, TValue>.set_Item(this, key, value);
    }

    TValue IReadOnlyDictionary<TKey, TValue>.this[TKey key] => OrderedDictionaryShims<TKey, TValue>.get_Item(this, key);

    object? IDictionary.this[object key]
    {
        get => Untyped.IsKey(key, out TKey? typed) && OrderedDictionaryShims<TKey, TValue>.TryGetValue(this, typed, out TValue? value) ? value : null;
        set => OrderedDictionaryShims<TKey, TValue>.set_Item(this, Untyped.Key<TKey>(key), Untyped.Value<TValue>(value, nameof(value)));
    }

    void IDictionary<TKey, TValue>.Add(TKey key, TValue value) => OrderedDictionaryShims<TKey, TValue>.Add(this, key, value);

    void ICollection<KeyValuePair<TKey, TValue>>.Add(KeyValuePair<TKey, TValue> item) => OrderedDictionaryShims<TKey, TValue>.Add(this, item.Key, item.Value);

    void IDictionary.Add(object key, object? value) => OrderedDictionaryShims<TKey, TValue>.Add(this, Untyped.Key<TKey>(key), Untyped.Value<TValue>(value, nameof(value)));

    void ICollection<KeyValuePair<TKey, TValue>>.Clear() => OrderedDictionaryShims<TKey, TValue>.Clear(this);

    void IDictionary.Clear() => OrderedDictionaryShims<TKey, TValue>.Clear(this);

    bool ICollection<KeyValuePair<TKey, TValue>>.Contains(KeyValuePair<TKey, TValue> item) =>
        OrderedDictionaryShims<TKey, TValue>.TryGetValue(this, item.Key, out TValue? value) && EqualityComparer<TValue>.Default.Equals(value, item.Value);

    bool IDictionary.Contains(object key) => Untyped.IsKey(key, out TKey? typed) && OrderedDictionaryShims<TKey, TValue>.ContainsKey(this, typed);

    bool IDictionary<TKey, TValue>.ContainsKey(TKey key) => OrderedDictionaryShims<TKey, TValue>.ContainsKey(this, key);

    bool IReadOnlyDictionary<TKey, TValue>.ContainsKey(TKey key) => OrderedDictionaryShims<TKey, TValue>.ContainsKey(this, key);

    void ICollection<KeyValuePair<TKey, TValue>>.CopyTo(KeyValuePair<TKey, TValue>[] array, int arrayIndex) => Untyped.CopyTo(Snapshot(), array, arrayIndex);

    void ICollection.CopyTo(Array array, int index) => Untyped.CopyTo(Snapshot(), array, index);

    IEnumerator<KeyValuePair<TKey, TValue>> IEnumerable<KeyValuePair<TKey, TValue>>.GetEnumerator() => OrderedDictionaryShims<TKey, TValue>.GetEnumerator(this);

    IEnumerator IEnumerable.GetEnumerator() => OrderedDictionaryShims<TKey, TValue>.GetEnumerator(this);

    IDictionaryEnumerator IDictionary.GetEnumerator() => new EntryEnumerator<TKey, TValue>(OrderedDictionaryShims<TKey, TValue>.GetEnumerator(this));

    bool IDictionary<TKey, TValue>.Remove(TKey key) => OrderedDictionaryShims<TKey, TValue>.Remove(this, key);

    bool ICollection<KeyValuePair<TKey, TValue>>.Remove(KeyValuePair<TKey, TValue> item) =>
        ((ICollection<KeyValuePair<TKey, TValue>>)this).Contains(item) && OrderedDictionaryShims<TKey, TValue>.Remove(this, item.Key);

    void IDictionary.Remove(object key)
    {
        if (Untyped.IsKey(key, out TKey? typed))
            OrderedDictionaryShims<TKey, TValue>.Remove(this, typed);
    }

    bool IDictionary<TKey, TValue>.TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value) => OrderedDictionaryShims<TKey, TValue>.TryGetValue(this, key, out value);

    bool IReadOnlyDictionary<TKey, TValue>.TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value) => OrderedDictionaryShims<TKey, TValue>.TryGetValue(this, key, out value);

    private KeyValuePair<TKey, TValue>[] Snapshot()
    {
        OrderedDictionaryReplica<TKey, TValue>.CatchUp(this);
        return Snapshots.Take(this, OrderedDictionaryContent<TKey, TValue>.Copy);
    }
}
