using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Weft.Runtime.Barriers;
using Weft.Runtime.Collections;

namespace Weft.Runtime.Contract;

/// <summary>Replaces <see cref="SortedDictionary{TKey, TValue}"/>'s constructors and members. The unshared case costs one load for each look.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.Generic.SortedDictionary`2", Untouched = "get_Comparer")]
public static class SortedDictionaryShims<TKey, TValue> where TKey : notnull
{
    /// <summary>See <see cref="SortedDictionary{TKey, TValue}.SortedDictionary()"/>.</summary>
    public static SortedDictionary<TKey, TValue> Create() => Activation.IsActive ? new SharedSortedDictionary<TKey, TValue>() : new SortedDictionary<TKey, TValue>();

    /// <summary>See <see cref="SortedDictionary{TKey, TValue}.SortedDictionary(IComparer{TKey})"/>.</summary>
    public static SortedDictionary<TKey, TValue> Create(IComparer<TKey>? comparer) => Activation.IsActive ? new SharedSortedDictionary<TKey, TValue>(comparer) : new SortedDictionary<TKey, TValue>(comparer);

    /// <summary>See <see cref="SortedDictionary{TKey, TValue}.SortedDictionary(IDictionary{TKey, TValue})"/>.</summary>
    public static SortedDictionary<TKey, TValue> Create(IDictionary<TKey, TValue> dictionary) => Activation.IsActive ? new SharedSortedDictionary<TKey, TValue>(dictionary) : new SortedDictionary<TKey, TValue>(dictionary);

    /// <summary>See <see cref="SortedDictionary{TKey, TValue}.SortedDictionary(IDictionary{TKey, TValue}, IComparer{TKey})"/>.</summary>
    public static SortedDictionary<TKey, TValue> Create(IDictionary<TKey, TValue> dictionary, IComparer<TKey>? comparer) => Activation.IsActive ? new SharedSortedDictionary<TKey, TValue>(dictionary, comparer) : new SortedDictionary<TKey, TValue>(dictionary, comparer);

    /// <summary>See <see cref="SortedDictionary{TKey, TValue}.Add(TKey, TValue)"/>.</summary>
    public static void Add(SortedDictionary<TKey, TValue> self, TKey key, TValue value)
    {
        if (SortedDictionaryReplica<TKey, TValue>.IsShared(self, out SortedDictionaryReplica<TKey, TValue>? replica))
        {
            replica.Add(self, key, value);
            return;
        }
        self.Add(key, value);
        SortedDictionaryReplica<TKey, TValue>.LookAgain(self);
    }

    /// <summary>See <see cref="SortedDictionary{TKey, TValue}.this"/>.</summary>
    public static void set_Item(SortedDictionary<TKey, TValue> self, TKey key, TValue value)
    {
        if (SortedDictionaryReplica<TKey, TValue>.IsShared(self, out SortedDictionaryReplica<TKey, TValue>? replica))
        {
            replica.SetItem(self, key, value);
            return;
        }
        self[key] = value;
        SortedDictionaryReplica<TKey, TValue>.LookAgain(self);
    }

    /// <summary>See <see cref="SortedDictionary{TKey, TValue}.Remove(TKey)"/>.</summary>
    public static bool Remove(SortedDictionary<TKey, TValue> self, TKey key)
    {
        if (SortedDictionaryReplica<TKey, TValue>.IsShared(self, out SortedDictionaryReplica<TKey, TValue>? replica))
            return replica.Remove(self, key);
        bool result = self.Remove(key);
        SortedDictionaryReplica<TKey, TValue>.LookAgain(self);
        return result;
    }

    /// <summary>See <see cref="SortedDictionary{TKey, TValue}.Clear()"/>.</summary>
    public static void Clear(SortedDictionary<TKey, TValue> self)
    {
        if (SortedDictionaryReplica<TKey, TValue>.IsShared(self, out SortedDictionaryReplica<TKey, TValue>? replica))
        {
            replica.Clear(self);
            return;
        }
        self.Clear();
        SortedDictionaryReplica<TKey, TValue>.LookAgain(self);
    }

    /// <summary>See <see cref="SortedDictionary{TKey, TValue}.this"/>.</summary>
    public static TValue get_Item(SortedDictionary<TKey, TValue> self, TKey key)
    {
        if (SortedDictionaryReplica<TKey, TValue>.IsShared(self, out SortedDictionaryReplica<TKey, TValue>? replica))
            return replica.GetItem(self, key);
        return self[key];
    }

    /// <summary>See <see cref="SortedDictionary{TKey, TValue}.TryGetValue(TKey, out TValue)"/>.</summary>
    public static bool TryGetValue(SortedDictionary<TKey, TValue> self, TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (SortedDictionaryReplica<TKey, TValue>.IsShared(self, out SortedDictionaryReplica<TKey, TValue>? replica))
            return replica.TryGetValue(self, key, out value);
        return self.TryGetValue(key, out value);
    }

    /// <summary>See <see cref="SortedDictionary{TKey, TValue}.ContainsKey(TKey)"/>.</summary>
    public static bool ContainsKey(SortedDictionary<TKey, TValue> self, TKey key)
    {
        if (SortedDictionaryReplica<TKey, TValue>.IsShared(self, out SortedDictionaryReplica<TKey, TValue>? replica))
            return replica.ContainsKey(self, key);
        return self.ContainsKey(key);
    }

    /// <summary>See <see cref="SortedDictionary{TKey, TValue}.ContainsValue(TValue)"/>.</summary>
    public static bool ContainsValue(SortedDictionary<TKey, TValue> self, TValue value)
    {
        if (SortedDictionaryReplica<TKey, TValue>.IsShared(self, out SortedDictionaryReplica<TKey, TValue>? replica))
            return replica.ContainsValue(self, value);
        return self.ContainsValue(value);
    }

    /// <summary>See <see cref="SortedDictionary{TKey, TValue}.Count"/>.</summary>
    public static int get_Count(SortedDictionary<TKey, TValue> self)
    {
        if (SortedDictionaryReplica<TKey, TValue>.IsShared(self, out SortedDictionaryReplica<TKey, TValue>? replica))
            return replica.GetCount(self);
        return self.Count;
    }

    /// <summary>See <see cref="SortedDictionary{TKey, TValue}.Keys"/>.</summary>
    public static SortedDictionary<TKey, TValue>.KeyCollection get_Keys(SortedDictionary<TKey, TValue> self)
    {
        SortedDictionaryReplica<TKey, TValue>.CatchUp(self);
        return self.Keys;
    }

    /// <summary>See <see cref="SortedDictionary{TKey, TValue}.Values"/>.</summary>
    public static SortedDictionary<TKey, TValue>.ValueCollection get_Values(SortedDictionary<TKey, TValue> self)
    {
        SortedDictionaryReplica<TKey, TValue>.CatchUp(self);
        return self.Values;
    }

    /// <summary>See <see cref="SortedDictionary{TKey, TValue}.CopyTo(KeyValuePair{TKey, TValue}[], int)"/>.</summary>
    public static void CopyTo(SortedDictionary<TKey, TValue> self, KeyValuePair<TKey, TValue>[] array, int index)
    {
        SortedDictionaryReplica<TKey, TValue>.CatchUp(self);
        self.CopyTo(array, index);
        ArrayWrites.Written(array, index, self.Count);
    }

    /// <summary>See <see cref="SortedDictionary{TKey, TValue}.GetEnumerator()"/>.</summary>
    public static SortedDictionary<TKey, TValue>.Enumerator GetEnumerator(SortedDictionary<TKey, TValue> self)
    {
        SortedDictionaryReplica<TKey, TValue>.CatchUp(self);
        return self.GetEnumerator();
    }
}
