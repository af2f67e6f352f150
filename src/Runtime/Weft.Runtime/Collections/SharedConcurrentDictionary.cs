using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Weft.Runtime.Contract;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections;

/// <summary>A concurrent dictionary made by woven code of a clustered program; see <see cref="SharedDictionary{TKey, TValue}"/>.</summary>
internal sealed class SharedConcurrentDictionary<TKey, TValue> : ConcurrentDictionary<TKey, TValue>, IHeaderOwner, IDictionary<TKey, TValue>, IReadOnlyDictionary<TKey, TValue>, IDictionary
    where TKey : notnull
{
    /// <summary>Null until the collection is shared.</summary>
    internal ObjectHeader? Header;

    public SharedConcurrentDictionary()
    {
    }

    public SharedConcurrentDictionary(int concurrencyLevel, int capacity) : base(concurrencyLevel, capacity)
    {
    }

    public SharedConcurrentDictionary(IEnumerable<KeyValuePair<TKey, TValue>> collection) : base(collection)
    {
    }

    public SharedConcurrentDictionary(IEqualityComparer<TKey>? comparer) : base(comparer)
    {
    }

    public SharedConcurrentDictionary(IEnumerable<KeyValuePair<TKey, TValue>> collection, IEqualityComparer<TKey>? comparer) : base(collection, comparer)
    {
    }

    public SharedConcurrentDictionary(int concurrencyLevel, IEnumerable<KeyValuePair<TKey, TValue>> collection, IEqualityComparer<TKey>? comparer) : base(concurrencyLevel, collection, comparer)
    {
    }

    public SharedConcurrentDictionary(int concurrencyLevel, int capacity, IEqualityComparer<TKey>? comparer) : base(concurrencyLevel, capacity, comparer)
    {
    }

    ref ObjectHeader? IHeaderOwner.Header => ref Header;

    int ICollection<KeyValuePair<TKey, TValue>>.Count => ConcurrentDictionaryShims<TKey, TValue>.get_Count(this);

    int IReadOnlyCollection<KeyValuePair<TKey, TValue>>.Count => ConcurrentDictionaryShims<TKey, TValue>.get_Count(this);

    int ICollection.Count => ConcurrentDictionaryShims<TKey, TValue>.get_Count(this);

    bool ICollection<KeyValuePair<TKey, TValue>>.IsReadOnly => false;

    bool IDictionary.IsReadOnly => false;

    bool IDictionary.IsFixedSize => false;

    bool ICollection.IsSynchronized => false;

    object ICollection.SyncRoot => throw new NotSupportedException("The SyncRoot property may not be used for the synchronization of concurrent collections.");

    ICollection<TKey> IDictionary<TKey, TValue>.Keys => ConcurrentDictionaryShims<TKey, TValue>.get_Keys(this);

    IEnumerable<TKey> IReadOnlyDictionary<TKey, TValue>.Keys => ConcurrentDictionaryShims<TKey, TValue>.get_Keys(this);

    ICollection IDictionary.Keys => (ICollection)ConcurrentDictionaryShims<TKey, TValue>.get_Keys(this);

    ICollection<TValue> IDictionary<TKey, TValue>.Values => ConcurrentDictionaryShims<TKey, TValue>.get_Values(this);

    IEnumerable<TValue> IReadOnlyDictionary<TKey, TValue>.Values => ConcurrentDictionaryShims<TKey, TValue>.get_Values(this);

    ICollection IDictionary.Values => (ICollection)ConcurrentDictionaryShims<TKey, TValue>.get_Values(this);

    TValue IDictionary<TKey, TValue>.this[TKey key]
    {
        get => ConcurrentDictionaryShims<TKey, TValue>.get_Item(this, key);
        set => ConcurrentDictionaryShims<TKey, TValue>.set_Item(this, key, value);
    }

    TValue IReadOnlyDictionary<TKey, TValue>.this[TKey key] => ConcurrentDictionaryShims<TKey, TValue>.get_Item(this, key);

    object? IDictionary.this[object key]
    {
        get => Untyped.IsKey(key, out TKey? typed) && ConcurrentDictionaryShims<TKey, TValue>.TryGetValue(this, typed, out TValue? value) ? value : null;
        set => ConcurrentDictionaryShims<TKey, TValue>.set_Item(this, Untyped.Key<TKey>(key), Untyped.Value<TValue>(value, nameof(value)));
    }

    void IDictionary<TKey, TValue>.Add(TKey key, TValue value) => AddNew(key, value);

    void ICollection<KeyValuePair<TKey, TValue>>.Add(KeyValuePair<TKey, TValue> item) => AddNew(item.Key, item.Value);

    void IDictionary.Add(object key, object? value) => AddNew(Untyped.Key<TKey>(key), Untyped.Value<TValue>(value, nameof(value)));

    void ICollection<KeyValuePair<TKey, TValue>>.Clear() => ConcurrentDictionaryShims<TKey, TValue>.Clear(this);

    void IDictionary.Clear() => ConcurrentDictionaryShims<TKey, TValue>.Clear(this);

    bool ICollection<KeyValuePair<TKey, TValue>>.Contains(KeyValuePair<TKey, TValue> item) =>
        ConcurrentDictionaryShims<TKey, TValue>.TryGetValue(this, item.Key, out TValue? value) && EqualityComparer<TValue>.Default.Equals(value, item.Value);

    bool IDictionary.Contains(object key) => Untyped.IsKey(key, out TKey? typed) && ConcurrentDictionaryShims<TKey, TValue>.ContainsKey(this, typed);

    bool IDictionary<TKey, TValue>.ContainsKey(TKey key) => ConcurrentDictionaryShims<TKey, TValue>.ContainsKey(this, key);

    bool IReadOnlyDictionary<TKey, TValue>.ContainsKey(TKey key) => ConcurrentDictionaryShims<TKey, TValue>.ContainsKey(this, key);

    void ICollection<KeyValuePair<TKey, TValue>>.CopyTo(KeyValuePair<TKey, TValue>[] array, int arrayIndex) => Untyped.CopyTo(Snapshot(), array, arrayIndex);

    void ICollection.CopyTo(Array array, int index) => Untyped.CopyEntries(Snapshot(), array, index, tellsMismatch: true);

    IEnumerator<KeyValuePair<TKey, TValue>> IEnumerable<KeyValuePair<TKey, TValue>>.GetEnumerator() => ConcurrentDictionaryShims<TKey, TValue>.GetEnumerator(this);

    IEnumerator IEnumerable.GetEnumerator() => ConcurrentDictionaryShims<TKey, TValue>.GetEnumerator(this);

    IDictionaryEnumerator IDictionary.GetEnumerator() => new EntryEnumerator<TKey, TValue>(ConcurrentDictionaryShims<TKey, TValue>.GetEnumerator(this));

    bool IDictionary<TKey, TValue>.Remove(TKey key) => ConcurrentDictionaryShims<TKey, TValue>.TryRemove(this, key, out _);

    bool ICollection<KeyValuePair<TKey, TValue>>.Remove(KeyValuePair<TKey, TValue> item) =>
        ConcurrentDictionaryShims<TKey, TValue>.TryRemove(this, item);

    void IDictionary.Remove(object key)
    {
        if (Untyped.IsKey(key, out TKey? typed))
            ConcurrentDictionaryShims<TKey, TValue>.TryRemove(this, typed, out _);
    }

    bool IDictionary<TKey, TValue>.TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value) => ConcurrentDictionaryShims<TKey, TValue>.TryGetValue(this, key, out value);

    bool IReadOnlyDictionary<TKey, TValue>.TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value) => ConcurrentDictionaryShims<TKey, TValue>.TryGetValue(this, key, out value);

    private void AddNew(TKey key, TValue value)
    {
        if (!ConcurrentDictionaryShims<TKey, TValue>.TryAdd(this, key, value))
            throw new ArgumentException("The key already existed in the dictionary.");
    }

    private KeyValuePair<TKey, TValue>[] Snapshot()
    {
        ConcurrentMapReplica<TKey, TValue>.CatchUp(this);
        return ToArray();
    }
}
