namespace Accepted;

/// <summary>Spans and memory over shared arrays, ranges, collection expressions, <c>params</c> spans, <c>stackalloc</c> beside shared state.</summary>
public sealed class Spans : Construct
{
    private int[] _numbers = [1, 2, 3, 4];
    private byte[] _bytes = new byte[4];
    private int[] _slice = [];
    private List<int> _list = [1];
    private int _sum;

    public override string Act()
    {
        Span<int> span = _numbers;
        span[0] = 10;
        span[1..].Fill(7);
        _numbers.AsSpan(2)[0]++;
        Memory<int> memory = _numbers.AsMemory(3);
        memory.Span[0] = 44;
        ReadOnlySpan<int> read = _numbers;
        _slice = _numbers[1..^1];
        _list = [.. _slice, 100];
        _sum = Sum(_numbers) + Sum(1, 2, 3) + read.Length;
        Span<int> local = stackalloc int[2];
        local[0] = _sum;
        _sum += local[0];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(_bytes, 0x01020304);
        Publish();
        span[1] = 70;
        memory.Span[0]++;
        Publish();
        ref int kept = ref First();
        kept = 100;
        Publish();
        kept++;
        Publish();
        return $"{read[0]} {local[0]}";
    }

    public override string Show() => $"{string.Join(",", _numbers)} {string.Join(",", _bytes)} {string.Join(",", _slice)} {string.Join(",", _list)} {_sum}";

    private static int Sum(params ReadOnlySpan<int> numbers)
    {
        int sum = 0;
        foreach (int number in numbers)
            sum += number;
        return sum;
    }

    private ref int First() => ref _numbers[0];

    /// <summary>What was written through a span or a reference is published when the thread next publishes, and at what follows.</summary>
    private void Publish()
    {
        lock (this)
            _sum++;
    }
}
