using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Weft.Runtime.Collections;

namespace Weft.Runtime.Contract;

/// <summary>Replaces <see cref="SortedList{TKey, TValue}"/>'s constructors and members. The unshared case costs one load for each look.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.Generic.SortedList`2", Untouched = "get_Comparer get_Capacity")]
public static class SortedListShims<TKey, TValue> where TKey : notnull
{
    /// <summary>See <see cref="SortedList{TKey, TValue}.SortedList()"/>.</summary>
    public static SortedList<TKey, TValue> Create() => Activation.IsActive ? new SharedSortedList<TKey, TValue>() : new SortedList<TKey, TValue>();

    /// <summary>See <see cref="SortedList{TKey, TValue}.SortedList(int)"/>.</summary>
    public static SortedList<TKey, TValue> Create(int capacity) => Activation.IsActive ? new SharedSortedList<TKey, TValue>(capacity) : new SortedList<TKey, TValue>(capacity);

    /// <summary>See <see cref="SortedList{TKey, TValue}.SortedList(IComparer{TKey})"/>.</summary>
    public static SortedList<TKey, TValue> Create(IComparer<TKey>? comparer) => Activation.IsActive ? new SharedSortedList<TKey, TValue>(comparer) : new SortedList<TKey, TValue>(comparer);

    /// <summary>See <see cref="SortedList{TKey, TValue}.SortedList(int, IComparer{TKey})"/>.</summary>
    public static SortedList<TKey, TValue> Create(int capacity, IComparer<TKey>? comparer) => Activation.IsActive ? new SharedSortedList<TKey, TValue>(capacity, comparer) : new SortedList<TKey, TValue>(capacity, comparer);

    /// <summary>See <see cref="SortedList{TKey, TValue}.SortedList(IDictionary{TKey, TValue})"/>.</summary>
    public static SortedList<TKey, TValue> Create(IDictionary<TKey, TValue> dictionary) => Activation.IsActive ? new SharedSortedList<TKey, TValue>(dictionary) : new SortedList<TKey, TValue>(dictionary);

    /// <summary>See <see cref="SortedList{TKey, TValue}.SortedList(IDictionary{TKey, TValue}, IComparer{TKey})"/>.</summary>
    public static SortedList<TKey, TValue> Create(IDictionary<TKey, TValue> dictionary, IComparer<TKey>? comparer) => Activation.IsActive ? new SharedSortedList<TKey, TValue>(dictionary, comparer) : new SortedList<TKey, TValue>(dictionary, comparer);

    /// <summary>See <see cref="SortedList{TKey, TValue}.Add(TKey, TValue)"/>.</summary>
    public static void Add(SortedList<TKey, TValue> self, TKey key, TValue value)
    {
        if (SortedListReplica<TKey, TValue>.IsShared(self, out SortedListReplica<TKey, TValue>? replica))
        {
            replica.Add(self, key, value);
            return;
        }
        self.Add(key, value);
        SortedListReplica<TKey, TValue>.LookAgain(self);
    }

    /// <summary>See <see cref="SortedList{TKey, TValue}.this"/>.</summary>
    public static void set_Item(SortedList<TKey, TValue> self, TKey key, TValue value)
    {
        if (SortedListReplica<TKey, TValue>.IsShared(self, out SortedListReplica<TKey, TValue>? replica))
        {
            replica.SetItem(self, key, value);
            return;
        }
        self[key] = value;
        SortedListReplica<TKey, TValue>.LookAgain(self);
    }

    /// <summary>See <see cref="SortedList{TKey, TValue}.Remove(TKey)"/>.</summary>
    public static bool Remove(SortedList<TKey, TValue> self, TKey key)
    {
        if (SortedListReplica<TKey, TValue>.IsShared(self, out SortedListReplica<TKey, TValue>? replica))
            return replica.Remove(self, key);
        bool result = self.Remove(key);
        SortedListReplica<TKey, TValue>.LookAgain(self);
        return result;
    }

    /// <summary>See <see cref="SortedList{TKey, TValue}.RemoveAt(int)"/>.</summary>
    public static void RemoveAt(SortedList<TKey, TValue> self, int index)
    {
        if (SortedListReplica<TKey, TValue>.IsShared(self, out SortedListReplica<TKey, TValue>? replica))
        {
            replica.RemoveAt(self, index);
            return;
        }
        self.RemoveAt(index);
        SortedListReplica<TKey, TValue>.LookAgain(self);
    }

    /// <summary>See <see cref="SortedList{TKey, TValue}.SetValueAtIndex(int, TValue)"/>.</summary>
    public static void SetValueAtIndex(SortedList<TKey, TValue> self, int index, TValue value)
    {
        if (SortedListReplica<TKey, TValue>.IsShared(self, out SortedListReplica<TKey, TValue>? replica))
        {
            replica.SetValueAt(self, index, value);
            return;
        }
        self.SetValueAtIndex(index, value);
        SortedListReplica<TKey, TValue>.LookAgain(self);
    }

    /// <summary>See <see cref="SortedList{TKey, TValue}.Clear()"/>.</summary>
    public static void Clear(SortedList<TKey, TValue> self)
    {
        if (SortedListReplica<TKey, TValue>.IsShared(self, out SortedListReplica<TKey, TValue>? replica))
        {
            replica.Clear(self);
            return;
        }
        self.Clear();
        SortedListReplica<TKey, TValue>.LookAgain(self);
    }

    /// <summary>See <see cref="SortedList{TKey, TValue}.this"/>.</summary>
    public static TValue get_Item(SortedList<TKey, TValue> self, TKey key)
    {
        if (SortedListReplica<TKey, TValue>.IsShared(self, out SortedListReplica<TKey, TValue>? replica))
            return replica.GetItem(self, key);
        return self[key];
    }

    /// <summary>See <see cref="SortedList{TKey, TValue}.TryGetValue(TKey, out TValue)"/>.</summary>
    public static bool TryGetValue(SortedList<TKey, TValue> self, TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (SortedListReplica<TKey, TValue>.IsShared(self, out SortedListReplica<TKey, TValue>? replica))
            return replica.TryGetValue(self, key, out value);
        return self.TryGetValue(key, out value);
    }

    /// <summary>See <see cref="SortedList{TKey, TValue}.ContainsKey(TKey)"/>.</summary>
    public static bool ContainsKey(SortedList<TKey, TValue> self, TKey key)
    {
        if (SortedListReplica<TKey, TValue>.IsShared(self, out SortedListReplica<TKey, TValue>? replica))
            return replica.ContainsKey(self, key);
        return self.ContainsKey(key);
    }

    /// <summary>See <see cref="SortedList{TKey, TValue}.ContainsValue(TValue)"/>.</summary>
    public static bool ContainsValue(SortedList<TKey, TValue> self, TValue value)
    {
        if (SortedListReplica<TKey, TValue>.IsShared(self, out SortedListReplica<TKey, TValue>? replica))
            return replica.ContainsValue(self, value);
        return self.ContainsValue(value);
    }

    /// <summary>See <see cref="SortedList{TKey, TValue}.Count"/>.</summary>
    public static int get_Count(SortedList<TKey, TValue> self)
    {
        if (SortedListReplica<TKey, TValue>.IsShared(self, out SortedListReplica<TKey, TValue>? replica))
            return replica.GetCount(self);
        return self.Count;
    }

    /// <summary>See <see cref="SortedList{TKey, TValue}.GetKeyAtIndex(int)"/>.</summary>
    public static TKey GetKeyAtIndex(SortedList<TKey, TValue> self, int index) =>
        SortedListReplica<TKey, TValue>.IsShared(self, out SortedListReplica<TKey, TValue>? replica) ? replica.Read(self, (self, index), static a => a.self.GetKeyAtIndex(a.index)) : self.GetKeyAtIndex(index);

    /// <summary>See <see cref="SortedList{TKey, TValue}.GetValueAtIndex(int)"/>.</summary>
    public static TValue GetValueAtIndex(SortedList<TKey, TValue> self, int index) =>
        SortedListReplica<TKey, TValue>.IsShared(self, out SortedListReplica<TKey, TValue>? replica) ? replica.Read(self, (self, index), static a => a.self.GetValueAtIndex(a.index)) : self.GetValueAtIndex(index);

    /// <summary>See <see cref="SortedList{TKey, TValue}.IndexOfKey(TKey)"/>.</summary>
    public static int IndexOfKey(SortedList<TKey, TValue> self, TKey key) =>
        SortedListReplica<TKey, TValue>.IsShared(self, out SortedListReplica<TKey, TValue>? replica) ? replica.Read(self, (self, key), static a => a.self.IndexOfKey(a.key)) : self.IndexOfKey(key);

    /// <summary>See <see cref="SortedList{TKey, TValue}.TrimExcess()"/>.</summary>
    public static void TrimExcess(SortedList<TKey, TValue> self)
    {
        if (SortedListReplica<TKey, TValue>.IsShared(self, out SortedListReplica<TKey, TValue>? replica))
        {
            replica.Read(self, self, static s =>
            {
                s.TrimExcess();
                return true;
            });
            return;
        }
        self.TrimExcess();
    }

    /// <summary>See <see cref="SortedList{TKey, TValue}.Capacity"/>.</summary>
    public static void set_Capacity(SortedList<TKey, TValue> self, int value)
    {
        if (SortedListReplica<TKey, TValue>.IsShared(self, out SortedListReplica<TKey, TValue>? replica))
        {
            replica.Read(self, (self, value), static a =>
            {
                a.self.Capacity = a.value;
                return true;
            });
            return;
        }
        self.Capacity = value;
    }

    /// <summary>See <see cref="SortedList{TKey, TValue}.IndexOfValue(TValue)"/>.</summary>
    public static int IndexOfValue(SortedList<TKey, TValue> self, TValue value)
    {
        SortedListReplica<TKey, TValue>.CatchUp(self);
        return self.IndexOfValue(value);
    }

    /// <summary>See <see cref="SortedList{TKey, TValue}.Keys"/>.</summary>
    public static IList<TKey> get_Keys(SortedList<TKey, TValue> self)
    {
        SortedListReplica<TKey, TValue>.CatchUp(self);
        return self.Keys;
    }

    /// <summary>See <see cref="SortedList{TKey, TValue}.Values"/>.</summary>
    public static IList<TValue> get_Values(SortedList<TKey, TValue> self)
    {
        SortedListReplica<TKey, TValue>.CatchUp(self);
        return self.Values;
    }

    /// <summary>See <see cref="SortedList{TKey, TValue}.GetEnumerator()"/>.</summary>
    public static IEnumerator<KeyValuePair<TKey, TValue>> GetEnumerator(SortedList<TKey, TValue> self)
    {
        SortedListReplica<TKey, TValue>.CatchUp(self);
        return self.GetEnumerator();
    }
}
