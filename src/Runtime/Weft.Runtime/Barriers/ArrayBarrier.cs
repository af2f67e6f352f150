using Weft.Runtime.Collections;
using Weft.Runtime.Contract;
using Weft.Runtime.Locks;
using Weft.Runtime.Objects;
using Weft.Runtime.Transactions;
using Weft.Runtime.Values;

namespace Weft.Runtime.Barriers;

/// <summary>Stores to elements where some array of the storage class is shared.</summary>
internal static class ArrayBarrier
{
    internal static void Store<T>(T[] array, int index, T value)
    {
        if (array is null || SideTable.Find(array) is not { } header)
        {
            array![index] = value;
            StoredLate(array, index);
            return;
        }
        _ = array[index];
        Store(array, header, index, value);
    }

    /// <summary>Stores an element of an array of any number of dimensions; the number is in range.</summary>
    internal static void Store<T>(Array array, SharedHeader header, int index, T value)
    {
        if (!typeof(T).IsValueType)
            ThrowIfMismatch(array, value);
        SharedWrites.Share(header, value);
        if (!header.HasAtomicElements)
        {
            StoreShared(array, header, index, value);
            SharedWrites.Finish();
            return;
        }
        PlaceLock part = PlaceLock.Enter(header, AtomicBarrier.PartOfElement(index));
        try
        {
            StoreShared(array, header, index, value);
            ThreadTransaction.Current.Publish();
        }
        finally
        {
            part.Exit();
        }
    }

    /// <summary>Publishes what an atomic operation has made of an element, then stores it. Under the element's lock.</summary>
    internal static void StoreAtomic<T>(Array array, SharedHeader header, int index, ref Loan<T> loan)
    {
        if (!Differs(ref loan))
            return;
        SharedWrites.Share(header, loan.Value);
        // An enum's array that is seen as one of its integers.
        if (header.Descriptor is not ArrayDescriptor<T> descriptor)
        {
            StoreShared(array, header, index, loan.Value);
            ThreadTransaction.Current.Publish();
            return;
        }
        header.EnterLatch();
        descriptor.RecordValues(header, index, loan.Value);
        PendingRanges.Of(header).AwaitStore((ulong)index);
        header.ExitLatch();
        ThreadTransaction.Current.Publish();
        header.EnterLatch();
        if (PendingRanges.Of(header).TakeUnstored((ulong)index))
        {
            ArrayElements.At<T>(array, index) = loan.Value;
            (header.Exposure as Exposure<T>)?.Learn(index, loan.Value);
        }
        header.ExitLatch();
    }

    private static void StoreShared<T>(Array array, SharedHeader header, int index, T value)
    {
        header.EnterLatch();
        try
        {
            ArrayElements.At<T>(array, index) = value;
            ArrayDescriptor.Of(header).Record(array, header, index, 1);
        }
        finally
        {
            header.ExitLatch();
        }
    }

    internal static void StoreReference(object?[] array, int index, object? value) => Store(array, index, value);

    /// <summary>An element was stored while its array was found unshared: reports it if the array has become shared meanwhile.</summary>
    internal static void StoredLate(Array array, int index) => ArrayWrites.WrittenAt(array, index, 1);

    /// <summary>Lends an element of a shared array; false for an array that is not shared.</summary>
    internal static bool Lend<T>(Array array, ref T place, ref Loan<T> loan)
    {
        if (SideTable.Find(array) is null)
            return false;
        loan.Value = place;
        loan.Original = loan.Value;
        loan.Taken = true;
        return true;
    }

    /// <summary>Publishes the element if one of its members differs from what was lent.</summary>
    internal static void TakeBack<T>(Array array, int index, ref Loan<T> loan)
    {
        if (!loan.Taken)
        {
            StoredLate(array, index);
            return;
        }
        if (SideTable.Find(array) is not { } header)
        {
            ArrayElements.At<T>(array, index) = loan.Value;
            return;
        }
        if (!Differs(ref loan))
            return;
        SharedWrites.Share(header, loan.Value);
        header.EnterLatch();
        try
        {
            Merge(array, header, index, ref ArrayElements.At<T>(array, index), ref loan);
            ArrayDescriptor.Of(header).Record(array, header, index, 1);
        }
        finally
        {
            header.ExitLatch();
        }
        SharedWrites.Finish();
    }

    /// <summary>Remembers the content of a shared array that unseen code may write; it is compared when the thread publishes.</summary>
    internal static void Expose(Array array)
    {
        if (SideTable.Find(array) is not { } header)
            return;
        SharedWrites.WaitUntilAnnounced(header);
        ThreadTransaction.Current.Exposed.Add(array, ArrayDescriptor.Of(header).Expose(array, header));
    }

    internal static void ThrowIfMismatch(Array array, object? value)
    {
        if (value is not null && !array.GetType().GetElementType()!.IsInstanceOfType(value))
            throw new ArrayTypeMismatchException();
    }

    private static bool Differs<T>(ref Loan<T> loan)
    {
        foreach (Leaf<T> leaf in Leaves.Of<T>())
        {
            if (!leaf.Same(ref loan.Original, ref loan.Value))
                return true;
        }
        return false;
    }

    private static void Merge<T>(Array array, SharedHeader header, int index, ref T place, ref Loan<T> loan)
    {
        foreach (Leaf<T> leaf in Leaves.Of<T>())
        {
            if (leaf.Same(ref loan.Original, ref loan.Value))
                continue;
            if (!leaf.Same(ref loan.Original, ref place))
                throw new AliasedFieldException($"{RuntimeCodes.AliasedWrite}: element {ArrayElements.Indices(array, index)}{leaf.Path} of the shared array {header} was changed through its address and in another way at once.");
            leaf.Copy(ref loan.Value, ref place);
        }
    }
}
