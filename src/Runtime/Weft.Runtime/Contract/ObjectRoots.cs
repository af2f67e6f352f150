using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Weft.Runtime.Barriers;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Contract;

/// <summary>The place of a root that holds an object: an atomic operation on it is an assignment, as the policy has it, in turn with those of all nodes.</summary>
/// <typeparam name="T">The type of the root.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
public readonly ref struct ObjectRootPlace<T> : IAtomicPlace<T?> where T : class
{
    private readonly RootPlace<T?> _other;
    private readonly ref T? _place;
    private readonly RootHandle? _root;
    private readonly object? _key;

    internal ObjectRootPlace(ref T? place, RootHandle root, object? key)
    {
        _place = ref place;
        _root = root;
        _key = key;
    }

    private ObjectRootPlace(RootPlace<T?> other)
    {
        _other = other;
        _place = ref Unsafe.NullRef<T?>();
    }

    /// <summary>Names a field that is no root of the cluster: of an instance that the rule leaves out, or without a hub.</summary>
    public static ObjectRootPlace<T> OfOther(RootPlace<T?> other) => new(other);

    /// <inheritdoc/>
    public T? ReadAcquired()
    {
        if (_root is null)
            return _other.ReadAcquired();
        T? value = RootBinding.Read(ref _place, _root, _key);
        AtomicAccess.Acquired();
        return value;
    }

    /// <inheritdoc/>
    public ref T? BorrowAtomic(ref Loan<T?> loan)
    {
        loan = default;
        if (_root is null)
            return ref _other.BorrowAtomic(ref loan);
        RootBinding.Borrow(ref _place, ref loan, _root, _key);
        return ref loan.Value;
    }

    /// <inheritdoc/>
    public void ReturnAtomic(ref Loan<T?> loan)
    {
        if (_root is null)
            _other.ReturnAtomic(ref loan);
        else
            RootBinding.Return(ref _place, ref loan, _root, _key);
    }
}

/// <summary>Atomic operations on a field of an object that may be shared, which is a root on other instances.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
public static class FieldOperations
{
    /// <summary>See <see cref="Interlocked.CompareExchange{T}(ref T, T, T)"/>.</summary>
    public static T? CompareExchange<T>(FieldPlace<T?> place, T? value, T? comparand) where T : class => AtomicSteps.CompareExchange(place, value, comparand);

    /// <summary>See <see cref="Interlocked.Exchange{T}(ref T, T)"/>.</summary>
    public static T? Exchange<T>(FieldPlace<T?> place, T? value) where T : class
    {
        Loan<T?> loan = default;
        T? seen = Interlocked.Exchange(ref place.BorrowAtomic(ref loan), value);
        place.ReturnAtomic(ref loan);
        return seen;
    }

    /// <summary>See <see cref="Volatile.Write{T}(ref T, T)"/>.</summary>
    public static void VolatileWrite<T>(FieldPlace<T?> place, T? value) where T : class => AtomicSteps.Put(place, value);

    /// <summary>See <see cref="LazyInitializer.EnsureInitialized{T}(ref T, Func{T})"/>.</summary>
    public static T EnsureInitialized<T>(FieldPlace<T?> place, Func<T> valueFactory) where T : class => PlaceShims.InitializeBy(place, valueFactory);

    /// <summary>See <see cref="LazyInitializer.EnsureInitialized{T}(ref T)"/>.</summary>
    public static T EnsureNew<T>(FieldPlace<T?> place) where T : class => PlaceShims.Initialize<FieldPlace<T?>, T>(place);
}
