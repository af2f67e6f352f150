using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Weft.Runtime.Barriers;

namespace Weft.Runtime.Contract;

/// <summary>
/// The out-of-line halves of the generated field accessors. The fast halves are in the accessors themselves: a read loads the
/// field and then finds the state byte zero; a write stores and then finds the header still null.
/// </summary>
/// <remarks>
/// Every method takes the places of header and state byte, so that no interface call is needed, and the owner, so that a copy
/// which something made of a shared instance can be told from it and is detached. All may be called on any thread.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
public static class FieldAccess
{
    /// <summary>
    /// Makes the object resident (its on-load run) and starts one attempt at reading a field.
    /// </summary>
    /// <param name="self">The instance that is read.</param>
    /// <param name="header">Its header's place.</param>
    /// <param name="state">Its state byte's place.</param>
    /// <returns>The sequence number to give to <see cref="EndRead"/>.</returns>
    /// <exception cref="ClusterUnavailableException">The object is not resident and the hub did not answer in time.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int BeginRead(object self, ref ObjectHeader? header, ref byte state) => ReadBarrier.Begin(self, ref header, ref state);

    /// <summary>Whether the value read since <see cref="BeginRead"/> is whole; if not, the caller starts again.</summary>
    /// <param name="header">The owner's header's place.</param>
    /// <param name="sequence">What <see cref="BeginRead"/> returned.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool EndRead(ref ObjectHeader? header, int sequence) => ReadBarrier.End(header, sequence);

    /// <summary>Called before a transient field is read, or its address taken, where the state byte is not zero.</summary>
    /// <param name="self">The instance.</param>
    /// <param name="header">Its header's place.</param>
    /// <param name="state">Its state byte's place.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void EnsureLoaded(object self, ref ObjectHeader? header, ref byte state) => ReadBarrier.EnsureLoaded(self, ref header, ref state);

    /// <summary>Writes a field of an object that has a header.</summary>
    /// <param name="self">The owner.</param>
    /// <param name="header">Its header's place.</param>
    /// <param name="field">Index of the field in the object: constant at each site, counted from the first woven class of the hierarchy.</param>
    /// <param name="place">The field.</param>
    /// <param name="value">The value to store.</param>
    /// <exception cref="NonPortableException">The graph below <paramref name="value"/> cannot be shared; nothing was changed.</exception>
    /// <exception cref="ClusterUnavailableException">The node has lost its hub; nothing was changed.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Write<T>(object self, ref ObjectHeader? header, int field, ref T place, T value) =>
        WriteBarrier.Write(self, ref header, field, ref place, value);

    /// <summary>Reports a field that was stored while its owner was unshared and whose owner has a header now.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void WriteLate<T>(object self, ref ObjectHeader? header, int field, ref T place) =>
        WriteBarrier.WriteLate(self, ref header, field, ref place);

    /// <summary>
    /// Gives the address at which a consumer may work on a field: the field itself while the owner is unshared, else a copy.
    /// Always followed by <see cref="Return{T}"/>, on exceptions too.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ref T Borrow<T>(object self, ref ObjectHeader? header, ref byte state, ref T place, ref Loan<T> loan)
    {
        loan = default;
        if (Volatile.Read(ref header) is null)
            return ref place;
        WriteBarrier.Lend(self, ref header, ref state, ref place, ref loan);
        return ref loan.Taken ? ref loan.Value : ref place;
    }

    /// <summary>Called before the address of a field reaches code that only reads through it, however long: makes the object resident.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void EnsureReadable(object self, ref ObjectHeader? header, ref byte state) =>
        _ = ReadBarrier.Begin(self, ref header, ref state);

    /// <summary>Called before an object is handed to code that is not woven and may read its fields: makes the object resident.</summary>
    /// <param name="value">The object, whatever it is; may be null.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Hand(object? value)
    {
        if (value is not null && ObjectMark.IsSet(value))
            ReadBarrier.Hand(value);
    }

    /// <summary>Called before an object is handed to a serializer, which may read fields of all that it comes to: makes all of that resident.</summary>
    /// <param name="value">The object, whatever it is; may be null.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void HandAll(object? value)
    {
        if (value is not null && Activation.IsActive && Activation.Joined is not null)
            ShownGraph.MakeResident(value);
    }

    /// <summary>
    /// Called before the address of a field is kept, returned or given to code that may keep it: if the owner is shared, the field is compared with what is known of it when the
    /// thread next publishes, and the difference is published.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ref T Expose<T>(object self, ref ObjectHeader? header, ref byte state, int field, ref T place)
    {
        if (Volatile.Read(ref header) is not null)
            WriteBarrier.Expose(self, ref header, ref state, field, ref place);
        return ref place;
    }

    /// <summary>Called after woven code has written through an address that may be one of those: publishes at once where the thread is in no section that is a transaction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Wrote()
    {
        if (FieldExposure.Any)
            WriteBarrier.Wrote();
    }

    /// <summary>Ends a loan: publishes those literal and reference members that differ from what was lent.</summary>
    /// <exception cref="AliasedFieldException">A member was changed by the borrower and by somebody else meanwhile.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Return<T>(object self, ref ObjectHeader? header, int field, ref T place, ref Loan<T> loan)
    {
        if (loan.Taken)
            WriteBarrier.TakeBack(self, ref header, field, ref place, ref loan);
        else if (Volatile.Read(ref header) is not null)
            WriteBarrier.WriteLate(self, ref header, field, ref place);
    }
}

/// <summary>A field's value on loan to a consumer of its address; a local of the woven method.</summary>
/// <typeparam name="T">The field's type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct Loan<T>
{
    /// <summary>The copy that the borrower works on.</summary>
    public T Value;

    /// <summary>What was copied out.</summary>
    public T Original;

    /// <summary>Whether a copy was lent; if not, the borrower has the field itself.</summary>
    public bool Taken;

    /// <summary>The lock of the place, for an atomic operation on a copy.</summary>
    internal Locks.PlaceLock Lock;
}
