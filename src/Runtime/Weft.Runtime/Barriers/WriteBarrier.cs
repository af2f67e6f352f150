using Weft.Runtime.Contract;
using Weft.Runtime.Objects;
using Weft.Runtime.Transactions;

namespace Weft.Runtime.Barriers;

/// <summary>Writes of instances that have a header, or got one while they were written.</summary>
internal static class WriteBarrier
{
    internal static void Write<T>(object self, ref ObjectHeader? header, int field, ref T place, T value)
    {
        Activation.AwaitSession();
        if (Headers.Checked(self, ref header) is { } shared)
            Slot<T>(shared, field).Write(shared, ref place, ref value);
        else
            place = value;
    }

    internal static void WriteLate<T>(object self, ref ObjectHeader? header, int field, ref T place)
    {
        Activation.AwaitSession();
        if (Headers.Checked(self, ref header) is { } shared)
            Slot<T>(shared, field).WriteStored(shared, ref place);
    }

    internal static void Lend<T>(object self, ref ObjectHeader? header, ref byte state, ref T place, ref Loan<T> loan)
    {
        if (Headers.Checked(self, ref header) is null)
            return;
        int sequence;
        do
        {
            sequence = ReadBarrier.Begin(self, ref header, ref state);
            loan.Original = place;
        }
        while (!ReadBarrier.End(header, sequence));
        loan.Value = loan.Original;
        loan.Taken = true;
    }

    internal static void TakeBack<T>(object self, ref ObjectHeader? header, int field, ref T place, ref Loan<T> loan)
    {
        Activation.AwaitSession();
        if (Headers.Checked(self, ref header) is { } shared)
            Slot<T>(shared, field).WriteDifference(shared, ref place, ref loan);
        else
            place = loan.Value;
    }

    internal static void Expose<T>(object self, ref ObjectHeader? header, ref byte state, int field, ref T place)
    {
        ReadBarrier.Begin(self, ref header, ref state);
        if (Headers.Checked(self, ref header) is { } shared)
            FieldExposure.Add(self, shared, Slot<T>(shared, field), ref place);
    }

    internal static void Wrote()
    {
        ThreadTransaction transaction = ThreadTransaction.Current;
        transaction.Exposed.Tell();
        transaction.EndOfStatement();
    }

    private static FieldSlot<T> Slot<T>(SharedHeader header, int field) => ((PhysicalDescriptor)header.Descriptor).Slot<T>(field);
}
