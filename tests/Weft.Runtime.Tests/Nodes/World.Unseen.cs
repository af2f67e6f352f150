using System.Runtime.InteropServices;
using Weft.Runtime.Barriers;
using Weft.Runtime.Contract;
using Weft.Runtime.Objects;
using Weft.Runtime.Transactions;

namespace Weft.Runtime.Tests.Nodes;

/// <content>Arrays and lists that are written by code which nobody sees.</content>
internal static partial class World
{
    internal static void ShareCells() => Root!.Anything = new int[5];

    internal static void ExposeCells() => ArrayAccess.Expose((int[])Root!.Anything!);

    internal static void StoreCell(int index, int value) => ArrayAccess.Store((int[])Root!.Anything!, index, value);

    internal static void StoreCellUnseen(int index, int value) => ((int[])Root!.Anything!)[index] = value;

    internal static void ShareNumbers()
    {
        List<int> list = ListShims<int>.Create();
        list.AddRange([1, 2, 3]);
        Root!.Anything = list;
    }

    internal static void ExposeNumbers() => CollectionsMarshalShims.AsSpan((List<int>)Root!.Anything!);

    internal static void StoreNumberUnseen(int index, int value) => CollectionsMarshal.AsSpan((List<int>)Root!.Anything!)[index] = value;

    internal static void InsertNumber(int index, int value) => ListShims<int>.Insert((List<int>)Root!.Anything!, index, value);

    internal static string Elements() => string.Join(",", (IEnumerable<int>)Root!.Anything!);

    internal static void ShareCounts() => Root!.Anything = DictionaryShims<int, int>.Create();

    internal static void AddCount(int key, int more, bool tell)
    {
        CollectionsMarshalShims.GetValueRefOrAddDefault((Dictionary<int, int>)Root!.Anything!, key, out _) += more;
        if (tell)
            FieldAccess.Wrote();
    }

    internal static void PutCount(int key, int value) => DictionaryShims<int, int>.set_Item((Dictionary<int, int>)Root!.Anything!, key, value);

    internal static string Counts() => Root!.Anything is Dictionary<int, int> counts ? string.Join(",", counts.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}={pair.Value}")) : "not yet";

    internal static void ShareBits() => Root!.Anything = new System.Collections.BitArray(70);

    internal static void TakeBytes() => CollectionsMarshalShims.AsBytes((System.Collections.BitArray)Root!.Anything!).Clear();

    internal static void ShareBuilder() => Root!.Anything = System.Collections.Immutable.ImmutableArray.CreateBuilder<int>();

    internal static void TakeMemory() => ImmutableCollectionsMarshalShims.AsMemory((System.Collections.Immutable.ImmutableArray<int>.Builder)Root!.Anything!);

    internal static void ExposeCount() => Root!.ExposeCount();

    internal static void StoreCountUnseen(int value) => Root!.StoreCountUnseen(value);

    internal static void StoreCountAndTell(int value)
    {
        Root!.StoreCountUnseen(value);
        FieldAccess.Wrote();
    }

    /// <summary>Counts through the field's address, with pauses in which what was published before is acknowledged; gives back the last number.</summary>
    internal static int CountUnseen(int times)
    {
        for (int i = 0; i < times; i++)
        {
            Root!.StoreCountUnseen(Root!.CountUnseen + 1);
            FieldAccess.Wrote();
            Thread.SpinWait(i % 512);
        }
        return Root!.CountUnseen;
    }

    internal static void IncrementKept(int times)
    {
        for (int i = 0; i < times; i++)
            IncrementAt(ref Root!.KeptCount());
    }

    internal static void IncrementKeptCell(int index, int times)
    {
        int[] cells = (int[])Root!.Anything!;
        ArrayAccess.Expose(cells);
        for (int i = 0; i < times; i++)
            IncrementAt(ref cells[index]);
    }

    private static void IncrementAt(ref int place)
    {
        Loan<int> loan = default;
        try
        {
            Interlocked.Increment(ref AtomicAccess.BorrowKept(ref place, ref loan));
        }
        finally
        {
            AtomicAccess.ReturnKept(ref place, ref loan);
        }
    }

    internal static void StoreCountInLockAndTell(int value) => InLock(() => StoreCountAndTell(value));

    /// <summary>Keeps the addresses of fields of other objects too.</summary>
    internal static void ExposeOthers(int count)
    {
        List<object> others = ListShims<object>.Create();
        for (int i = 0; i < count; i++)
            others.Add(new Item());
        Root!.Anything = others;
        foreach (object other in others)
            ((Item)other).ExposeCount();
    }

    internal static bool IsExposed() => Headers.Of(Root!.Anything!)!.Exposure is not null;

    /// <summary>Publishes; gives back how many operations that were.</summary>
    internal static int PublishUnseen()
    {
        ThreadTransaction transaction = ThreadTransaction.Current;
        transaction.Exposed.Record();
        int count = transaction.Operations.Length;
        transaction.Publish();
        return count;
    }

    internal static int Patience() => ExposedContents.Patience;
}
