using System.Collections;
using System.ComponentModel;
using System.Diagnostics;
using Weft.Runtime.Barriers;
using Weft.Runtime.Collections.Legacy;

namespace Weft.Runtime.Contract;

/// <summary>Replaces <see cref="Hashtable"/>'s constructors, but those that have been obsolete for long, and members.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.Hashtable", Untouched = ".ctor GetObjectData OnDeserialization get_IsFixedSize get_IsReadOnly get_IsSynchronized get_SyncRoot")]
public static class HashtableShims
{
    /// <summary>See <see cref="Hashtable.Hashtable()"/>.</summary>
    public static Hashtable Create() => Activation.IsActive ? new SharedHashtable() : [];

    /// <summary>See <see cref="Hashtable.Hashtable(int)"/>.</summary>
    public static Hashtable Create(int capacity) => Create(capacity, 1, null);

    /// <summary>See <see cref="Hashtable.Hashtable(int, float)"/>.</summary>
    public static Hashtable Create(int capacity, float loadFactor) => Create(capacity, loadFactor, null);

    /// <summary>See <see cref="Hashtable.Hashtable(int, float, IEqualityComparer)"/>.</summary>
    public static Hashtable Create(int capacity, float loadFactor, IEqualityComparer? equalityComparer) =>
        Activation.IsActive ? new SharedHashtable(capacity, loadFactor, equalityComparer) : new Hashtable(capacity, loadFactor, equalityComparer);

    /// <summary>See <see cref="Hashtable.Hashtable(IEqualityComparer)"/>.</summary>
    public static Hashtable Create(IEqualityComparer? equalityComparer) => Create(0, 1, equalityComparer);

    /// <summary>See <see cref="Hashtable.Hashtable(int, IEqualityComparer)"/>.</summary>
    public static Hashtable Create(int capacity, IEqualityComparer? equalityComparer) => Create(capacity, 1, equalityComparer);

    /// <summary>See <see cref="Hashtable.Hashtable(IDictionary)"/>.</summary>
    public static Hashtable Create(IDictionary d) => Create(d, 1, null);

    /// <summary>See <see cref="Hashtable.Hashtable(IDictionary, float)"/>.</summary>
    public static Hashtable Create(IDictionary d, float loadFactor) => Create(d, loadFactor, null);

    /// <summary>See <see cref="Hashtable.Hashtable(IDictionary, IEqualityComparer)"/>.</summary>
    public static Hashtable Create(IDictionary d, IEqualityComparer? equalityComparer) => Create(d, 1, equalityComparer);

    /// <summary>See <see cref="Hashtable.Hashtable(IDictionary, float, IEqualityComparer)"/>.</summary>
    public static Hashtable Create(IDictionary d, float loadFactor, IEqualityComparer? equalityComparer) =>
        Activation.IsActive ? new SharedHashtable(d, loadFactor, equalityComparer) : new Hashtable(d, loadFactor, equalityComparer);

    /// <summary>See <see cref="Hashtable.Synchronized(Hashtable)"/>.</summary>
    public static Hashtable Synchronized(Hashtable table) => Activation.IsActive && table is not null ? new SynchronizedHashtable(table) : Hashtable.Synchronized(table!);

    /// <summary>See <see cref="Hashtable.Add(object, object)"/>.</summary>
    public static void Add(Hashtable self, object key, object? value)
    {
        if (Replicas<Hashtable, SharedHashtable, HashtableReplica>.IsShared(self, out HashtableReplica? replica))
        {
            replica.Add(self, key, value);
            return;
        }
        self.Add(key, value);
        Replicas<Hashtable, SharedHashtable, HashtableReplica>.LookAgain(self);
    }

    /// <summary>See <see cref="Hashtable.this"/>.</summary>
    public static void set_Item(Hashtable self, object key, object? value)
    {
        if (Replicas<Hashtable, SharedHashtable, HashtableReplica>.IsShared(self, out HashtableReplica? replica))
        {
            replica.SetItem(self, key, value);
            return;
        }
        self[key] = value;
        Replicas<Hashtable, SharedHashtable, HashtableReplica>.LookAgain(self);
    }

    /// <summary>See <see cref="Hashtable.Remove(object)"/>.</summary>
    public static void Remove(Hashtable self, object key)
    {
        if (Replicas<Hashtable, SharedHashtable, HashtableReplica>.IsShared(self, out HashtableReplica? replica))
        {
            replica.Remove(self, key);
            return;
        }
        self.Remove(key);
        Replicas<Hashtable, SharedHashtable, HashtableReplica>.LookAgain(self);
    }

    /// <summary>See <see cref="Hashtable.Clear()"/>.</summary>
    public static void Clear(Hashtable self)
    {
        if (Replicas<Hashtable, SharedHashtable, HashtableReplica>.IsShared(self, out HashtableReplica? replica))
        {
            replica.Clear(self);
            return;
        }
        self.Clear();
        Replicas<Hashtable, SharedHashtable, HashtableReplica>.LookAgain(self);
    }

    /// <summary>See <see cref="Hashtable.this"/>.</summary>
    public static object? get_Item(Hashtable self, object key) => Replicas<Hashtable, SharedHashtable, HashtableReplica>.Current(self)[key];

    /// <summary>See <see cref="Hashtable.Count"/>.</summary>
    public static int get_Count(Hashtable self) => Replicas<Hashtable, SharedHashtable, HashtableReplica>.Current(self).Count;

    /// <summary>See <see cref="Hashtable.Keys"/>.</summary>
    public static ICollection get_Keys(Hashtable self) => Replicas<Hashtable, SharedHashtable, HashtableReplica>.Current(self).Keys;

    /// <summary>See <see cref="Hashtable.Values"/>.</summary>
    public static ICollection get_Values(Hashtable self) => Replicas<Hashtable, SharedHashtable, HashtableReplica>.Current(self).Values;

    /// <summary>See <see cref="Hashtable.Clone()"/>.</summary>
    public static object Clone(Hashtable self) => Replicas<Hashtable, SharedHashtable, HashtableReplica>.Current(self).Clone();

    /// <summary>See <see cref="Hashtable.Contains(object)"/>.</summary>
    public static bool Contains(Hashtable self, object key) => Replicas<Hashtable, SharedHashtable, HashtableReplica>.Current(self).Contains(key);

    /// <summary>See <see cref="Hashtable.ContainsKey(object)"/>.</summary>
    public static bool ContainsKey(Hashtable self, object key) => Replicas<Hashtable, SharedHashtable, HashtableReplica>.Current(self).ContainsKey(key);

    /// <summary>See <see cref="Hashtable.ContainsValue(object)"/>.</summary>
    public static bool ContainsValue(Hashtable self, object? value) => Replicas<Hashtable, SharedHashtable, HashtableReplica>.Current(self).ContainsValue(value);

    /// <summary>See <see cref="Hashtable.GetEnumerator()"/>.</summary>
    public static IDictionaryEnumerator GetEnumerator(Hashtable self) => Replicas<Hashtable, SharedHashtable, HashtableReplica>.Current(self).GetEnumerator();

    /// <summary>See <see cref="Hashtable.CopyTo(Array, int)"/>.</summary>
    public static void CopyTo(Hashtable self, Array array, int arrayIndex)
    {
        Replicas<Hashtable, SharedHashtable, HashtableReplica>.Current(self).CopyTo(array, arrayIndex);
        ArrayWrites.Written(array, arrayIndex, self.Count);
    }
}
