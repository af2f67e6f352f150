using System.Diagnostics.CodeAnalysis;
using Weft.Runtime.Collections.Ordered;

namespace Weft.Runtime.Contract;

/// <content>What works on the places of entries.</content>
public static partial class OrderedDictionaryShims<TKey, TValue>
{
    /// <summary>See <see cref="OrderedDictionary{TKey, TValue}.TryAdd(TKey, TValue, out int)"/>.</summary>
    public static bool TryAdd(OrderedDictionary<TKey, TValue> self, TKey key, TValue value, out int index)
    {
        if (OrderedDictionaryReplica<TKey, TValue>.IsShared(self, out OrderedDictionaryReplica<TKey, TValue>? replica))
            return replica.TryAdd(self, key, value, out index);
        bool result = self.TryAdd(key, value, out index);
        OrderedDictionaryReplica<TKey, TValue>.LookAgain(self);
        return result;
    }

    /// <summary>See <see cref="OrderedDictionary{TKey, TValue}.Insert(int, TKey, TValue)"/>.</summary>
    public static void Insert(OrderedDictionary<TKey, TValue> self, int index, TKey key, TValue value)
    {
        if (OrderedDictionaryReplica<TKey, TValue>.IsShared(self, out OrderedDictionaryReplica<TKey, TValue>? replica))
        {
            replica.Insert(self, index, key, value);
            return;
        }
        self.Insert(index, key, value);
        OrderedDictionaryReplica<TKey, TValue>.LookAgain(self);
    }

    /// <summary>See <see cref="OrderedDictionary{TKey, TValue}.RemoveAt(int)"/>.</summary>
    public static void RemoveAt(OrderedDictionary<TKey, TValue> self, int index)
    {
        if (OrderedDictionaryReplica<TKey, TValue>.IsShared(self, out OrderedDictionaryReplica<TKey, TValue>? replica))
        {
            replica.RemoveAt(self, index);
            return;
        }
        self.RemoveAt(index);
        OrderedDictionaryReplica<TKey, TValue>.LookAgain(self);
    }

    /// <summary>See <see cref="OrderedDictionary{TKey, TValue}.SetAt(int, TValue)"/>.</summary>
    public static void SetAt(OrderedDictionary<TKey, TValue> self, int index, TValue value)
    {
        if (OrderedDictionaryReplica<TKey, TValue>.IsShared(self, out OrderedDictionaryReplica<TKey, TValue>? replica))
        {
            replica.SetAt(self, index, value);
            return;
        }
        self.SetAt(index, value);
        OrderedDictionaryReplica<TKey, TValue>.LookAgain(self);
    }

    /// <summary>See <see cref="OrderedDictionary{TKey, TValue}.SetAt(int, TKey, TValue)"/>.</summary>
    public static void SetAt(OrderedDictionary<TKey, TValue> self, int index, TKey key, TValue value)
    {
        if (OrderedDictionaryReplica<TKey, TValue>.IsShared(self, out OrderedDictionaryReplica<TKey, TValue>? replica))
        {
            replica.SetAt(self, index, key, value);
            return;
        }
        self.SetAt(index, key, value);
        OrderedDictionaryReplica<TKey, TValue>.LookAgain(self);
    }

    /// <summary>See <see cref="OrderedDictionary{TKey, TValue}.TryGetValue(TKey, out TValue, out int)"/>.</summary>
    public static bool TryGetValue(OrderedDictionary<TKey, TValue> self, TKey key, [MaybeNullWhen(false)] out TValue value, out int index)
    {
        if (OrderedDictionaryReplica<TKey, TValue>.IsShared(self, out OrderedDictionaryReplica<TKey, TValue>? replica))
            return replica.TryGetValue(self, key, out value, out index);
        return self.TryGetValue(key, out value, out index);
    }

    /// <summary>See <see cref="OrderedDictionary{TKey, TValue}.GetAt(int)"/>.</summary>
    public static KeyValuePair<TKey, TValue> GetAt(OrderedDictionary<TKey, TValue> self, int index)
    {
        if (OrderedDictionaryReplica<TKey, TValue>.IsShared(self, out OrderedDictionaryReplica<TKey, TValue>? replica))
            return replica.Read(self, (self, index), static a => a.self.GetAt(a.index));
        return self.GetAt(index);
    }

    /// <summary>See <see cref="OrderedDictionary{TKey, TValue}.IndexOf(TKey)"/>.</summary>
    public static int IndexOf(OrderedDictionary<TKey, TValue> self, TKey key)
    {
        if (OrderedDictionaryReplica<TKey, TValue>.IsShared(self, out OrderedDictionaryReplica<TKey, TValue>? replica))
            return replica.Read(self, (self, key), static a => a.self.IndexOf(a.key));
        return self.IndexOf(key);
    }
}
