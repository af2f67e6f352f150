using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Weft.Runtime.Barriers;
using Weft.Runtime.Objects;
using Weft.Runtime.Transactions;

namespace Weft.Runtime.Contract;

/// <summary>
/// <see cref="Interlocked"/> and <see cref="Volatile"/> operations on fields and elements of woven code. On an unshared owner they work on the place itself, on a shared one on a
/// copy, under the cluster's lease of that place; what changed is on its way to the other nodes before any thread of this one can see it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
public static class AtomicAccess
{
    /// <summary>Gives the address at which one atomic operation works on a field. Always followed by <see cref="Return{T}"/>, on exceptions too.</summary>
    /// <param name="self">The owner.</param>
    /// <param name="header">Its header's place.</param>
    /// <param name="state">Its state byte's place.</param>
    /// <param name="field">Index of the field in the object.</param>
    /// <param name="place">The field.</param>
    /// <param name="loan">A local of the woven method.</param>
    /// <exception cref="ClusterUnavailableException">The owner is shared and the hub did not give the lease in time.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ref T Borrow<T>(object self, ref ObjectHeader? header, ref byte state, int field, ref T place, ref Loan<T> loan)
    {
        loan = default;
        while (Activation.IsActive)
        {
            AtomicSections.Enter();
            if (Volatile.Read(ref header) is null)
                return ref place;
            AtomicSections.Exit();
            Activation.AwaitSession();
            if (Headers.Checked(self, ref header) is { } shared)
            {
                AtomicBarrier.Lend(self, shared, ref header, ref state, field, ref place, ref loan);
                return ref loan.Value;
            }
        }
        return ref place;
    }

    /// <summary>Ends the operation: publishes what it changed.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Return<T>(object self, ref ObjectHeader? header, int field, ref T place, ref Loan<T> loan)
    {
        if (loan.Taken)
            AtomicBarrier.TakeBack(self, ref header, field, ref place, ref loan);
        else if (Activation.IsActive)
            AtomicSections.Exit();
    }

    /// <summary>
    /// Gives the address at which one atomic operation works on a place whose address was kept: where it is a field or an element of a shared object, a copy under the lease of that
    /// place. Always followed by <see cref="ReturnKept{T}"/>, on exceptions too.
    /// </summary>
    /// <exception cref="ClusterUnavailableException">The owner is shared and the hub did not give the lease in time.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ref T BorrowKept<T>(ref T place, ref Loan<T> loan)
    {
        loan = default;
        if (!Activation.IsActive || ThreadTransaction.Current.Exposed.OwnerOf(in place) is not { } kept)
            return ref place;
        kept.Lend(ref place, ref loan);
        return ref loan.Value;
    }

    /// <summary>Ends the operation: publishes what it changed.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void ReturnKept<T>(ref T place, ref Loan<T> loan)
    {
        if (loan.Taken)
            ThreadTransaction.Current.Exposed.OwnerOf(in place)!.TakeBack(ref place, ref loan);
    }

    /// <summary>Gives the address at which one atomic operation works on an element. Always followed by <see cref="ReturnElement{T}"/>, on exceptions too.</summary>
    public static ref T BorrowElement<T>(T[] array, int index, ref Loan<T> loan) => ref LendElement(array, index, ref array[index], ref loan);

    /// <summary>Ends the operation: publishes the element if it has changed.</summary>
    public static void ReturnElement<T>(T[] array, int index, ref Loan<T> loan) => TakeBackElement(array, index, ref loan);

    internal static ref T LendElement<T>(Array array, int index, ref T place, ref Loan<T> loan)
    {
        loan = default;
        if (!Activation.IsActive)
            return ref place;
        AtomicSections.Enter();
        if (!ArrayMark.IsSet<T>(array) || SideTable.Find(array) is not { } shared)
            return ref place;
        AtomicSections.Exit();
        AtomicBarrier.LendElement(shared, index, ref place, ref loan);
        return ref loan.Value;
    }

    internal static void TakeBackElement<T>(Array array, int index, ref Loan<T> loan)
    {
        if (loan.Taken)
            AtomicBarrier.TakeBackElement(array, index, ref loan);
        else if (Activation.IsActive)
            AtomicSections.Exit();
    }

    /// <summary>After a field was read for <see cref="Volatile"/>: nothing that follows is read before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Acquired() => Volatile.ReadBarrier();
}
