using System.Collections.Immutable;

namespace Golden;

public sealed class Atomics
{
    private int _count;
    private long[] _cells = [];
    private string?[] _names = [];
    private string? _lazy;
    private bool _isMade;
    private object? _gate;
    private ImmutableList<int> _list = [];

    public int Field() => Interlocked.Increment(ref _count);

    public long Element(int index) => Interlocked.Add(ref _cells[index], 2);

    public string Lazy() => LazyInitializer.EnsureInitialized(ref _lazy, () => "made");

    public string LazyElement(int index) => LazyInitializer.EnsureInitialized(ref _names[index], () => "made");

    public string? Once(ref string? made) => LazyInitializer.EnsureInitialized(ref made, ref _isMade, ref _gate, () => "made");

    public bool Append(int item) => ImmutableInterlocked.Update(ref _list, static (list, added) => list.Add(added), item);

    public int Acquire() => Volatile.Read(ref _count);
}
