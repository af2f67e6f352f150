using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Weft.Runtime.Barriers;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Contract;

/// <summary>
/// Reads and writes of roots whose type is copied: literals, and structs. The cluster has such a root as an array of one element, so that all that is true of elements is true of it;
/// without a hub, and in type initializers, the field itself is what there is. Callable on any thread.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
public static class ValueRootAccess
{
    /// <summary>Reads a root. A field that has its default value makes none.</summary>
    /// <param name="place">The field: static, or of an instance that the rule's <c>on:</c> accepts.</param>
    /// <param name="root">The rule.</param>
    /// <param name="key">The value of the rule's <c>key:</c> member; null without one.</param>
    /// <exception cref="RootTypeMismatchException">The root was made for a field of another type.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Read<T>(ref T place, RootHandle root, object? key) =>
        Activation.IsActive && RootBinding.CellToRead(ref place, root, key) is { } cell ? cell[0] : place;

    /// <summary>Writes a root.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write<T>(ref T place, T value, RootHandle root, object? key)
    {
        if (Activation.IsActive && RootBinding.Cell(ref place, root, key) is { } cell)
            ArrayAccess.Store(cell, 0, value);
        else
            place = value;
    }

    /// <summary>Writes a root that atomic operations work on too, or that is volatile: in turn with the operations of all nodes.</summary>
    public static void WriteAtomic<T>(ref T place, T value, RootHandle root, object? key)
    {
        if (Activation.IsActive && RootBinding.Cell(ref place, root, key) is { } cell)
        {
            Loan<T> loan = default;
            AtomicAccess.BorrowElement(cell, 0, ref loan) = value;
            AtomicAccess.ReturnElement(cell, 0, ref loan);
            return;
        }
        Volatile.WriteBarrier();
        place = value;
    }

    /// <summary>Stores in the field what a type initializer or a constructor assigns: what the root is made of, if there is none at the first access outside.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Nominate<T>(ref T place, T value, RootHandle root, object? key) => place = value;

    /// <summary>Reads what a constructor has made of the field of its own instance.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T ReadOwn<T>(ref T place, RootHandle root, object? key) => place;

    /// <summary>Names the field of its own instance that a constructor works on.</summary>
    public static RootPlace<T> PlaceOwn<T>(ref T place, RootHandle root, object? key) => RootPlace<T>.OfPlace(ref place);

    /// <summary>Names a root where its address would be taken.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RootPlace<T> Place<T>(ref T place, RootHandle root, object? key) =>
        Activation.IsActive && RootBinding.Cell(ref place, root, key) is { } cell ? RootPlace<T>.OfCell(cell) : RootPlace<T>.OfPlace(ref place);

    /// <summary>Gives an address to code that only reads through it, however long.</summary>
    public static ref T View<T>(ref T place, RootHandle root, object? key)
    {
        if (Activation.IsActive && RootBinding.Cell(ref place, root, key) is { } cell)
            return ref cell[0];
        return ref place;
    }

    /// <summary>Gives an address to code that may keep it and write through it: what it has written is found when the thread next publishes.</summary>
    public static ref T Expose<T>(ref T place, RootHandle root, object? key)
    {
        if (!Activation.IsActive || RootBinding.Cell(ref place, root, key) is not { } cell)
            return ref place;
        FieldExposure.NoteAny();
        ArrayAccess.Expose(cell);
        return ref cell[0];
    }

    /// <summary>Reads a whole root where woven code holds its place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T LoadAt<T>(RootPlace<T> place) => place.Load();

    /// <summary>Writes a whole root where woven code holds its place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreAt<T>(RootPlace<T> place, T value) => place.Store(value);
}

/// <summary>The place of a root whose type is copied: stands on the stack of woven code where <c>ldsflda</c> or <c>ldflda</c> would have left an address.</summary>
/// <typeparam name="T">The type of the root.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
public readonly ref struct RootPlace<T> : IAtomicPlace<T>
{
    private readonly T[]? _cell;
    private readonly ref T _place;
    private readonly FieldPlace<T> _field;
    private readonly bool _isField;

    private RootPlace(T[]? cell, ref T place, FieldPlace<T> field, bool isField)
    {
        _cell = cell;
        _place = ref place;
        _field = field;
        _isField = isField;
    }

    /// <summary>Names a field of this node alone.</summary>
    public static RootPlace<T> OfPlace(ref T place) => new(null, ref place, default, isField: false);

    /// <summary>Names a field of an object that may be shared, of an instance whose field is no root.</summary>
    public static RootPlace<T> OfField(FieldPlace<T> field) => new(null, ref Unsafe.NullRef<T>(), field, isField: true);

    internal static RootPlace<T> OfCell(T[] cell) => new(cell, ref Unsafe.NullRef<T>(), default, isField: false);

    /// <summary>The address at which a consumer may work: that of the place itself where it is unshared, else of a copy. Always followed by <see cref="Return"/>.</summary>
    public ref T Borrow(ref Loan<T> loan)
    {
        loan = default;
        if (_isField)
            return ref _field.Borrow(ref loan);
        return ref _cell is not null ? ref ArrayAccess.Borrow(_cell, 0, ref loan) : ref _place;
    }

    /// <summary>Ends a loan of the place.</summary>
    public void Return(ref Loan<T> loan)
    {
        if (_isField)
            _field.Return(ref loan);
        else if (_cell is not null)
            ArrayAccess.Return(_cell, 0, ref loan);
    }

    /// <inheritdoc/>
    public ref T BorrowAtomic(ref Loan<T> loan)
    {
        loan = default;
        if (_isField)
            return ref _field.BorrowAtomic(ref loan);
        return ref _cell is not null ? ref AtomicAccess.BorrowElement(_cell, 0, ref loan) : ref _place;
    }

    /// <inheritdoc/>
    public void ReturnAtomic(ref Loan<T> loan)
    {
        if (_isField)
            _field.ReturnAtomic(ref loan);
        else if (_cell is not null)
            AtomicAccess.ReturnElement(_cell, 0, ref loan);
    }

    /// <inheritdoc/>
    public T ReadAcquired()
    {
        if (_isField)
            return _field.ReadAcquired();
        T value = _cell is not null ? _cell[0] : _place;
        AtomicAccess.Acquired();
        return value;
    }

    internal T Load()
    {
        if (_isField)
            return _field.ReadAcquired();
        return _cell is not null ? _cell[0] : _place;
    }

    internal void Store(T value)
    {
        if (_isField)
            _field.Store(value);
        else if (_cell is not null)
            ArrayAccess.Store(_cell, 0, value);
        else
            _place = value;
    }
}
