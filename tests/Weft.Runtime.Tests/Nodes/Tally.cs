using System.Collections.Immutable;
using Weft.Runtime.Contract;

namespace Weft.Runtime.Tests.Nodes;

/// <summary>Counters that threads of several nodes change atomically, as the weaver makes such code.</summary>
internal sealed class Tally : Woven
{
    private int _count;
    private int _busy;
    private int _guarded;
    private long[] _cells = new long[2];
    private volatile int _flag;
    private ImmutableList<int> _list = [];
    private Item? _item;
    private bool _isOnce;
    private object? _gate;
    private int _runs;

    internal int Count => Get(ref _count);

    internal int Guarded => Get(ref _guarded);

    internal long[] Cells => Get(ref _cells);

    internal int Flag { get => Get(ref Place); set => Set(4, ref Place, value); }

#pragma warning disable CS0420 // What the weaver makes is volatile on its own account.
    private ref int Place => ref _flag;
#pragma warning restore CS0420

    internal int Increment()
    {
        Loan<int> loan = default;
        ref int place = ref BorrowAtomic(0, ref _count, ref loan);
        int result = Interlocked.Increment(ref place);
        ReturnAtomic(0, ref _count, ref loan);
        return result;
    }

    internal ImmutableList<int> List => Get(ref _list);

    internal int Runs => Get(ref _runs);

    internal Item? Item => Get(ref _item);

    internal void Append(int number, Action between) => PlaceShims.UpdateWith<FieldPlace<ImmutableList<int>>, ImmutableList<int>, int>(Cell(5, ref _list), (list, added) =>
    {
        between();
        return list.Add(added);
    }, number);

    /// <summary>What the first of all threads of all nodes has made.</summary>
    internal Item InitializeItem(string name) => PlaceShims.InitializeBy<FieldPlace<Item?>, Item>(Cell(6, ref _item), () => new Item { Name = name });

    /// <summary>Makes a value under a lock that all nodes make together; the function is run once in the cluster.</summary>
    internal int RunOnce() => PlaceShims.InitializeOnceBy<FieldPlace<int>, FieldPlace<bool>, FieldPlace<object?>, int>(
        Cell(9, ref _runs), Cell(7, ref _isOnce), Cell(8, ref _gate), () => Runs + 1);

    internal void IncrementCell(int index)
    {
        ElementPlace<long> cell = new(Cells, index);
        Loan<long> loan = default;
        Interlocked.Increment(ref cell.BorrowAtomic(ref loan));
        cell.ReturnAtomic(ref loan);
    }

    /// <summary>Increments an ordinary field under a lock made of an atomic flag, which an ordinary store releases.</summary>
    internal void IncrementGuarded()
    {
        SpinWait spin = default;
        while (!TryEnter())
            spin.SpinOnce();
        Set(2, ref _guarded, Guarded + 1);
        Set(1, ref _busy, 0);
    }

    /// <summary>An atomic increment, with what others do between its parts.</summary>
    internal int IncrementWhile(Action between)
    {
        Loan<int> loan = default;
        ref int place = ref BorrowAtomic(0, ref _count, ref loan);
        int result = Interlocked.Increment(ref place);
        between();
        ReturnAtomic(0, ref _count, ref loan);
        return result;
    }

    /// <summary>The first half of an ordinary store by a thread that has found the object unshared.</summary>
    internal void StoreUnlooked(int value) => _count = value;

    /// <summary>The second half: it looks again.</summary>
    internal void LookAgain() => Late(0, ref _count);

    private bool TryEnter()
    {
        Loan<int> loan = default;
        ref int place = ref BorrowAtomic(1, ref _busy, ref loan);
        bool entered = Interlocked.CompareExchange(ref place, 1, 0) == 0;
        ReturnAtomic(1, ref _busy, ref loan);
        return entered;
    }

    private static void Describe(SectionBuilder section)
    {
        section.Field<Tally, int>("Test.Tally::count", 0, static tally => ref tally._count, SharedFieldAttributes.Atomic);
        section.Field<Tally, int>("Test.Tally::busy", 1, static tally => ref tally._busy, SharedFieldAttributes.Atomic);
        section.Field<Tally, int>("Test.Tally::guarded", 2, static tally => ref tally._guarded, SharedFieldAttributes.None);
        section.Field<Tally, long[]>("Test.Tally::cells", 3, static tally => ref tally._cells, SharedFieldAttributes.None);
        section.Field<Tally, int>("Test.Tally::flag", 4, static tally => ref tally.Place, SharedFieldAttributes.Volatile);
        section.Field<Tally, ImmutableList<int>>("Test.Tally::list", 5, static tally => ref tally._list, SharedFieldAttributes.Atomic);
        section.Field<Tally, Item?>("Test.Tally::item", 6, static tally => ref tally._item, SharedFieldAttributes.Atomic);
        section.Field<Tally, bool>("Test.Tally::once", 7, static tally => ref tally._isOnce, SharedFieldAttributes.Atomic);
        section.Field<Tally, object?>("Test.Tally::gate", 8, static tally => ref tally._gate, SharedFieldAttributes.Atomic);
        section.Field<Tally, int>("Test.Tally::runs", 9, static tally => ref tally._runs, SharedFieldAttributes.Atomic);
    }
}
