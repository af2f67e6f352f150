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
    }
}
