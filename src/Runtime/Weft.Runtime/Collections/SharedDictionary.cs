using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Weft.Runtime.Contract;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections;

/// <summary>
/// A dictionary made by woven code of a clustered program. It implements the interfaces again, so that calls through them are caught where
/// the caller is not woven.
/// </summary>
internal sealed class SharedDictionary<TKey, TValue> : Dictionary<TKey, TValue>, IHeaderOwner, IDictionary<TKey, TValue>, IReadOnlyDictionary<TKey, TValue>, IDictionary
    where TKey : notnull
{
    /// <summary>Null until the collection is shared.</summary>
    internal ObjectHeader? Header;

    public SharedDictionary()
    {
    }

    public SharedDictionary(int capacity) : base(capacity)
    {
    }

    public SharedDictionary(IEqualityComparer<TKey>? comparer) : base(comparer)
    {
    }

    public SharedDictionary(int capacity, IEqualityComparer<TKey>? comparer) : base(capacity, comparer)
    {
    }

    public SharedDictionary(IDictionary<TKey, TValue> dictionary) : base(dictionary)
    {
    }

    public SharedDictionary(IDictionary<TKey, TValue> dictionary, IEqualityComparer<TKey>? comparer) : base(dictionary, comparer)
    {
    }

    public SharedDictionary(IEnumerable<KeyValuePair<TKey, TValue>> collection) : base(collection)
    {
    }

    public SharedDictionary(IEnumerable<KeyValuePair<TKey, TValue>> collection, IEqualityComparer<TKey>? comparer) : base(collection, comparer)
    {
    }

    ref ObjectHeader? IHeaderOwner.Header => ref Header;

    int ICollection<KeyValuePair<TKey, TValue>>.Count => DictionaryShims<TKey, TValue>.get_Count(this);

    int IReadOnlyCollection<KeyValuePair<TKey, TValue>>.Count => DictionaryShims<TKey, TValue>.get_Count(this);

    int ICollection.Count => DictionaryShims<TKey, TValue>.get_Count(this);

    bool ICollection<KeyValuePair<TKey, TValue>>.IsReadOnly => false;

    bool IDictionary.IsReadOnly => false;

    bool IDictionary.IsFixedSize => false;

    bool ICollection.IsSynchronized => false;

    object ICollection.SyncRoot => this;

    ICollection<TKey> IDictionary<TKey, TValue>.Keys => DictionaryShims<TKey, TValue>.get_Keys(this);

    IEnumerable<TKey> IReadOnlyDictionary<TKey, TValue>.Keys => DictionaryShims<TKey, TValue>.get_Keys(this);

    ICollection IDictionary.Keys => DictionaryShims<TKey, TValue>.get_Keys(this);

    ICollection<TValue> IDictionary<TKey, TValue>.Values => DictionaryShims<TKey, TValue>.get_Values(this);

    IEnumerable<TValue> IReadOnlyDictionary<TKey, TValue>.Values => DictionaryShims<TKey, TValue>.get_Values(this);

    ICollection IDictionary.Values => DictionaryShims<TKey, TValue>.get_Values(this);

    TValue IDictionary<TKey, TValue>.this[TKey key]
    {
        get => DictionaryShims<TKey, TValue>.get_Item(this, key);
        set => DictionaryShims<TKey, TValue>.set_Item(this, key, value);
    }

    TValue IReadOnlyDictionary<TKey, TValue>.this[TKey key] => DictionaryShims<TKey, TValue>.get_Item(this, key);

    object? IDictionary.this[object key]
    {
        get => Untyped.IsKey(key, out TKey? typed) && DictionaryShims<TKey, TValue>.TryGetValue(this, typed, out TValue? value) ? value : null;
        set => DictionaryShims<TKey, TValue>.set_Item(this, Untyped.Key<TKey>(key), Untyped.Value<TValue>(value, nameof(value)));
    }

    void IDictionary<TKey, TValue>.Add(TKey key, TValue value) => DictionaryShims<TKey, TValue>.Add(this, key, value);

    void ICollection<KeyValuePair<TKey, TValue>>.Add(KeyValuePair<TKey, TValue> item) => DictionaryShims<TKey, TValue>.Add(this, item.Key, item.Value);

    void IDictionary.Add(object key, object? value) => DictionaryShims<TKey, TValue>.Add(this, Untyped.Key<TKey>(key), Untyped.Value<TValue>(value, nameof(value)));

    void ICollection<KeyValuePair<TKey, TValue>>.Clear() => DictionaryShims<TKey, TValue>.Clear(this);

    void IDictionary.Clear() => DictionaryShims<TKey, TValue>.Clear(this);

    bool ICollection<KeyValuePair<TKey, TValue>>.Contains(KeyValuePair<TKey, TValue> item) =>
        DictionaryShims<TKey, TValue>.TryGetValue(this, item.Key, out TValue? value) && EqualityComparer<TValue>.Default.Equals(value, item.Value);

    bool IDictionary.Contains(object key) => Untyped.IsKey(key, out TKey? typed) && DictionaryShims<TKey, TValue>.ContainsKey(this, typed);

    bool IDictionary<TKey, TValue>.ContainsKey(TKey key) => DictionaryShims<TKey, TValue>.ContainsKey(this, key);

    bool IReadOnlyDictionary<TKey, TValue>.ContainsKey(TKey key) => DictionaryShims<TKey, TValue>.ContainsKey(this, key);

    void ICollection<KeyValuePair<TKey, TValue>>.CopyTo(KeyValuePair<TKey, TValue>[] array, int arrayIndex) => Untyped.CopyTo(Snapshot(), array, arrayIndex);

    void ICollection.CopyTo(Array array, int index) => Untyped.CopyEntries(Snapshot(), array, index, tellsMismatch: false);

    IEnumerator<KeyValuePair<TKey, TValue>> IEnumerable<KeyValuePair<TKey, TValue>>.GetEnumerator() => DictionaryShims<TKey, TValue>.GetEnumerator(this);

    IEnumerator IEnumerable.GetEnumerator() => DictionaryShims<TKey, TValue>.GetEnumerator(this);

    IDictionaryEnumerator IDictionary.GetEnumerator() => new EntryEnumerator<TKey, TValue>(DictionaryShims<TKey, TValue>.GetEnumerator(this));

    bool IDictionary<TKey, TValue>.Remove(TKey key) => DictionaryShims<TKey, TValue>.Remove(this, key);

    bool ICollection<KeyValuePair<TKey, TValue>>.Remove(KeyValuePair<TKey, TValue> item) =>
        ((ICollection<KeyValuePair<TKey, TValue>>)this).Contains(item) && DictionaryShims<TKey, TValue>.Remove(this, item.Key);

    void IDictionary.Remove(object key)
    {
        if (Untyped.IsKey(key, out TKey? typed))
            DictionaryShims<TKey, TValue>.Remove(this, typed);
    }

    bool IDictionary<TKey, TValue>.TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value) => DictionaryShims<TKey, TValue>.TryGetValue(this, key, out value);

    bool IReadOnlyDictionary<TKey, TValue>.TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value) => DictionaryShims<TKey, TValue>.TryGetValue(this, key, out value);

    private KeyValuePair<TKey, TValue>[] Snapshot()
    {
        MapReplica<TKey, TValue>.CatchUp(this);
        return Snapshots.Take(this, DictionaryContent<TKey, TValue>.Copy);
    }
}
