using Weft.Runtime.Finalization;

namespace Weft.Runtime.Session;

/// <summary>Object ids from blocks that the hub hands out; asks for the next block before the last is used up.</summary>
internal sealed class IdSupply(Action<int> reserve, TimeSpan timeout)
{
    private const int BlockSize = 16_384;
    private readonly object _gate = new();
    private readonly Queue<(ulong First, int Count)> _blocks = new();
    private ulong _first;
    private ulong _end;
    private int _left;
    private int _asked;
    private Exception? _failure;

    /// <summary>A block came. Called by the reader thread.</summary>
    internal void Add(ulong first, int count)
    {
        lock (_gate)
        {
            if (_first == _end)
                (_first, _end) = (first, first + (ulong)count);
            else
                _blocks.Enqueue((first, count));
            _left += count;
            _asked = 0;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>How many the hub was asked for and has not given; 0 for none.</summary>
    internal int Asked
    {
        get
        {
            lock (_gate)
                return _asked;
        }
    }

    /// <summary>No more blocks will come.</summary>
    internal void Fail(Exception failure)
    {
        lock (_gate)
        {
            _failure = failure;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Takes some ids, waiting for more if there are too few.</summary>
    /// <param name="count">How many.</param>
    /// <param name="isHalfway">Whether the caller has changed something already, and cannot be refused.</param>
    internal ulong[] Take(int count, bool isHalfway = false)
    {
        long deadline = Environment.TickCount64 + (long)timeout.TotalMilliseconds;
        while (true)
        {
            ulong[]? taken;
            int ask;
            lock (_gate)
            {
                taken = _left >= count ? Dequeue(count) : null;
                ask = _asked == 0 && _left < BlockSize / 2 ? Math.Max(BlockSize, count) : 0;
                _asked += ask;
            }
            // Outside the gate: the reader thread takes it to add a block.
            if (ask != 0)
                reserve(ask);
            if (taken is not null)
                return taken;
            if (!isHalfway)
                FinalizerThread.Refuse("an id for what becomes shared");
            WaitForMore(count, deadline);
        }
    }

    private void WaitForMore(int count, long deadline)
    {
        lock (_gate)
        {
            while (_left < count && _asked != 0)
            {
                if (_failure is not null)
                    throw new ClusterUnavailableException(_failure.Message, outcomeUnknown: false, _failure);
                long left = deadline - Environment.TickCount64;
                if (left <= 0)
                    throw new ClusterUnavailableException($"{RuntimeCodes.HubSilent}: the hub gave no object ids for {timeout.TotalSeconds:0.#} s.", outcomeUnknown: false);
                Monitor.Wait(_gate, (int)left);
            }
        }
    }

    private ulong[] Dequeue(int count)
    {
        ulong[] ids = new ulong[count];
        for (int i = 0; i < count; i++)
        {
            ids[i] = _first++;
            while (i + 1 < count && _first == _end)
                (_first, _end) = NextBlock();
        }
        _left -= count;
        if (_first == _end && _blocks.Count != 0)
            (_first, _end) = NextBlock();
        return ids;
    }

    private (ulong First, ulong End) NextBlock()
    {
        (ulong first, int count) = _blocks.Dequeue();
        return (first, first + (ulong)count);
    }
}
