using Weft.Runtime.Contract;

namespace Weft.Runtime.Barriers;

internal static class WriteBarrier
{
    internal static void Write<T>(object self, ref ObjectHeader? header, int field, ref T place, T value) => place = value;

    internal static void WriteLate<T>(object self, ref ObjectHeader? header, int field, ref T place)
    {
    }

    internal static void Lend<T>(object self, ref ObjectHeader? header, ref byte state, ref T place, ref Loan<T> loan)
    {
    }

    internal static void TakeBack<T>(object self, ref ObjectHeader? header, int field, ref T place, ref Loan<T> loan) => place = loan.Value;
}
