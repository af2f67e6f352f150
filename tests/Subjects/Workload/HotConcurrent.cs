using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Workload;

public readonly struct HotConcurrentDictionary(ConcurrentDictionary<int, int> items) : IHot
{
    public int Step(int turn)
    {
        int key = turn & (Shelf.Size - 1);
        items[key] = turn;
        int sum = items.TryGetValue(key ^ 1, out int value) ? value : 0;
        sum += items.AddOrUpdate(key, 1, static (_, old) => old + 1);
        return sum + items.GetOrAdd(key ^ 3, 0);
    }
}

public readonly struct HotConcurrentQueue(ConcurrentQueue<int> items) : IHot
{
    public int Step(int turn)
    {
        items.Enqueue(turn);
        int sum = items.TryPeek(out int next) ? next : 0;
        return sum + (items.TryDequeue(out int first) ? first : 0);
    }
}

public readonly struct HotConcurrentStack(ConcurrentStack<int> items) : IHot
{
    public int Step(int turn)
    {
        items.Push(turn);
        int sum = items.TryPeek(out int next) ? next : 0;
        return sum + (items.TryPop(out int last) ? last : 0);
    }
}

public readonly struct HotConcurrentBag(ConcurrentBag<int> items) : IHot
{
    public int Step(int turn)
    {
        items.Add(turn);
        return items.TryTake(out int item) ? item : 0;
    }
}

public readonly struct HotBlockingCollection(BlockingCollection<int> items) : IHot
{
    public int Step(int turn)
    {
        items.Add(turn);
        return items.Take();
    }
}

public readonly struct HotChannel(Channel<int> items) : IHot
{
    public int Step(int turn)
    {
        items.Writer.TryWrite(turn);
        return items.Reader.TryRead(out int item) ? item : 0;
    }
}

public readonly struct HotSemaphore(SemaphoreSlim semaphore) : IHot
{
    public int Step(int turn)
    {
        semaphore.Wait();
        return semaphore.Release() + turn;
    }
}

public readonly struct HotEvent(ManualResetEventSlim signal) : IHot
{
    public int Step(int turn)
    {
        signal.Set();
        signal.Wait();
        signal.Reset();
        return signal.IsSet ? turn : 1;
    }
}

public readonly struct HotAutoEvent(AutoResetEvent signal) : IHot
{
    public int Step(int turn)
    {
        signal.Set();
        return signal.WaitOne() ? turn : 1;
    }
}

public readonly struct HotCountdown(CountdownEvent countdown) : IHot
{
    public int Step(int turn)
    {
        countdown.AddCount();
        return countdown.Signal() ? turn : countdown.CurrentCount;
    }
}

public readonly struct HotReaderWriter(ReaderWriterLockSlim gate) : IHot
{
    public int Step(int turn)
    {
        gate.EnterReadLock();
        gate.ExitReadLock();
        gate.EnterWriteLock();
        gate.ExitWriteLock();
        return turn;
    }
}

public readonly struct HotMonitor(object gate) : IHot
{
    public int Step(int turn)
    {
        lock (gate)
            return turn;
    }
}

public readonly struct HotLock(Lock gate) : IHot
{
    public int Step(int turn)
    {
        lock (gate)
            return turn;
    }
}
