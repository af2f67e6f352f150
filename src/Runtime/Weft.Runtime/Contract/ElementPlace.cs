using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Weft.Runtime.Contract;

/// <summary>The place of one array element: stands on the stack of woven code where <c>ldelema</c> would have left an address.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
public readonly struct ElementPlace<T> : IAtomicPlace<T>
{
    private readonly T[] _array;
    private readonly int _index;

    /// <summary>Names an element; throws what <c>ldelema</c> throws.</summary>
    public ElementPlace(T[] array, int index)
    {
        CheckAccess(ref array[index]);
        _array = array;
        _index = index;
    }

    private static void CheckAccess(ref T place) => _ = Unsafe.IsNullRef(ref place);

    /// <summary>See <see cref="ArrayAccess.Borrow{T}"/>.</summary>
    public ref T Borrow(ref Loan<T> loan) => ref ArrayAccess.Borrow(_array, _index, ref loan);

    /// <summary>See <see cref="ArrayAccess.Return{T}"/>.</summary>
    public void Return(ref Loan<T> loan) => ArrayAccess.Return(_array, _index, ref loan);

    /// <summary>See <see cref="AtomicAccess.BorrowElement{T}"/>.</summary>
    public ref T BorrowAtomic(ref Loan<T> loan) => ref AtomicAccess.BorrowElement(_array, _index, ref loan);

    /// <summary>See <see cref="AtomicAccess.ReturnElement{T}"/>.</summary>
    public void ReturnAtomic(ref Loan<T> loan) => AtomicAccess.ReturnElement(_array, _index, ref loan);

    /// <inheritdoc/>
    public T ReadAcquired()
    {
        T value = _array[_index];
        AtomicAccess.Acquired();
        return value;
    }

    /// <summary>Reads the element.</summary>
    internal T Load() => _array[_index];

    /// <summary>Stores the element through the barrier.</summary>
    internal void Store(T value) => ArrayAccess.Store(_array, _index, value);
}
