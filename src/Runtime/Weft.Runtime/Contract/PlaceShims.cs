using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using Weft.Runtime.Barriers;

namespace Weft.Runtime.Contract;

/// <summary>
/// <see cref="LazyInitializer"/> and the operations of <see cref="ImmutableInterlocked"/> that run functions of the program. Those run outside of the atomic sections: on what was read of the
/// place, then their result is put there if nothing else has come in between.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
public static class PlaceShims
{
    /// <summary>See <see cref="LazyInitializer.EnsureInitialized{T}(ref T)"/>.</summary>
    public static T Initialize<TPlace, T>(TPlace target)
        where TPlace : struct, IAtomicPlace<T?>, allows ref struct
        where T : class
    {
        if (target.ReadAcquired() is { } present)
            return present;
        T? made = null;
        LazyInitializer.EnsureInitialized(ref made);
        return Put(target, made);
    }

    /// <summary>See <see cref="LazyInitializer.EnsureInitialized{T}(ref T, Func{T})"/>.</summary>
    public static T InitializeBy<TPlace, T>(TPlace target, Func<T> valueFactory)
        where TPlace : struct, IAtomicPlace<T?>, allows ref struct
        where T : class
    {
        if (target.ReadAcquired() is { } present)
            return present;
        T? made = null;
        LazyInitializer.EnsureInitialized(ref made, valueFactory);
        return Put(target, made);
    }

    // What is there afterwards may be another's: at a root the policy decides.
    private static T Put<TPlace, T>(TPlace target, T made)
        where TPlace : struct, IAtomicPlace<T?>, allows ref struct
        where T : class =>
        AtomicSteps.CompareExchange(target, made, null) ?? target.ReadAcquired() ?? made;

    /// <summary>See <see cref="LazyInitializer.EnsureInitialized{T}(ref T, ref object, Func{T})"/>.</summary>
    public static T InitializeUnderLock<TPlace, TGate, T>(TPlace target, TGate syncLock, Func<T> valueFactory)
        where TPlace : struct, IAtomicPlace<T?>, allows ref struct
        where TGate : struct, IAtomicPlace<object?>, allows ref struct
        where T : class
    {
        if (target.ReadAcquired() is { } present)
            return present;
        object gate = AtomicSteps.Gate(syncLock);
        bool taken = false;
        try
        {
            MonitorShims.Enter(gate, ref taken);
            return InitializeBy(target, valueFactory);
        }
        finally
        {
            if (taken)
                MonitorShims.Exit(gate);
        }
    }

    /// <summary>See <see cref="LazyInitializer.EnsureInitialized{T}(ref T, ref bool, ref object)"/>.</summary>
    public static T InitializeOnce<TPlace, TFlag, TGate, T>(TPlace target, TFlag initialized, TGate syncLock)
        where TPlace : struct, IAtomicPlace<T>, allows ref struct
        where TFlag : struct, IAtomicPlace<bool>, allows ref struct
        where TGate : struct, IAtomicPlace<object?>, allows ref struct =>
        InitializeOnceBy<TPlace, TFlag, TGate, T>(target, initialized, syncLock, static () =>
        {
            T? made = default;
            bool done = false;
            object? gate = null;
            return LazyInitializer.EnsureInitialized(ref made, ref done, ref gate)!;
        });

    /// <summary>See <see cref="LazyInitializer.EnsureInitialized{T}(ref T, ref bool, ref object, Func{T})"/>.</summary>
    public static T InitializeOnceBy<TPlace, TFlag, TGate, T>(TPlace target, TFlag initialized, TGate syncLock, Func<T> valueFactory)
        where TPlace : struct, IAtomicPlace<T>, allows ref struct
        where TFlag : struct, IAtomicPlace<bool>, allows ref struct
        where TGate : struct, IAtomicPlace<object?>, allows ref struct
    {
        if (initialized.ReadAcquired())
            return target.ReadAcquired();
        object gate = AtomicSteps.Gate(syncLock);
        bool taken = false;
        try
        {
            MonitorShims.Enter(gate, ref taken);
            if (!initialized.ReadAcquired())
            {
                AtomicSteps.Put(target, valueFactory());
                AtomicSteps.Set(initialized);
            }
            return target.ReadAcquired();
        }
        finally
        {
            if (taken)
                MonitorShims.Exit(gate);
        }
    }

    /// <summary>See <see cref="ImmutableInterlocked.Update{T}(ref T, Func{T, T})"/>.</summary>
    public static bool Update<TPlace, T>(TPlace location, Func<T, T> transformer)
        where TPlace : struct, IAtomicPlace<T>, allows ref struct
        where T : class? =>
        UpdateWith<TPlace, T, Func<T, T>>(location, static (value, function) => function(value), transformer ?? throw new ArgumentNullException(nameof(transformer)));

    /// <summary>See <see cref="ImmutableInterlocked.Update{T, TArg}(ref T, Func{T, TArg, T}, TArg)"/>.</summary>
    public static bool UpdateWith<TPlace, T, TArg>(TPlace location, Func<T, TArg, T> transformer, TArg transformerArgument)
        where TPlace : struct, IAtomicPlace<T>, allows ref struct
        where T : class?
    {
        T old = location.ReadAcquired();
        while (true)
        {
            T changed = old;
            if (!ImmutableInterlocked.Update(ref changed, transformer, transformerArgument))
                return false;
            T seen = AtomicSteps.CompareExchange(location, changed, old);
            if (ReferenceEquals(seen, old))
                return true;
            old = seen;
        }
    }

    /// <summary>See <see cref="ImmutableInterlocked.Update{T}(ref ImmutableArray{T}, Func{ImmutableArray{T}, ImmutableArray{T}})"/>.</summary>
    public static bool UpdateArray<TPlace, T>(TPlace location, Func<ImmutableArray<T>, ImmutableArray<T>> transformer)
        where TPlace : struct, IAtomicPlace<ImmutableArray<T>>, allows ref struct =>
        UpdateArrayWith<TPlace, T, Func<ImmutableArray<T>, ImmutableArray<T>>>(location, static (value, function) => function(value), transformer ?? throw new ArgumentNullException(nameof(transformer)));

    /// <summary>See <see cref="ImmutableInterlocked.Update{T, TArg}(ref ImmutableArray{T}, Func{ImmutableArray{T}, TArg, ImmutableArray{T}}, TArg)"/>.</summary>
    public static bool UpdateArrayWith<TPlace, T, TArg>(TPlace location, Func<ImmutableArray<T>, TArg, ImmutableArray<T>> transformer, TArg transformerArgument)
        where TPlace : struct, IAtomicPlace<ImmutableArray<T>>, allows ref struct
    {
        ImmutableArray<T> old = location.ReadAcquired();
        while (true)
        {
            ImmutableArray<T> changed = old;
            if (!ImmutableInterlocked.Update(ref changed, transformer, transformerArgument))
                return false;
            ImmutableArray<T> seen = AtomicSteps.CompareExchangeArray(location, changed, old);
            if (seen == old)
                return true;
            old = seen;
        }
    }

    /// <summary>See <see cref="ImmutableInterlocked.GetOrAdd{TKey, TValue}(ref ImmutableDictionary{TKey, TValue}, TKey, Func{TKey, TValue})"/>.</summary>
    public static TValue GetOrAdd<TPlace, TKey, TValue>(TPlace location, TKey key, Func<TKey, TValue> valueFactory)
        where TPlace : struct, IAtomicPlace<ImmutableDictionary<TKey, TValue>>, allows ref struct
        where TKey : notnull
    {
        ImmutableDictionary<TKey, TValue> old = location.ReadAcquired();
        ImmutableDictionary<TKey, TValue> changed = old;
        TValue value = ImmutableInterlocked.GetOrAdd(ref changed, key, valueFactory);
        return AtomicSteps.Add(location, old, changed, key, value);
    }

    /// <summary>See <see cref="ImmutableInterlocked.GetOrAdd{TKey, TValue, TArg}(ref ImmutableDictionary{TKey, TValue}, TKey, Func{TKey, TArg, TValue}, TArg)"/>.</summary>
    public static TValue GetOrAddWith<TPlace, TKey, TValue, TArg>(TPlace location, TKey key, Func<TKey, TArg, TValue> valueFactory, TArg factoryArgument)
        where TPlace : struct, IAtomicPlace<ImmutableDictionary<TKey, TValue>>, allows ref struct
        where TKey : notnull
    {
        ImmutableDictionary<TKey, TValue> old = location.ReadAcquired();
        ImmutableDictionary<TKey, TValue> changed = old;
        TValue value = ImmutableInterlocked.GetOrAdd(ref changed, key, valueFactory, factoryArgument);
        return AtomicSteps.Add(location, old, changed, key, value);
    }

    /// <summary>See <see cref="ImmutableInterlocked.AddOrUpdate{TKey, TValue}(ref ImmutableDictionary{TKey, TValue}, TKey, Func{TKey, TValue}, Func{TKey, TValue, TValue})"/>.</summary>
    public static TValue AddOrUpdate<TPlace, TKey, TValue>(TPlace location, TKey key, Func<TKey, TValue> addValueFactory, Func<TKey, TValue, TValue> updateValueFactory)
        where TPlace : struct, IAtomicPlace<ImmutableDictionary<TKey, TValue>>, allows ref struct
        where TKey : notnull
    {
        ImmutableDictionary<TKey, TValue> old = location.ReadAcquired();
        while (true)
        {
            ImmutableDictionary<TKey, TValue> changed = old;
            TValue value = ImmutableInterlocked.AddOrUpdate(ref changed, key, addValueFactory, updateValueFactory);
            ImmutableDictionary<TKey, TValue> seen = AtomicSteps.CompareExchange(location, changed, old);
            if (ReferenceEquals(seen, old))
                return value;
            old = seen;
        }
    }

    /// <summary>See <see cref="ImmutableInterlocked.AddOrUpdate{TKey, TValue}(ref ImmutableDictionary{TKey, TValue}, TKey, TValue, Func{TKey, TValue, TValue})"/>.</summary>
    public static TValue AddOrUpdateValue<TPlace, TKey, TValue>(TPlace location, TKey key, TValue addValue, Func<TKey, TValue, TValue> updateValueFactory)
        where TPlace : struct, IAtomicPlace<ImmutableDictionary<TKey, TValue>>, allows ref struct
        where TKey : notnull =>
        AddOrUpdate(location, key, _ => addValue, updateValueFactory);
}
