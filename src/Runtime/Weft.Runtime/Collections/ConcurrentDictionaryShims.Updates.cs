using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Weft.Runtime.Barriers;
using Weft.Runtime.Collections;

namespace Weft.Runtime.Contract;

/// <content>Single updates: in an atomic section while the dictionary is unshared, under the lease of the key's stripe when it is shared. Reads are local.</content>
public static partial class ConcurrentDictionaryShims<TKey, TValue>
{
    /// <summary>See <see cref="ConcurrentDictionary{TKey, TValue}.TryAdd(TKey, TValue)"/>.</summary>
    public static bool TryAdd(ConcurrentDictionary<TKey, TValue> self, TKey key, TValue value)
    {
        if (Activation.IsActive)
        {
            bool done = false, outcome = false;
            AtomicSections.Scope section = AtomicSections.EnterScope();
            try
            {
                if (!ConcurrentMapReplica<TKey, TValue>.IsShared(self, out _))
                {
                    outcome = self.TryAdd(key, value);
                    done = true;
                }
            }
            finally
            {
                section.Leave();
            }
            if (done)
                return outcome;
            if (ConcurrentMapReplica<TKey, TValue>.IsShared(self, out ConcurrentMapReplica<TKey, TValue>? replica))
                return replica.TryAdd(self, key, value);
        }
        return self.TryAdd(key, value);
    }

    /// <summary>See <see cref="ConcurrentDictionary{TKey, TValue}.this"/>.</summary>
    public static void set_Item(ConcurrentDictionary<TKey, TValue> self, TKey key, TValue value)
    {
        if (Activation.IsActive)
        {
            bool done = false;
            AtomicSections.Scope section = AtomicSections.EnterScope();
            try
            {
                if (!ConcurrentMapReplica<TKey, TValue>.IsShared(self, out _))
                {
                    self[key] = value;
                    done = true;
                }
            }
            finally
            {
                section.Leave();
            }
            if (done)
                return;
            if (ConcurrentMapReplica<TKey, TValue>.IsShared(self, out ConcurrentMapReplica<TKey, TValue>? replica))
            {
                replica.SetItem(self, key, value);
                return;
            }
        }
        self[key] = value;
    }

    /// <summary>See <see cref="ConcurrentDictionary{TKey, TValue}.TryUpdate(TKey, TValue, TValue)"/>.</summary>
    public static bool TryUpdate(ConcurrentDictionary<TKey, TValue> self, TKey key, TValue newValue, TValue comparisonValue)
    {
        if (Activation.IsActive)
        {
            bool done = false, outcome = false;
            AtomicSections.Scope section = AtomicSections.EnterScope();
            try
            {
                if (!ConcurrentMapReplica<TKey, TValue>.IsShared(self, out _))
                {
                    outcome = self.TryUpdate(key, newValue, comparisonValue);
                    done = true;
                }
            }
            finally
            {
                section.Leave();
            }
            if (done)
                return outcome;
            if (ConcurrentMapReplica<TKey, TValue>.IsShared(self, out ConcurrentMapReplica<TKey, TValue>? replica))
                return replica.TryUpdate(self, key, newValue, comparisonValue);
        }
        return self.TryUpdate(key, newValue, comparisonValue);
    }

    /// <summary>See <see cref="ConcurrentDictionary{TKey, TValue}.TryRemove(TKey, out TValue)"/>.</summary>
    public static bool TryRemove(ConcurrentDictionary<TKey, TValue> self, TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (Activation.IsActive)
        {
            bool done = false, outcome = false;
            Unsafe.SkipInit(out value);
            AtomicSections.Scope section = AtomicSections.EnterScope();
            try
            {
                if (!ConcurrentMapReplica<TKey, TValue>.IsShared(self, out _))
                {
                    outcome = self.TryRemove(key, out value);
                    done = true;
                }
            }
            finally
            {
                section.Leave();
            }
            if (done)
                return outcome;
            if (ConcurrentMapReplica<TKey, TValue>.IsShared(self, out ConcurrentMapReplica<TKey, TValue>? replica))
                return replica.Remove(self, key, out value);
        }
        return self.TryRemove(key, out value);
    }

    /// <summary>See <see cref="ConcurrentDictionary{TKey, TValue}.TryRemove(KeyValuePair{TKey, TValue})"/>.</summary>
    public static bool TryRemove(ConcurrentDictionary<TKey, TValue> self, KeyValuePair<TKey, TValue> item)
    {
        if (Activation.IsActive)
        {
            bool done = false, outcome = false;
            AtomicSections.Scope section = AtomicSections.EnterScope();
            try
            {
                if (!ConcurrentMapReplica<TKey, TValue>.IsShared(self, out _))
                {
                    outcome = self.TryRemove(item);
                    done = true;
                }
            }
            finally
            {
                section.Leave();
            }
            if (done)
                return outcome;
            if (ConcurrentMapReplica<TKey, TValue>.IsShared(self, out ConcurrentMapReplica<TKey, TValue>? replica))
                return replica.Remove(self, item);
        }
        return self.TryRemove(item);
    }

    /// <summary>See <see cref="ConcurrentDictionary{TKey, TValue}.Clear()"/>.</summary>
    public static void Clear(ConcurrentDictionary<TKey, TValue> self)
    {
        if (Activation.IsActive)
        {
            bool done = false;
            AtomicSections.Scope section = AtomicSections.EnterScope();
            try
            {
                if (!ConcurrentMapReplica<TKey, TValue>.IsShared(self, out _))
                {
                    self.Clear();
                    done = true;
                }
            }
            finally
            {
                section.Leave();
            }
            if (done)
                return;
            if (ConcurrentMapReplica<TKey, TValue>.IsShared(self, out ConcurrentMapReplica<TKey, TValue>? replica))
            {
                replica.Clear(self);
                return;
            }
        }
        self.Clear();
    }

    /// <summary>See <see cref="ConcurrentDictionary{TKey, TValue}.this"/>.</summary>
    public static TValue get_Item(ConcurrentDictionary<TKey, TValue> self, TKey key)
    {
        ConcurrentMapReplica<TKey, TValue>.CatchUp(self);
        return self[key];
    }

    /// <summary>See <see cref="ConcurrentDictionary{TKey, TValue}.TryGetValue(TKey, out TValue)"/>.</summary>
    public static bool TryGetValue(ConcurrentDictionary<TKey, TValue> self, TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        ConcurrentMapReplica<TKey, TValue>.CatchUp(self);
        return self.TryGetValue(key, out value);
    }

    /// <summary>See <see cref="ConcurrentDictionary{TKey, TValue}.ContainsKey(TKey)"/>.</summary>
    public static bool ContainsKey(ConcurrentDictionary<TKey, TValue> self, TKey key)
    {
        ConcurrentMapReplica<TKey, TValue>.CatchUp(self);
        return self.ContainsKey(key);
    }

    /// <summary>See <see cref="ConcurrentDictionary{TKey, TValue}.Count"/>.</summary>
    public static int get_Count(ConcurrentDictionary<TKey, TValue> self)
    {
        ConcurrentMapReplica<TKey, TValue>.CatchUp(self);
        return self.Count;
    }

    /// <summary>See <see cref="ConcurrentDictionary{TKey, TValue}.IsEmpty"/>.</summary>
    public static bool get_IsEmpty(ConcurrentDictionary<TKey, TValue> self)
    {
        ConcurrentMapReplica<TKey, TValue>.CatchUp(self);
        return self.IsEmpty;
    }

    /// <summary>See <see cref="ConcurrentDictionary{TKey, TValue}.Keys"/>.</summary>
    public static ICollection<TKey> get_Keys(ConcurrentDictionary<TKey, TValue> self)
    {
        ConcurrentMapReplica<TKey, TValue>.CatchUp(self);
        return self.Keys;
    }

    /// <summary>See <see cref="ConcurrentDictionary{TKey, TValue}.Values"/>.</summary>
    public static ICollection<TValue> get_Values(ConcurrentDictionary<TKey, TValue> self)
    {
        ConcurrentMapReplica<TKey, TValue>.CatchUp(self);
        return self.Values;
    }

    /// <summary>See <see cref="ConcurrentDictionary{TKey, TValue}.ToArray()"/>.</summary>
    public static KeyValuePair<TKey, TValue>[] ToArray(ConcurrentDictionary<TKey, TValue> self)
    {
        ConcurrentMapReplica<TKey, TValue>.CatchUp(self);
        return self.ToArray();
    }

    /// <summary>See <see cref="ConcurrentDictionary{TKey, TValue}.GetEnumerator()"/>.</summary>
    public static IEnumerator<KeyValuePair<TKey, TValue>> GetEnumerator(ConcurrentDictionary<TKey, TValue> self)
    {
        ConcurrentMapReplica<TKey, TValue>.CatchUp(self);
        return self.GetEnumerator();
    }
}
