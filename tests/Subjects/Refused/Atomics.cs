using System.Collections.Immutable;

namespace Refused;

/// <summary>Atomic work on a field that is more than one operation, or out of sight.</summary>
public sealed partial class Shared
{
    private AtomicCounter _counter;
    private Names _names;
    private readonly Names[] _manyNames = [default];
    private ImmutableQueue<int> _queue = [];

    public string LazyMember() => LazyInitializer.EnsureInitialized(ref _names.Name, () => "made"); // WEFT1603

    public static Shared LazyRoot() => LazyInitializer.EnsureInitialized(ref s_root, () => new Shared()); // WEFT1603

    public bool OutToField() => ImmutableInterlocked.TryDequeue(ref _queue, out _number); // WEFT1603

    public string LazyMemberOfElement() => LazyInitializer.EnsureInitialized(ref _manyNames[0].Name, () => "made"); // warning WEFT1605

    public string ThroughLazyHelper() => LazyHelper(ref _text); // WEFT1603

    public int ThroughHelper() => Helper(ref _number); // WEFT1603

    public int ThroughHelpers() => Outer(ref _number); // WEFT1603

    public int ThroughStruct() => _counter.Increment(); // WEFT1603

    public static Shared? OfRoot() => Interlocked.Exchange(ref s_root, null); // WEFT1603

    public int OfElement() => Helper(ref _numbers[0]); // warning WEFT1605

    private static int Helper(ref int place) => Interlocked.Add(ref place, 2);

    private static string LazyHelper(ref string? place) => LazyInitializer.EnsureInitialized(ref place, () => "made");

    private static int Outer(ref int place) => Inner(1, ref place);

    private static int Inner(int unused, ref int place)
    {
        ref int kept = ref place;
        return unused + Helper(ref kept);
    }
}

public struct Names
{
    public string? Name;
}

/// <summary>A struct that works atomically on itself.</summary>
public struct AtomicCounter
{
    private int _count;

    public int Increment() => Interlocked.Increment(ref _count);
}
