using System.ComponentModel;
using System.Diagnostics;

namespace Weft.Runtime.Contract;

/// <summary>A place on which atomic operations work one after the other, each in a section of its own, with code of the program in between.</summary>
/// <typeparam name="T">The type of the place.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IAtomicPlace<T>
{
    /// <summary>Reads the place; nothing that follows is read before it. Possibly stale where the owner is shared.</summary>
    T ReadAcquired();

    /// <summary>Gives the address at which one atomic operation works. Always followed by <see cref="ReturnAtomic"/>.</summary>
    ref T BorrowAtomic(ref Loan<T> loan);

    /// <summary>Ends the operation: publishes what it changed.</summary>
    void ReturnAtomic(ref Loan<T> loan);
}

/// <summary>A field of an object that may be shared.</summary>
/// <typeparam name="T">The field's type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
public readonly ref struct FieldPlace<T> : IAtomicPlace<T>
{
    private readonly object _self;
    private readonly ref ObjectHeader? _header;
    private readonly ref byte _state;
    private readonly int _field;
    private readonly ref T _place;

    /// <summary>Names a field.</summary>
    /// <param name="self">The owner.</param>
    /// <param name="header">Its header's place.</param>
    /// <param name="state">Its state byte's place.</param>
    /// <param name="field">Index of the field in the object.</param>
    /// <param name="place">The field.</param>
    public FieldPlace(object self, ref ObjectHeader? header, ref byte state, int field, ref T place)
    {
        _self = self;
        _header = ref header;
        _state = ref state;
        _field = field;
        _place = ref place;
    }

    /// <inheritdoc/>
    public T ReadAcquired()
    {
        T value = _place;
        if (Volatile.Read(ref _state) != 0)
        {
            int sequence;
            do
            {
                sequence = FieldAccess.BeginRead(_self, ref _header, ref _state);
                value = _place;
            }
            while (!FieldAccess.EndRead(ref _header, sequence));
        }
        AtomicAccess.Acquired();
        return value;
    }

    /// <inheritdoc/>
    public ref T BorrowAtomic(ref Loan<T> loan) => ref AtomicAccess.Borrow(_self, ref _header, ref _state, _field, ref _place, ref loan);

    /// <inheritdoc/>
    public void ReturnAtomic(ref Loan<T> loan) => AtomicAccess.Return(_self, ref _header, _field, ref _place, ref loan);

    internal ref T Borrow(ref Loan<T> loan) => ref FieldAccess.Borrow(_self, ref _header, ref _state, ref _place, ref loan);

    internal void Return(ref Loan<T> loan) => FieldAccess.Return(_self, ref _header, _field, ref _place, ref loan);

    internal void Store(T value)
    {
        if (Volatile.Read(ref _header) is not null)
        {
            FieldAccess.Write(_self, ref _header, _field, ref _place, value);
            return;
        }
        _place = value;
        if (Volatile.Read(ref _header) is not null)
            FieldAccess.WriteLate(_self, ref _header, _field, ref _place);
    }
}

/// <summary>A place of this node alone: a local, a transient field, a field of an object that is never shared.</summary>
/// <typeparam name="T">The type of the place.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
public readonly ref struct LocalPlace<T> : IAtomicPlace<T>
{
    private readonly ref T _place;

    /// <summary>Names the place at an address.</summary>
    public LocalPlace(ref T place) => _place = ref place;

    /// <inheritdoc/>
    public T ReadAcquired()
    {
        T value = _place;
        AtomicAccess.Acquired();
        return value;
    }

    /// <inheritdoc/>
    public ref T BorrowAtomic(ref Loan<T> loan) => ref _place;

    /// <inheritdoc/>
    public void ReturnAtomic(ref Loan<T> loan)
    {
        // The operation has worked on the place itself.
    }
}
