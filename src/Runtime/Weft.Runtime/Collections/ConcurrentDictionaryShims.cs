using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using Weft.Runtime.Barriers;
using Weft.Runtime.Collections;

namespace Weft.Runtime.Contract;

/// <summary>Replaces <see cref="ConcurrentDictionary{TKey, TValue}"/>'s constructors and members that change a dictionary. Factories are called outside of all locks, as the framework calls them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.Concurrent.ConcurrentDictionary`2", Untouched = "GetAlternateLookup TryGetAlternateLookup get_Comparer")]
public static partial class ConcurrentDictionaryShims<TKey, TValue> where TKey : notnull
{
    /// <summary>See <see cref="ConcurrentDictionary{TKey, TValue}.ConcurrentDictionary()"/>.</summary>
    public static ConcurrentDictionary<TKey, TValue> Create() => Activation.IsActive ? new SharedConcurrentDictionary<TKey, TValue>() : new ConcurrentDictionary<TKey, TValue>();

    /// <summary>See <see cref="ConcurrentDictionary{TKey, TValue}.ConcurrentDictionary(int, int)"/>.</summary>
    public static ConcurrentDictionary<TKey, TValue> Create(int concurrencyLevel, int capacity) =>
        Activation.IsActive ? new SharedConcurrentDictionary<TKey, TValue>(concurrencyLevel, capacity) : new ConcurrentDictionary<TKey, TValue>(concurrencyLevel, capacity);

    /// <summary>See <see cref="ConcurrentDictionary{TKey, TValue}.ConcurrentDictionary(IEnumerable{KeyValuePair{TKey, TValue}})"/>.</summary>
    public static ConcurrentDictionary<TKey, TValue> Create(IEnumerable<KeyValuePair<TKey, TValue>> collection) =>
        Activation.IsActive ? new SharedConcurrentDictionary<TKey, TValue>(collection) : new ConcurrentDictionary<TKey, TValue>(collection);

    /// <summary>See <see cref="ConcurrentDictionary{TKey, TValue}.ConcurrentDictionary(IEqualityComparer{TKey})"/>.</summary>
    public static ConcurrentDictionary<TKey, TValue> Create(IEqualityComparer<TKey>? comparer) =>
        Activation.IsActive ? new SharedConcurrentDictionary<TKey, TValue>(comparer) : new ConcurrentDictionary<TKey, TValue>(comparer);

    /// <summary>See <see cref="ConcurrentDictionary{TKey, TValue}.ConcurrentDictionary(IEnumerable{KeyValuePair{TKey, TValue}}, IEqualityComparer{TKey})"/>.</summary>
    public static ConcurrentDictionary<TKey, TValue> Create(IEnumerable<KeyValuePair<TKey, TValue>> collection, IEqualityComparer<TKey>? comparer) =>
        Activation.IsActive ? new SharedConcurrentDictionary<TKey, TValue>(collection, comparer) : new ConcurrentDictionary<TKey, TValue>(collection, comparer);

    /// <summary>See <see cref="ConcurrentDictionary{TKey, TValue}.ConcurrentDictionary(int, IEnumerable{KeyValuePair{TKey, TValue}}, IEqualityComparer{TKey})"/>.</summary>
    public static ConcurrentDictionary<TKey, TValue> Create(int concurrencyLevel, IEnumerable<KeyValuePair<TKey, TValue>> collection, IEqualityComparer<TKey>? comparer) =>
        Activation.IsActive ? new SharedConcurrentDictionary<TKey, TValue>(concurrencyLevel, collection, comparer) : new ConcurrentDictionary<TKey, TValue>(concurrencyLevel, collection, comparer);

    /// <summary>See <see cref="ConcurrentDictionary{TKey, TValue}.ConcurrentDictionary(int, int, IEqualityComparer{TKey})"/>.</summary>
    public static ConcurrentDictionary<TKey, TValue> Create(int concurrencyLevel, int capacity, IEqualityComparer<TKey>? comparer) =>
        Activation.IsActive ? new SharedConcurrentDictionary<TKey, TValue>(concurrencyLevel, capacity, comparer) : new ConcurrentDictionary<TKey, TValue>(concurrencyLevel, capacity, comparer);

    /// <summary>See <see cref="ConcurrentDictionary{TKey, TValue}.AddOrUpdate(TKey, Func{TKey, TValue}, Func{TKey, TValue, TValue})"/>.</summary>
    public static TValue AddOrUpdate(ConcurrentDictionary<TKey, TValue> self, TKey key, Func<TKey, TValue> addValueFactory, Func<TKey, TValue, TValue> updateValueFactory)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(addValueFactory);
        ArgumentNullException.ThrowIfNull(updateValueFactory);
        while (true)
        {
            TValue made;
            if (TryGetValue(self, key, out TValue? there))
            {
                made = updateValueFactory(key, there);
                if (TryUpdate(self, key, made, there))
                    return made;
            }
            else if (TryAdd(self, key, made = addValueFactory(key)))
            {
                return made;
            }
        }
    }

    /// <summary>See <see cref="ConcurrentDictionary{TKey, TValue}.AddOrUpdate(TKey, TValue, Func{TKey, TValue, TValue})"/>.</summary>
    public static TValue AddOrUpdate(ConcurrentDictionary<TKey, TValue> self, TKey key, TValue addValue, Func<TKey, TValue, TValue> updateValueFactory)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(updateValueFactory);
        while (true)
        {
            if (TryGetValue(self, key, out TValue? there))
            {
                TValue made = updateValueFactory(key, there);
                if (TryUpdate(self, key, made, there))
                    return made;
            }
            else if (TryAdd(self, key, addValue))
            {
                return addValue;
            }
        }
    }

    /// <summary>See the framework's <c>AddOrUpdate</c> with an argument for the factories.</summary>
    public static TValue AddOrUpdate<TArg>(ConcurrentDictionary<TKey, TValue> self, TKey key, Func<TKey, TArg, TValue> addValueFactory, Func<TKey, TValue, TArg, TValue> updateValueFactory, TArg factoryArgument)
        where TArg : allows ref struct
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(addValueFactory);
        ArgumentNullException.ThrowIfNull(updateValueFactory);
        while (true)
        {
            TValue made;
            if (TryGetValue(self, key, out TValue? there))
            {
                made = updateValueFactory(key, there, factoryArgument);
                if (TryUpdate(self, key, made, there))
                    return made;
            }
            else if (TryAdd(self, key, made = addValueFactory(key, factoryArgument)))
            {
                return made;
            }
        }
    }

    /// <summary>See <see cref="ConcurrentDictionary{TKey, TValue}.GetOrAdd(TKey, Func{TKey, TValue})"/>.</summary>
    public static TValue GetOrAdd(ConcurrentDictionary<TKey, TValue> self, TKey key, Func<TKey, TValue> valueFactory)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(valueFactory);
        return TryGetValue(self, key, out TValue? there) ? there : GetOrAddMade(self, key, valueFactory(key));
    }

    /// <summary>See the framework's <c>GetOrAdd</c> with an argument for the factory.</summary>
    public static TValue GetOrAdd<TArg>(ConcurrentDictionary<TKey, TValue> self, TKey key, Func<TKey, TArg, TValue> valueFactory, TArg factoryArgument)
        where TArg : allows ref struct
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(valueFactory);
        return TryGetValue(self, key, out TValue? there) ? there : GetOrAddMade(self, key, valueFactory(key, factoryArgument));
    }

    /// <summary>See <see cref="ConcurrentDictionary{TKey, TValue}.GetOrAdd(TKey, TValue)"/>.</summary>
    public static TValue GetOrAdd(ConcurrentDictionary<TKey, TValue> self, TKey key, TValue value) =>
        TryGetValue(self, key, out TValue? there) ? there : GetOrAddMade(self, key, value);

    private static TValue GetOrAddMade(ConcurrentDictionary<TKey, TValue> self, TKey key, TValue made)
    {
        if (!Activation.IsActive)
            return self.GetOrAdd(key, made);
        bool done = false;
        AtomicSections.Scope section = AtomicSections.EnterScope();
        try
        {
            if (!ConcurrentMapReplica<TKey, TValue>.IsShared(self, out _))
            {
                made = self.GetOrAdd(key, made);
                done = true;
            }
        }
        finally
        {
            section.Leave();
        }
        if (done)
            return made;
        return ConcurrentMapReplica<TKey, TValue>.IsShared(self, out ConcurrentMapReplica<TKey, TValue>? replica) ? replica.GetOrAdd(self, key, made) : self.GetOrAdd(key, made);
    }
}
