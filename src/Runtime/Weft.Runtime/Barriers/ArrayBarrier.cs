using Weft.Runtime.Contract;

namespace Weft.Runtime.Barriers;

internal static class ArrayFlags
{
    internal static volatile bool AnySharedAtAll;
}

internal static class ArrayFlags<T>
{
    internal static bool AnyShared => false;
}

internal static class ArrayBarrier
{
    internal static void Store<T>(T[] array, int index, T value) => array[index] = value;

    internal static void StoreReference(object?[] array, int index, object? value) => array[index] = value;

    internal static void StoredLate(Array array, int index)
    {
    }

    internal static bool Lend<T>(T[] array, ref T place, ref Loan<T> loan) => false;

    internal static void TakeBack<T>(T[] array, int index, ref Loan<T> loan) => array[index] = loan.Value;

    internal static void Expose(Array array)
    {
    }
}
