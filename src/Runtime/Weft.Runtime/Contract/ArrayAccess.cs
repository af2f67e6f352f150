using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Weft.Runtime.Barriers;

namespace Weft.Runtime.Contract;

/// <summary>
/// Stores to elements of one-dimensional arrays. Loads stay plain: an array is never hollow. An unshared array costs two looks
/// at its mark.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
public static class ArrayAccess
{
    /// <summary>Replaces <c>stelem</c> of a primitive or of a type token.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(T[] array, int index, T value)
    {
        if (ArrayMark.IsSet<T>(array))
        {
            ArrayBarrier.Store(array, index, value);
            return;
        }
        array[index] = value;
        if (ArrayMark.IsSet<T>(array))
            ArrayBarrier.StoredLate(array, index);
    }

    /// <summary>Replaces <c>stelem.ref</c>; the array's element type may be any reference type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreReference(object?[] array, int index, object? value)
    {
        if (ArrayMark.IsSet<object>(array))
        {
            ArrayBarrier.StoreReference(array, index, value);
            return;
        }
        array[index] = value;
        if (ArrayMark.IsSet<object>(array))
            ArrayBarrier.StoredLate(array, index);
    }

    /// <summary>Reads a whole element where woven code holds its place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T LoadAt<T>(ElementPlace<T> place) => place.Load();

    /// <summary>Stores a whole element where woven code holds its place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreAt<T>(ElementPlace<T> place, T value) => place.Store(value);

    /// <summary>Replaces <c>ldelema</c>: the element itself while the array is unshared, else a copy. Always followed by <see cref="Return{T}"/>.</summary>
    public static ref T Borrow<T>(T[] array, int index, ref Loan<T> loan)
    {
        loan = default;
        ref T place = ref array[index];
        if (!ArrayMark.IsSet<T>(array) || !ArrayBarrier.Lend(array, ref place, ref loan))
            return ref place;
        return ref loan.Value;
    }

    /// <summary>Ends a loan of an element.</summary>
    public static void Return<T>(T[] array, int index, ref Loan<T> loan)
    {
        if (ArrayMark.IsSet<T>(array))
            ArrayBarrier.TakeBack(array, index, ref loan);
    }

    /// <summary>
    /// Called before an array reaches code that is not woven and may write it (an argument, a span): if it is shared, its content is
    /// compared with what it was when the thread next publishes, and the difference is published.
    /// </summary>
    public static void Expose(Array? array)
    {
        if (array is not null && ArrayMark.IsSet(array))
            ArrayBarrier.Expose(array);
    }
}
