using System.Collections.Immutable;
using Weft.Runtime.Contract;

namespace Weft.Runtime.Barriers;

/// <summary>Single atomic operations on places. None runs code of the program inside its section.</summary>
internal static class AtomicSteps
{
    /// <summary>Puts a reference there if another is there; gives back what was there.</summary>
    internal static T CompareExchange<TPlace, T>(TPlace place, T value, T comparand)
        where TPlace : struct, IAtomicPlace<T>, allows ref struct
        where T : class?
    {
        Loan<T> loan = default;
        T seen = Interlocked.CompareExchange(ref place.BorrowAtomic(ref loan), value, comparand);
        place.ReturnAtomic(ref loan);
        return seen;
    }

    internal static ImmutableArray<T> CompareExchangeArray<TPlace, T>(TPlace place, ImmutableArray<T> value, ImmutableArray<T> comparand)
        where TPlace : struct, IAtomicPlace<ImmutableArray<T>>, allows ref struct
    {
        Loan<ImmutableArray<T>> loan = default;
        ImmutableArray<T> seen = ImmutableInterlocked.InterlockedCompareExchange(ref place.BorrowAtomic(ref loan), value, comparand);
        place.ReturnAtomic(ref loan);
        return seen;
    }

    internal static void Put<TPlace, T>(TPlace place, T value)
        where TPlace : struct, IAtomicPlace<T>, allows ref struct
    {
        Loan<T> loan = default;
        place.BorrowAtomic(ref loan) = value;
        place.ReturnAtomic(ref loan);
    }

    /// <summary>Sets a flag: who sees it sees all that went ahead.</summary>
    internal static void Set<TPlace>(TPlace flag)
        where TPlace : struct, IAtomicPlace<bool>, allows ref struct
    {
        Loan<bool> loan = default;
        Interlocked.Exchange(ref flag.BorrowAtomic(ref loan), true);
        flag.ReturnAtomic(ref loan);
    }

    /// <summary>The object to lock: the one that is there, else a new one.</summary>
    internal static object Gate<TPlace>(TPlace place)
        where TPlace : struct, IAtomicPlace<object?>, allows ref struct
    {
        if (place.ReadAcquired() is { } present)
            return present;
        object made = new();
        return CompareExchange<TPlace, object?>(place, made, null) ?? made;
    }

    /// <summary>Puts a dictionary with a value that the program has made in the place of the one without; where another came first, the value goes there, if nobody has added one meanwhile.</summary>
    internal static TValue Add<TPlace, TKey, TValue>(TPlace place, ImmutableDictionary<TKey, TValue> old, ImmutableDictionary<TKey, TValue> changed, TKey key, TValue value)
        where TPlace : struct, IAtomicPlace<ImmutableDictionary<TKey, TValue>>, allows ref struct
        where TKey : notnull
    {
        while (!ReferenceEquals(changed, old))
        {
            ImmutableDictionary<TKey, TValue> seen = CompareExchange(place, changed, old);
            if (ReferenceEquals(seen, old))
                break;
            changed = old = seen;
            value = ImmutableInterlocked.GetOrAdd(ref changed, key, value);
        }
        return value;
    }
}
