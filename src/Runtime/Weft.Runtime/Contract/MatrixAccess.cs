using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Weft.Runtime.Barriers;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Contract;

/// <summary>
/// Stores to elements of arrays that are no vectors: of several dimensions, or with another lower bound than zero. What has to know the number of dimensions is generated
/// in the woven assembly; here an element is known by its place.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
public static class MatrixAccess
{
    /// <summary>Whether any array of this storage class is shared.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool MayBeShared<T>() => ArrayFlags<T>.AnyShared;

    /// <summary>Stores an element where some array of the storage class is shared.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Store<T>(Array array, ref readonly T place, T value)
    {
        int index = ArrayElements.IndexOf(array, in place);
        if (SideTable.Find(array) is { } header)
        {
            ArrayBarrier.Store(array, header, index, value);
            return;
        }
        if (!typeof(T).IsValueType)
            ArrayBarrier.ThrowIfMismatch(array, value);
        ArrayElements.At<T>(array, index) = value;
        ArrayBarrier.StoredLate(array, index);
    }

    /// <summary>An element was stored while no array of the storage class was shared, and some is now.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void StoredLate<T>(Array array, ref readonly T place) => ArrayBarrier.StoredLate(array, ArrayElements.IndexOf(array, in place));

    /// <summary>Reads a whole element where woven code holds its place.</summary>
    public static T LoadAt<T>(MatrixPlace<T> place) => place.Load();

    /// <summary>Stores a whole element where woven code holds its place.</summary>
    public static void StoreAt<T>(MatrixPlace<T> place, T value) => place.Store(value);
}

/// <summary>The place of one element of an array that is no vector: stands on the stack of woven code where the array's <c>Address</c> would have left an address.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
public readonly struct MatrixPlace<T> : IAtomicPlace<T>
{
    private readonly Array _array;
    private readonly int _index;

    /// <summary>Names the element at an address, which the array's <c>Address</c> has returned.</summary>
    public MatrixPlace(Array array, ref T place)
    {
        _array = array;
        _index = ArrayElements.IndexOf(array, in place);
    }

    private ref T Place => ref ArrayElements.At<T>(_array, _index);

    /// <summary>The element itself while the array is unshared, else a copy. Always followed by <see cref="Return"/>.</summary>
    public ref T Borrow(ref Loan<T> loan)
    {
        loan = default;
        ref T place = ref Place;
        if (!ArrayMark.IsSet<T>(_array) || !ArrayBarrier.Lend(_array, ref place, ref loan))
            return ref place;
        return ref loan.Value;
    }

    /// <summary>Ends a loan of the element.</summary>
    public void Return(ref Loan<T> loan)
    {
        if (ArrayMark.IsSet<T>(_array))
            ArrayBarrier.TakeBack(_array, _index, ref loan);
    }

    /// <summary>See <see cref="AtomicAccess.BorrowElement{T}"/>.</summary>
    public ref T BorrowAtomic(ref Loan<T> loan) => ref AtomicAccess.LendElement(_array, _index, ref Place, ref loan);

    /// <summary>See <see cref="AtomicAccess.ReturnElement{T}"/>.</summary>
    public void ReturnAtomic(ref Loan<T> loan) => AtomicAccess.TakeBackElement(_array, _index, ref loan);

    /// <inheritdoc/>
    public T ReadAcquired()
    {
        T value = Place;
        AtomicAccess.Acquired();
        return value;
    }

    internal T Load() => Place;

    internal void Store(T value)
    {
        if (ArrayMark.IsSet<T>(_array) && SideTable.Find(_array) is { } header)
        {
            ArrayBarrier.Store(_array, header, _index, value);
            return;
        }
        Place = value;
        if (ArrayMark.IsSet<T>(_array))
            ArrayBarrier.StoredLate(_array, _index);
    }
}
