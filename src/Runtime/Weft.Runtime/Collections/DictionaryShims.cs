using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Weft.Runtime.Collections;

namespace Weft.Runtime.Contract;

/// <summary>Replaces <see cref="Dictionary{TKey, TValue}"/>'s constructors and members. The unshared case costs one load for each look.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.Generic.Dictionary`2", Untouched = "GetAlternateLookup TryGetAlternateLookup get_Capacity get_Comparer GetObjectData OnDeserialization")]
public static class DictionaryShims<TKey, TValue> where TKey : notnull
{
    /// <summary>See <see cref="Dictionary{TKey, TValue}.Dictionary()"/>.</summary>
    public static Dictionary<TKey, TValue> Create() => Activation.IsActive ? new SharedDictionary<TKey, TValue>() : new Dictionary<TKey, TValue>();

    /// <summary>See <see cref="Dictionary{TKey, TValue}.Dictionary(int)"/>.</summary>
    public static Dictionary<TKey, TValue> Create(int capacity) => Activation.IsActive ? new SharedDictionary<TKey, TValue>(capacity) : new Dictionary<TKey, TValue>(capacity);

    /// <summary>See <see cref="Dictionary{TKey, TValue}.Dictionary(IEqualityComparer{TKey})"/>.</summary>
    public static Dictionary<TKey, TValue> Create(IEqualityComparer<TKey>? comparer) => Activation.IsActive ? new SharedDictionary<TKey, TValue>(comparer) : new Dictionary<TKey, TValue>(comparer);

    /// <summary>See <see cref="Dictionary{TKey, TValue}.Dictionary(int, IEqualityComparer{TKey})"/>.</summary>
    public static Dictionary<TKey, TValue> Create(int capacity, IEqualityComparer<TKey>? comparer) => Activation.IsActive ? new SharedDictionary<TKey, TValue>(capacity, comparer) : new Dictionary<TKey, TValue>(capacity, comparer);

    /// <summary>See <see cref="Dictionary{TKey, TValue}.Dictionary(IDictionary{TKey, TValue})"/>.</summary>
    public static Dictionary<TKey, TValue> Create(IDictionary<TKey, TValue> dictionary) => Activation.IsActive ? new SharedDictionary<TKey, TValue>(dictionary) : new Dictionary<TKey, TValue>(dictionary);

    /// <summary>See <see cref="Dictionary{TKey, TValue}.Dictionary(IDictionary{TKey, TValue}, IEqualityComparer{TKey})"/>.</summary>
    public static Dictionary<TKey, TValue> Create(IDictionary<TKey, TValue> dictionary, IEqualityComparer<TKey>? comparer) => Activation.IsActive ? new SharedDictionary<TKey, TValue>(dictionary, comparer) : new Dictionary<TKey, TValue>(dictionary, comparer);

    /// <summary>See <see cref="Dictionary{TKey, TValue}.Dictionary(IEnumerable{KeyValuePair{TKey, TValue}})"/>.</summary>
    public static Dictionary<TKey, TValue> Create(IEnumerable<KeyValuePair<TKey, TValue>> collection) => Activation.IsActive ? new SharedDictionary<TKey, TValue>(collection) : new Dictionary<TKey, TValue>(collection);

    /// <summary>See <see cref="Dictionary{TKey, TValue}.Dictionary(IEnumerable{KeyValuePair{TKey, TValue}}, IEqualityComparer{TKey})"/>.</summary>
    public static Dictionary<TKey, TValue> Create(IEnumerable<KeyValuePair<TKey, TValue>> collection, IEqualityComparer<TKey>? comparer) => Activation.IsActive ? new SharedDictionary<TKey, TValue>(collection, comparer) : new Dictionary<TKey, TValue>(collection, comparer);

    /// <summary>See <see cref="Dictionary{TKey, TValue}.Add(TKey, TValue)"/>.</summary>
    public static void Add(Dictionary<TKey, TValue> self, TKey key, TValue value)
    {
        if (MapReplica<TKey, TValue>.IsShared(self, out MapReplica<TKey, TValue>? replica))
        {
            replica.Add(self, key, value);
            return;
        }
        self.Add(key, value);
        MapReplica<TKey, TValue>.LookAgain(self);
    }

    /// <summary>See <see cref="Dictionary{TKey, TValue}.Clear()"/>.</summary>
    public static void Clear(Dictionary<TKey, TValue> self)
    {
        if (MapReplica<TKey, TValue>.IsShared(self, out MapReplica<TKey, TValue>? replica))
        {
            replica.Clear(self);
            return;
        }
        self.Clear();
        MapReplica<TKey, TValue>.LookAgain(self);
    }

    /// <summary>See <see cref="Dictionary{TKey, TValue}.Remove(TKey)"/>.</summary>
    public static bool Remove(Dictionary<TKey, TValue> self, TKey key)
    {
        if (MapReplica<TKey, TValue>.IsShared(self, out MapReplica<TKey, TValue>? replica))
            return replica.Remove(self, key);
        bool result = self.Remove(key);
        MapReplica<TKey, TValue>.LookAgain(self);
        return result;
    }

    /// <summary>See <see cref="Dictionary{TKey, TValue}.Remove(TKey, out TValue)"/>.</summary>
    public static bool Remove(Dictionary<TKey, TValue> self, TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (MapReplica<TKey, TValue>.IsShared(self, out MapReplica<TKey, TValue>? replica))
            return replica.Remove(self, key, out value);
        bool result = self.Remove(key, out value);
        MapReplica<TKey, TValue>.LookAgain(self);
        return result;
    }

    /// <summary>See <see cref="Dictionary{TKey, TValue}.this"/>.</summary>
    public static void set_Item(Dictionary<TKey, TValue> self, TKey key, TValue value)
    {
        if (MapReplica<TKey, TValue>.IsShared(self, out MapReplica<TKey, TValue>? replica))
        {
            replica.SetItem(self, key, value);
            return;
        }
        self[key] = value;
        MapReplica<TKey, TValue>.LookAgain(self);
    }

    /// <summary>See <see cref="Dictionary{TKey, TValue}.TryAdd(TKey, TValue)"/>.</summary>
    public static bool TryAdd(Dictionary<TKey, TValue> self, TKey key, TValue value)
    {
        if (MapReplica<TKey, TValue>.IsShared(self, out MapReplica<TKey, TValue>? replica))
            return replica.TryAdd(self, key, value);
        bool result = self.TryAdd(key, value);
        MapReplica<TKey, TValue>.LookAgain(self);
        return result;
    }

    /// <summary>See <see cref="Dictionary{TKey, TValue}.EnsureCapacity(int)"/>.</summary>
    public static int EnsureCapacity(Dictionary<TKey, TValue> self, int capacity)
    {
        if (MapReplica<TKey, TValue>.IsShared(self, out MapReplica<TKey, TValue>? replica))
            return replica.EnsureCapacity(self, capacity);
        return self.EnsureCapacity(capacity);
    }

    /// <summary>See <see cref="Dictionary{TKey, TValue}.TrimExcess()"/>.</summary>
    public static void TrimExcess(Dictionary<TKey, TValue> self)
    {
        if (MapReplica<TKey, TValue>.IsShared(self, out MapReplica<TKey, TValue>? replica))
        {
            replica.TrimExcess(self);
            return;
        }
        self.TrimExcess();
    }

    /// <summary>See <see cref="Dictionary{TKey, TValue}.TrimExcess(int)"/>.</summary>
    public static void TrimExcess(Dictionary<TKey, TValue> self, int capacity)
    {
        if (MapReplica<TKey, TValue>.IsShared(self, out MapReplica<TKey, TValue>? replica))
        {
            replica.TrimExcess(self, capacity);
            return;
        }
        self.TrimExcess(capacity);
    }

    /// <summary>See <see cref="Dictionary{TKey, TValue}.ContainsKey(TKey)"/>.</summary>
    public static bool ContainsKey(Dictionary<TKey, TValue> self, TKey key)
    {
        if (MapReplica<TKey, TValue>.IsShared(self, out MapReplica<TKey, TValue>? replica))
            return replica.ContainsKey(self, key);
        return self.ContainsKey(key);
    }

    /// <summary>See <see cref="Dictionary{TKey, TValue}.ContainsValue(TValue)"/>.</summary>
    public static bool ContainsValue(Dictionary<TKey, TValue> self, TValue value)
    {
        if (MapReplica<TKey, TValue>.IsShared(self, out MapReplica<TKey, TValue>? replica))
            return replica.ContainsValue(self, value);
        return self.ContainsValue(value);
    }

    /// <summary>See <see cref="Dictionary{TKey, TValue}.Count"/>.</summary>
    public static int get_Count(Dictionary<TKey, TValue> self)
    {
        if (MapReplica<TKey, TValue>.IsShared(self, out MapReplica<TKey, TValue>? replica))
            return replica.GetCount(self);
        return self.Count;
    }

    /// <summary>See <see cref="Dictionary{TKey, TValue}.this"/>.</summary>
    public static TValue get_Item(Dictionary<TKey, TValue> self, TKey key)
    {
        if (MapReplica<TKey, TValue>.IsShared(self, out MapReplica<TKey, TValue>? replica))
            return replica.GetItem(self, key);
        return self[key];
    }

    /// <summary>See <see cref="Dictionary{TKey, TValue}.TryGetValue(TKey, out TValue)"/>.</summary>
    public static bool TryGetValue(Dictionary<TKey, TValue> self, TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (MapReplica<TKey, TValue>.IsShared(self, out MapReplica<TKey, TValue>? replica))
            return replica.TryGetValue(self, key, out value);
        return self.TryGetValue(key, out value);
    }

    /// <summary>See <see cref="Dictionary{TKey, TValue}.Keys"/>.</summary>
    public static Dictionary<TKey, TValue>.KeyCollection get_Keys(Dictionary<TKey, TValue> self)
    {
        MapReplica<TKey, TValue>.CatchUp(self);
        return self.Keys;
    }

    /// <summary>See <see cref="Dictionary{TKey, TValue}.Values"/>.</summary>
    public static Dictionary<TKey, TValue>.ValueCollection get_Values(Dictionary<TKey, TValue> self)
    {
        MapReplica<TKey, TValue>.CatchUp(self);
        return self.Values;
    }

    /// <summary>See <see cref="Dictionary{TKey, TValue}.GetEnumerator()"/>.</summary>
    public static Dictionary<TKey, TValue>.Enumerator GetEnumerator(Dictionary<TKey, TValue> self)
    {
        MapReplica<TKey, TValue>.CatchUp(self);
        return self.GetEnumerator();
    }
}
