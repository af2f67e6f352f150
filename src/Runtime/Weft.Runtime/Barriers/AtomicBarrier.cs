using Weft.Runtime.Contract;
using Weft.Runtime.Locks;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Barriers;

/// <summary>Atomic operations on fields and elements of shared objects: each place has a lease of its own, apart from the object's monitor.</summary>
internal static class AtomicBarrier
{
    internal static void Lend<T>(object self, SharedHeader shared, ref ObjectHeader? header, ref byte state, int field, ref T place, ref Loan<T> loan)
    {
        PlaceLock part = PlaceLock.Enter(shared, ((PhysicalDescriptor)shared.Descriptor).Slot<T>(field).Part);
        bool done = false;
        try
        {
            int sequence;
            do
            {
                sequence = ReadBarrier.Begin(self, ref header, ref state);
                loan.Original = place;
            }
            while (!ReadBarrier.End(header, sequence));
            Take(ref loan, part);
            done = true;
        }
        finally
        {
            if (!done)
                part.Exit();
        }
    }

    internal static void TakeBack<T>(object self, ref ObjectHeader? header, int field, ref T place, ref Loan<T> loan)
    {
        try
        {
            if (Headers.Checked(self, ref header) is { } shared)
                ((PhysicalDescriptor)shared.Descriptor).Slot<T>(field).WriteAtomic(shared, ref place, ref loan);
            else
                place = loan.Value;
        }
        finally
        {
            loan.Lock.Exit();
        }
    }

    internal static void LendElement<T>(SharedHeader shared, int index, ref T place, ref Loan<T> loan)
    {
        shared.HasAtomicElements = true;
        PlaceLock part = PlaceLock.Enter(shared, PartOfElement(index));
        loan.Original = place;
        Take(ref loan, part);
    }

    internal static void TakeBackElement<T>(Array array, int index, ref Loan<T> loan)
    {
        try
        {
            if (SideTable.Find(array) is { } header)
                ArrayBarrier.StoreAtomic(array, header, index, ref loan);
            else
                ArrayElements.At<T>(array, index) = loan.Value;
        }
        finally
        {
            loan.Lock.Exit();
        }
    }

    /// <summary>The lock of an element. Two elements may have one: that costs time and nothing else.</summary>
    internal static ushort PartOfElement(int index) => (ushort)((uint)index % ushort.MaxValue + 1);

    private static void Take<T>(ref Loan<T> loan, PlaceLock part)
    {
        loan.Value = loan.Original;
        loan.Taken = true;
        loan.Lock = part;
    }
}
