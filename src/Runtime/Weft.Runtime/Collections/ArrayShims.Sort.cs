using System.Collections;
using Weft.Runtime.Barriers;

namespace Weft.Runtime.Contract;

/// <content>Sorting. A comparison that throws leaves the array partly sorted, as in the framework; that is published too.</content>
public static partial class ArrayShims
{
    /// <summary>See <see cref="Array.Sort(Array)"/>.</summary>
    public static void Sort(Array array)
    {
        try
        {
            Array.Sort(array);
        }
        finally
        {
            ArrayWrites.Written(array);
        }
    }

    /// <summary>See <see cref="Array.Sort(Array, Array)"/>.</summary>
    public static void Sort(Array keys, Array? items)
    {
        try
        {
            Array.Sort(keys, items);
        }
        finally
        {
            ArrayWrites.Written(keys);
            ArrayWrites.Written(items, 0, keys.LongLength);
        }
    }

    /// <summary>See <see cref="Array.Sort(Array, IComparer)"/>.</summary>
    public static void Sort(Array array, IComparer? comparer)
    {
        try
        {
            Array.Sort(array, comparer);
        }
        finally
        {
            ArrayWrites.Written(array);
        }
    }

    /// <summary>See <see cref="Array.Sort(Array, Array, IComparer)"/>.</summary>
    public static void Sort(Array keys, Array? items, IComparer? comparer)
    {
        try
        {
            Array.Sort(keys, items, comparer);
        }
        finally
        {
            ArrayWrites.Written(keys);
            ArrayWrites.Written(items, 0, keys.LongLength);
        }
    }

    /// <summary>See <see cref="Array.Sort(Array, int, int)"/>.</summary>
    public static void Sort(Array array, int index, int length)
    {
        try
        {
            Array.Sort(array, index, length);
        }
        finally
        {
            ArrayWrites.Written(array, index, length);
        }
    }

    /// <summary>See <see cref="Array.Sort(Array, Array, int, int)"/>.</summary>
    public static void Sort(Array keys, Array? items, int index, int length)
    {
        try
        {
            Array.Sort(keys, items, index, length);
        }
        finally
        {
            ArrayWrites.Written(keys, index, length);
            ArrayWrites.Written(items, index, length);
        }
    }

    /// <summary>See <see cref="Array.Sort(Array, int, int, IComparer)"/>.</summary>
    public static void Sort(Array array, int index, int length, IComparer? comparer)
    {
        try
        {
            Array.Sort(array, index, length, comparer);
        }
        finally
        {
            ArrayWrites.Written(array, index, length);
        }
    }

    /// <summary>See <see cref="Array.Sort(Array, Array, int, int, IComparer)"/>.</summary>
    public static void Sort(Array keys, Array? items, int index, int length, IComparer? comparer)
    {
        try
        {
            Array.Sort(keys, items, index, length, comparer);
        }
        finally
        {
            ArrayWrites.Written(keys, index, length);
            ArrayWrites.Written(items, index, length);
        }
    }

    /// <summary>See <see cref="Array.Sort{T}(T[])"/>.</summary>
    public static void Sort<T>(T[] array)
    {
        try
        {
            Array.Sort(array);
        }
        finally
        {
            ArrayWrites.Written(array);
        }
    }

    /// <summary>See <see cref="Array.Sort{TKey, TValue}(TKey[], TValue[])"/>.</summary>
    public static void Sort<TKey, TValue>(TKey[] keys, TValue[]? items)
    {
        try
        {
            Array.Sort(keys, items);
        }
        finally
        {
            ArrayWrites.Written(keys);
            ArrayWrites.Written(items, 0, keys.LongLength);
        }
    }

    /// <summary>See <see cref="Array.Sort{T}(T[], IComparer{T})"/>.</summary>
    public static void Sort<T>(T[] array, IComparer<T>? comparer)
    {
        try
        {
            Array.Sort(array, comparer);
        }
        finally
        {
            ArrayWrites.Written(array);
        }
    }

    /// <summary>See <see cref="Array.Sort{TKey, TValue}(TKey[], TValue[], IComparer{TKey})"/>.</summary>
    public static void Sort<TKey, TValue>(TKey[] keys, TValue[]? items, IComparer<TKey>? comparer)
    {
        try
        {
            Array.Sort(keys, items, comparer);
        }
        finally
        {
            ArrayWrites.Written(keys);
            ArrayWrites.Written(items, 0, keys.LongLength);
        }
    }

    /// <summary>See <see cref="Array.Sort{T}(T[], int, int)"/>.</summary>
    public static void Sort<T>(T[] array, int index, int length)
    {
        try
        {
            Array.Sort(array, index, length);
        }
        finally
        {
            ArrayWrites.Written(array, index, length);
        }
    }

    /// <summary>See <see cref="Array.Sort{TKey, TValue}(TKey[], TValue[], int, int)"/>.</summary>
    public static void Sort<TKey, TValue>(TKey[] keys, TValue[]? items, int index, int length)
    {
        try
        {
            Array.Sort(keys, items, index, length);
        }
        finally
        {
            ArrayWrites.Written(keys, index, length);
            ArrayWrites.Written(items, index, length);
        }
    }

    /// <summary>See <see cref="Array.Sort{T}(T[], int, int, IComparer{T})"/>.</summary>
    public static void Sort<T>(T[] array, int index, int length, IComparer<T>? comparer)
    {
        try
        {
            Array.Sort(array, index, length, comparer);
        }
        finally
        {
            ArrayWrites.Written(array, index, length);
        }
    }

    /// <summary>See <see cref="Array.Sort{TKey, TValue}(TKey[], TValue[], int, int, IComparer{TKey})"/>.</summary>
    public static void Sort<TKey, TValue>(TKey[] keys, TValue[]? items, int index, int length, IComparer<TKey>? comparer)
    {
        try
        {
            Array.Sort(keys, items, index, length, comparer);
        }
        finally
        {
            ArrayWrites.Written(keys, index, length);
            ArrayWrites.Written(items, index, length);
        }
    }

    /// <summary>See <see cref="Array.Sort{T}(T[], Comparison{T})"/>.</summary>
    public static void Sort<T>(T[] array, Comparison<T> comparison)
    {
        try
        {
            Array.Sort(array, comparison);
        }
        finally
        {
            ArrayWrites.Written(array);
        }
    }
}
