using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Weft.Runtime.Contract;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections;

/// <summary>A sorted list made by woven code of a clustered program; see <see cref="SharedDictionary{TKey, TValue}"/>.</summary>
internal sealed class SharedSortedList<TKey, TValue> : SortedList<TKey, TValue>, IHeaderOwner, IDictionary<TKey, TValue>, IReadOnlyDictionary<TKey, TValue>, IDictionary
    where TKey : notnull
{
    /// <summary>Null until the collection is shared.</summary>
    internal ObjectHeader? Header;

    public SharedSortedList()
    {
    }

    public SharedSortedList(int capacity) : base(capacity)
    {
    }

    public SharedSortedList(IComparer<TKey>? comparer) : base(comparer)
    {
    }

    public SharedSortedList(int capacity, IComparer<TKey>? comparer) : base(capacity, comparer)
    {
    }

    public SharedSortedList(IDictionary<TKey, TValue> dictionary) : base(dictionary)
    {
    }

    public SharedSortedList(IDictionary<TKey, TValue> dictionary, IComparer<TKey>? comparer) : base(dictionary, comparer)
    {
    }

    ref ObjectHeader? IHeaderOwner.Header => ref Header;

    int ICollection<KeyValuePair<TKey, TValue>>.Count => SortedListShims<TKey, TValue>.get_Count(this);

    int IReadOnlyCollection<KeyValuePair<TKey, TValue>>.Count => SortedListShims<TKey, TValue>.get_Count(this);

    int ICollection.Count => SortedListShims<TKey, TValue>.get_Count(this);

    bool ICollection<KeyValuePair<TKey, TValue>>.IsReadOnly => false;

    bool IDictionary.IsReadOnly => false;

    bool IDictionary.IsFixedSize => false;

    bool ICollection.IsSynchronized => false;

    object ICollection.SyncRoot => this;

    ICollection<TKey> IDictionary<TKey, TValue>.Keys => SortedListShims<TKey, TValue>.get_Keys(this);

    IEnumerable<TKey> IReadOnlyDictionary<TKey, TValue>.Keys => SortedListShims<TKey, TValue>.get_Keys(this);

    ICollection IDictionary.Keys => (ICollection)SortedListShims<TKey, TValue>.get_Keys(this);

    ICollection<TValue> IDictionary<TKey, TValue>.Values => SortedListShims<TKey, TValue>.get_Values(this);

    IEnumerable<TValue> IReadOnlyDictionary<TKey, TValue>.Values => SortedListShims<TKey, TValue>.get_Values(this);

    ICollection IDictionary.Values => (ICollection)SortedListShims<TKey, TValue>.get_Values(this);

    TValue IDictionary<TKey, TValue>.this[TKey key]
    {
        get => SortedListShims<TKey, TValue>.get_Item(this, key);
        set => SortedListShims<TKey, TValue>.set_Item(this, key, value);
    }

    TValue IReadOnlyDictionary<TKey, TValue>.this[TKey key] => SortedListShims<TKey, TValue>.get_Item(this, key);

    object? IDictionary.this[object key]
    {
        get => Untyped.IsKey(key, out TKey? typed) && SortedListShims<TKey, TValue>.TryGetValue(this, typed, out TValue? value) ? value : null;
        set => SortedListShims<TKey, TValue>.set_Item(this, Untyped.Key<TKey>(key), Untyped.Value<TValue>(value, nameof(value)));
    }

    void IDictionary<TKey, TValue>.Add(TKey key, TValue value) => SortedListShims<TKey, TValue>.Add(this, key, value);

    void ICollection<KeyValuePair<TKey, TValue>>.Add(KeyValuePair<TKey, TValue> item) => SortedListShims<TKey, TValue>.Add(this, item.Key, item.Value);

    void IDictionary.Add(object key, object? value) => SortedListShims<TKey, TValue>.Add(this, Untyped.Key<TKey>(key), Untyped.Value<TValue>(value, nameof(value)));

    void ICollection<KeyValuePair<TKey, TValue>>.Clear() => SortedListShims<TKey, TValue>.Clear(this);

    void IDictionary.Clear() => SortedListShims<TKey, TValue>.Clear(this);

    bool ICollection<KeyValuePair<TKey, TValue>>.Contains(KeyValuePair<TKey, TValue> item) =>
        SortedListShims<TKey, TValue>.TryGetValue(this, item.Key, out TValue? value) && EqualityComparer<TValue>.Default.Equals(value, item.Value);

    bool IDictionary.Contains(object key) => Untyped.IsKey(key, out TKey? typed) && SortedListShims<TKey, TValue>.ContainsKey(this, typed);

    bool IDictionary<TKey, TValue>.ContainsKey(TKey key) => SortedListShims<TKey, TValue>.ContainsKey(this, key);

    bool IReadOnlyDictionary<TKey, TValue>.ContainsKey(TKey key) => SortedListShims<TKey, TValue>.ContainsKey(this, key);

    void ICollection<KeyValuePair<TKey, TValue>>.CopyTo(KeyValuePair<TKey, TValue>[] array, int arrayIndex) => Untyped.CopyTo(Snapshot(), array, arrayIndex);

    void ICollection.CopyTo(Array array, int index) => Untyped.CopyTo(Snapshot(), array, index);

    IEnumerator<KeyValuePair<TKey, TValue>> IEnumerable<KeyValuePair<TKey, TValue>>.GetEnumerator() => SortedListShims<TKey, TValue>.GetEnumerator(this);

    IEnumerator IEnumerable.GetEnumerator() => SortedListShims<TKey, TValue>.GetEnumerator(this);

    IDictionaryEnumerator IDictionary.GetEnumerator() => new EntryEnumerator<TKey, TValue>(SortedListShims<TKey, TValue>.GetEnumerator(this));

    bool IDictionary<TKey, TValue>.Remove(TKey key) => SortedListShims<TKey, TValue>.Remove(this, key);

    bool ICollection<KeyValuePair<TKey, TValue>>.Remove(KeyValuePair<TKey, TValue> item) =>
        ((ICollection<KeyValuePair<TKey, TValue>>)this).Contains(item) && SortedListShims<TKey, TValue>.Remove(this, item.Key);

    void IDictionary.Remove(object key)
    {
        if (Untyped.IsKey(key, out TKey? typed))
            SortedListShims<TKey, TValue>.Remove(this, typed);
    }

    bool IDictionary<TKey, TValue>.TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value) => SortedListShims<TKey, TValue>.TryGetValue(this, key, out value);

    bool IReadOnlyDictionary<TKey, TValue>.TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value) => SortedListShims<TKey, TValue>.TryGetValue(this, key, out value);

    private KeyValuePair<TKey, TValue>[] Snapshot()
    {
        SortedListReplica<TKey, TValue>.CatchUp(this);
        return Snapshots.Take(this, SortedListContent<TKey, TValue>.Copy);
    }
}
