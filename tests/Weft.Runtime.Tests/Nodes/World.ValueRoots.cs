using Weft.Runtime.Contract;

namespace Weft.Runtime.Tests.Nodes;

/// <content>Roots of copied types.</content>
internal static partial class World
{
    private static readonly RootHandle NumberRule = new("number", RootPolicy.FirstWins, eager: false);
    private static readonly RootHandle SameRule = new("number", RootPolicy.FirstWins, eager: false);
    private static readonly RootHandle PairRule = new("pair", RootPolicy.FirstWins, eager: false);
    private static readonly RootHandle LevelRule = new("level", RootPolicy.FirstWins, eager: false);
    private static int _number = 5;
    private static uint _unsigned = 5;
    private static long _long = 5;
    private static object? _boxed;
    private static int[]? _numbers;
    private static (object? Of, int Count) _pair;

    internal static int Number() => ValueRootAccess.Read(ref _number, NumberRule, null);

    internal static void SetNumber(int value) => ValueRootAccess.Write(ref _number, value, NumberRule, null);

    /// <summary>What an initializer does.</summary>
    internal static void NominateNumber(int value) => ValueRootAccess.Nominate(ref _number, value, NumberRule, null);

    /// <summary>What code that is not woven sees.</summary>
    internal static int PlainNumber() => _number;

    internal static void CountUp(int threads, int each) => Run(threads, each, static _ => AddToNumber(1));

    /// <summary>Stores in turn with atomic operations, so that none of them is lost between.</summary>
    internal static void StoreWhileCounting(int threads, int each)
    {
        Thread other = new(() => Run(threads, each, static _ => AddToNumber(1)));
        other.Start();
        for (int i = 0; i < each; i++)
            ValueRootAccess.WriteAtomic(ref _long, i, LevelRule, null);
        other.Join();
    }

    internal static long StoredLong() => ValueRootAccess.Read(ref _long, LevelRule, null);

    /// <summary>Writes through an address of the root that is kept while the thread publishes other things, and then works on it atomically.</summary>
    internal static void WriteKept(int publications, int value)
    {
        ref int kept = ref ValueRootAccess.Expose(ref _number, NumberRule, null);
        for (int i = 0; i < publications; i++)
            ValueRootAccess.Write(ref _long, i, LevelRule, null);
        kept = value;
        FieldAccess.Wrote();
    }

    internal static void AddToKept(int threads, int each) => Run(threads, each, static _ =>
    {
        ref int kept = ref ValueRootAccess.Expose(ref _number, NumberRule, null);
        Loan<int> loan = default;
        Interlocked.Increment(ref AtomicAccess.BorrowKept(ref kept, ref loan));
        AtomicAccess.ReturnKept(ref kept, ref loan);
    });

    internal static string ReadNumberAs(string type) => type switch
    {
        "uint" => ValueRootAccess.Read(ref _unsigned, SameRule, null).ToString(),
        "long" => ValueRootAccess.Read(ref _long, SameRule, null).ToString(),
        "object" => RootAccess.Read(ref _boxed, SameRule, null)?.ToString() ?? "none",
        "array" => RootAccess.Read(ref _numbers, SameRule, null)?.Length.ToString() ?? "none",
        _ => throw new ArgumentException(type),
    };

    internal static void AssignNumberAsArray() => RootAccess.Write(ref _numbers, [1], SameRule, null);

    internal static void SetPair(string name, int count) => ValueRootAccess.Write(ref _pair, (new Item { Name = name }, count), PairRule, null);

    internal static void SetPairToThread() => ValueRootAccess.Write(ref _pair, (Thread.CurrentThread, 1), PairRule, null);

    internal static string Pair()
    {
        (object? of, int count) = ValueRootAccess.Read(ref _pair, PairRule, null);
        return $"{(of as Item)?.Name ?? "none"} {count} {ReferenceEquals(of, ValueRootAccess.Read(ref _pair, PairRule, null).Of)}";
    }

    /// <summary>Raises the level of one of several rooms, of which each instance begins with a level of its own.</summary>
    internal static int RaiseLevel(string room, int start)
    {
        int level = start;
        ValueRootAccess.Write(ref level, ValueRootAccess.Read(ref level, LevelRule, room) + 1, LevelRule, room);
        return ValueRootAccess.Read(ref level, LevelRule, room);
    }

    private static void AddToNumber(int by)
    {
        RootPlace<int> place = ValueRootAccess.Place(ref _number, NumberRule, null);
        Loan<int> loan = default;
        try
        {
            Interlocked.Add(ref place.BorrowAtomic(ref loan), by);
        }
        finally
        {
            place.ReturnAtomic(ref loan);
        }
    }
}
