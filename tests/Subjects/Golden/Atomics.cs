namespace Golden;

public sealed class Atomics
{
    private int _count;
    private long[] _cells = [];

    public int Field() => Interlocked.Increment(ref _count);

    public long Element(int index) => Interlocked.Add(ref _cells[index], 2);

    public int Acquire() => Volatile.Read(ref _count);
}
