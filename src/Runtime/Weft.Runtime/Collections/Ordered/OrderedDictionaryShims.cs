using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Weft.Runtime.Collections.Ordered;

namespace Weft.Runtime.Contract;

/// <summary>Replaces <see cref="OrderedDictionary{TKey, TValue}"/>'s constructors and members. The unshared case costs one load for each look.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.Generic.OrderedDictionary`2", Untouched = "get_Comparer get_Capacity")]
public static partial class OrderedDictionaryShims<TKey, TValue> where TKey : notnull
{
    /// <summary>See <see cref="OrderedDictionary{TKey, TValue}.OrderedDictionary()"/>.</summary>
    public static OrderedDictionary<TKey, TValue> Create() => Activation.IsActive ? new SharedOrderedDictionary<TKey, TValue>() : new OrderedDictionary<TKey, TValue>();

    /// <summary>See <see cref="OrderedDictionary{TKey, TValue}.OrderedDictionary(int)"/>.</summary>
    public static OrderedDictionary<TKey, TValue> Create(int capacity) => Activation.IsActive ? new SharedOrderedDictionary<TKey, TValue>(capacity) : new OrderedDictionary<TKey, TValue>(capacity);

    /// <summary>See <see cref="OrderedDictionary{TKey, TValue}.OrderedDictionary(IEqualityComparer{TKey})"/>.</summary>
    public static OrderedDictionary<TKey, TValue> Create(IEqualityComparer<TKey>? comparer) => Activation.IsActive ? new SharedOrderedDictionary<TKey, TValue>(comparer) : new OrderedDictionary<TKey, TValue>(comparer);

    /// <summary>See <see cref="OrderedDictionary{TKey, TValue}.OrderedDictionary(int, IEqualityComparer{TKey})"/>.</summary>
    public static OrderedDictionary<TKey, TValue> Create(int capacity, IEqualityComparer<TKey>? comparer) => Activation.IsActive ? new SharedOrderedDictionary<TKey, TValue>(capacity, comparer) : new OrderedDictionary<TKey, TValue>(capacity, comparer);

    /// <summary>See <see cref="OrderedDictionary{TKey, TValue}.OrderedDictionary(IDictionary{TKey, TValue})"/>.</summary>
    public static OrderedDictionary<TKey, TValue> Create(IDictionary<TKey, TValue> dictionary) => Activation.IsActive ? new SharedOrderedDictionary<TKey, TValue>(dictionary) : new OrderedDictionary<TKey, TValue>(dictionary);

    /// <summary>See <see cref="OrderedDictionary{TKey, TValue}.OrderedDictionary(IDictionary{TKey, TValue}, IEqualityComparer{TKey})"/>.</summary>
    public static OrderedDictionary<TKey, TValue> Create(IDictionary<TKey, TValue> dictionary, IEqualityComparer<TKey>? comparer) => Activation.IsActive ? new SharedOrderedDictionary<TKey, TValue>(dictionary, comparer) : new OrderedDictionary<TKey, TValue>(dictionary, comparer);

    /// <summary>See <see cref="OrderedDictionary{TKey, TValue}.OrderedDictionary(IEnumerable{KeyValuePair{TKey, TValue}})"/>.</summary>
    public static OrderedDictionary<TKey, TValue> Create(IEnumerable<KeyValuePair<TKey, TValue>> collection) => Activation.IsActive ? new SharedOrderedDictionary<TKey, TValue>(collection) : new OrderedDictionary<TKey, TValue>(collection);

    /// <summary>See <see cref="OrderedDictionary{TKey, TValue}.OrderedDictionary(IEnumerable{KeyValuePair{TKey, TValue}}, IEqualityComparer{TKey})"/>.</summary>
    public static OrderedDictionary<TKey, TValue> Create(IEnumerable<KeyValuePair<TKey, TValue>> collection, IEqualityComparer<TKey>? comparer) => Activation.IsActive ? new SharedOrderedDictionary<TKey, TValue>(collection, comparer) : new OrderedDictionary<TKey, TValue>(collection, comparer);

    /// <summary>See <see cref="OrderedDictionary{TKey, TValue}.Add(TKey, TValue)"/>.</summary>
    public static void Add(OrderedDictionary<TKey, TValue> self, TKey key, TValue value)
    {
        if (OrderedDictionaryReplica<TKey, TValue>.IsShared(self, out OrderedDictionaryReplica<TKey, TValue>? replica))
        {
            replica.Add(self, key, value);
            return;
        }
        self.Add(key, value);
        OrderedDictionaryReplica<TKey, TValue>.LookAgain(self);
    }

    /// <summary>See <see cref="OrderedDictionary{TKey, TValue}.TryAdd(TKey, TValue)"/>.</summary>
    public static bool TryAdd(OrderedDictionary<TKey, TValue> self, TKey key, TValue value)
    {
        if (OrderedDictionaryReplica<TKey, TValue>.IsShared(self, out OrderedDictionaryReplica<TKey, TValue>? replica))
            return replica.TryAdd(self, key, value);
        bool result = self.TryAdd(key, value);
        OrderedDictionaryReplica<TKey, TValue>.LookAgain(self);
        return result;
    }

    /// <summary>See <see cref="OrderedDictionary{TKey, TValue}.this"/>.</summary>
    public static void set_Item(OrderedDictionary<TKey, TValue> self, TKey key, TValue value)
    {
        if (OrderedDictionaryReplica<TKey, TValue>.IsShared(self, out OrderedDictionaryReplica<TKey, TValue>? replica))
        {
            replica.SetItem(self, key, value);
            return;
        }
        self[key] = value;
        OrderedDictionaryReplica<TKey, TValue>.LookAgain(self);
    }

    /// <summary>See <see cref="OrderedDictionary{TKey, TValue}.Remove(TKey)"/>.</summary>
    public static bool Remove(OrderedDictionary<TKey, TValue> self, TKey key)
    {
        if (OrderedDictionaryReplica<TKey, TValue>.IsShared(self, out OrderedDictionaryReplica<TKey, TValue>? replica))
            return replica.Remove(self, key);
        bool result = self.Remove(key);
        OrderedDictionaryReplica<TKey, TValue>.LookAgain(self);
        return result;
    }

    /// <summary>See <see cref="OrderedDictionary{TKey, TValue}.Remove(TKey, out TValue)"/>.</summary>
    public static bool Remove(OrderedDictionary<TKey, TValue> self, TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (OrderedDictionaryReplica<TKey, TValue>.IsShared(self, out OrderedDictionaryReplica<TKey, TValue>? replica))
            return replica.Remove(self, key, out value);
        bool result = self.Remove(key, out value);
        OrderedDictionaryReplica<TKey, TValue>.LookAgain(self);
        return result;
    }

    /// <summary>See <see cref="OrderedDictionary{TKey, TValue}.Clear()"/>.</summary>
    public static void Clear(OrderedDictionary<TKey, TValue> self)
    {
        if (OrderedDictionaryReplica<TKey, TValue>.IsShared(self, out OrderedDictionaryReplica<TKey, TValue>? replica))
        {
            replica.Clear(self);
            return;
        }
        self.Clear();
        OrderedDictionaryReplica<TKey, TValue>.LookAgain(self);
    }

    /// <summary>See <see cref="OrderedDictionary{TKey, TValue}.this"/>.</summary>
    public static TValue get_Item(OrderedDictionary<TKey, TValue> self, TKey key)
    {
        if (OrderedDictionaryReplica<TKey, TValue>.IsShared(self, out OrderedDictionaryReplica<TKey, TValue>? replica))
            return replica.GetItem(self, key);
        return self[key];
    }

    /// <summary>See <see cref="OrderedDictionary{TKey, TValue}.TryGetValue(TKey, out TValue)"/>.</summary>
    public static bool TryGetValue(OrderedDictionary<TKey, TValue> self, TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (OrderedDictionaryReplica<TKey, TValue>.IsShared(self, out OrderedDictionaryReplica<TKey, TValue>? replica))
            return replica.TryGetValue(self, key, out value);
        return self.TryGetValue(key, out value);
    }

    /// <summary>See <see cref="OrderedDictionary{TKey, TValue}.ContainsKey(TKey)"/>.</summary>
    public static bool ContainsKey(OrderedDictionary<TKey, TValue> self, TKey key)
    {
        if (OrderedDictionaryReplica<TKey, TValue>.IsShared(self, out OrderedDictionaryReplica<TKey, TValue>? replica))
            return replica.ContainsKey(self, key);
        return self.ContainsKey(key);
    }

    /// <summary>See <see cref="OrderedDictionary{TKey, TValue}.ContainsValue(TValue)"/>.</summary>
    public static bool ContainsValue(OrderedDictionary<TKey, TValue> self, TValue value)
    {
        if (OrderedDictionaryReplica<TKey, TValue>.IsShared(self, out OrderedDictionaryReplica<TKey, TValue>? replica))
            return replica.ContainsValue(self, value);
        return self.ContainsValue(value);
    }

    /// <summary>See <see cref="OrderedDictionary{TKey, TValue}.Count"/>.</summary>
    public static int get_Count(OrderedDictionary<TKey, TValue> self)
    {
        if (OrderedDictionaryReplica<TKey, TValue>.IsShared(self, out OrderedDictionaryReplica<TKey, TValue>? replica))
            return replica.GetCount(self);
        return self.Count;
    }

    /// <summary>See <see cref="OrderedDictionary{TKey, TValue}.EnsureCapacity(int)"/>.</summary>
    public static int EnsureCapacity(OrderedDictionary<TKey, TValue> self, int capacity)
    {
        if (OrderedDictionaryReplica<TKey, TValue>.IsShared(self, out OrderedDictionaryReplica<TKey, TValue>? replica))
            return replica.EnsureCapacity(self, capacity);
        return self.EnsureCapacity(capacity);
    }

    /// <summary>See <see cref="OrderedDictionary{TKey, TValue}.TrimExcess()"/>.</summary>
    public static void TrimExcess(OrderedDictionary<TKey, TValue> self)
    {
        if (OrderedDictionaryReplica<TKey, TValue>.IsShared(self, out OrderedDictionaryReplica<TKey, TValue>? replica))
        {
            replica.TrimExcess(self);
            return;
        }
        self.TrimExcess();
    }

    /// <summary>See <see cref="OrderedDictionary{TKey, TValue}.TrimExcess(int)"/>.</summary>
    public static void TrimExcess(OrderedDictionary<TKey, TValue> self, int capacity)
    {
        if (OrderedDictionaryReplica<TKey, TValue>.IsShared(self, out OrderedDictionaryReplica<TKey, TValue>? replica))
        {
            replica.TrimExcess(self, capacity);
            return;
        }
        self.TrimExcess(capacity);
    }

    /// <summary>See <see cref="OrderedDictionary{TKey, TValue}.Keys"/>.</summary>
    public static OrderedDictionary<TKey, TValue>.KeyCollection get_Keys(OrderedDictionary<TKey, TValue> self) => Current(self).Keys;

    /// <summary>See <see cref="OrderedDictionary{TKey, TValue}.Values"/>.</summary>
    public static OrderedDictionary<TKey, TValue>.ValueCollection get_Values(OrderedDictionary<TKey, TValue> self) => Current(self).Values;

    /// <summary>See <see cref="OrderedDictionary{TKey, TValue}.GetEnumerator"/>.</summary>
    public static OrderedDictionary<TKey, TValue>.Enumerator GetEnumerator(OrderedDictionary<TKey, TValue> self) => Current(self).GetEnumerator();

    // The dictionary, with what other nodes have done to it.
    private static OrderedDictionary<TKey, TValue> Current(OrderedDictionary<TKey, TValue> self)
    {
        OrderedDictionaryReplica<TKey, TValue>.CatchUp(self);
        return self;
    }
}
