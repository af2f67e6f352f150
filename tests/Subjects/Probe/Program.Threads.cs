namespace Probe;

/// <content>What is done by several threads, or by one that waits.</content>
public static partial class Program
{
    private static void UseLedger(Ledger ledger, string kind, int times)
    {
        Action<int> use = kind switch { "slim" => ledger.UseSlim, "old" => ledger.UseOld, "named" => ledger.UseNamed, _ => ledger.UseLeveled };
        use(times);
    }

    private static void IncrementUnderStaticLock(World world, int times)
    {
        for (int i = 0; i < times; i++)
        {
            lock (s_gate)
                world.Hits++;
        }
    }

    private static void IncrementUnderStaticLockType(World world, int times)
    {
        for (int i = 0; i < times; i++)
        {
            lock (s_lock)
                world.Hits++;
        }
    }

    /// <summary>One thread writes objects without a lock while another makes them part of the shared graph.</summary>
    private static List<string> WriteWhileShared(World world, int count)
    {
        string[] texts = ["a", "b", "c", "d"];
        for (int i = 0; i < count; i++)
        {
            Triple triple = new();
            int written = 0;
            bool stop = false;
            Thread writer = new(() =>
            {
                for (int number = 1; !Volatile.Read(ref stop); number++)
                {
                    Triple.Write(triple, number, texts[number & 3]);
                    Volatile.Write(ref written, number);
                    if (number % 64 == 0)
                        Thread.Yield();
                }
            });
            writer.Start();
            SpinWait.SpinUntil(() => Volatile.Read(ref written) > i);
            lock (world.Gate)
                world.Triples.Add(triple);
            Volatile.Write(ref stop, true);
            writer.Join();
        }
        return world.Triples.ConvertAll(triple => triple.ToString());
    }

    /// <summary>Keeps the lock until the process ends; another node waits for it.</summary>
    private static void Hold(World world)
    {
        using ManualResetEventSlim held = new();
        Thread holder = new(() =>
        {
            lock (world.Gate)
            {
                world.Total += 1000;
                held.Set();
                Thread.Sleep(Timeout.Infinite);
            }
        })
        { IsBackground = true };
        holder.Start();
        held.Wait();
    }

    /// <summary>Starts a thread that takes the first entry of the log as soon as there is one; comes back when it waits.</summary>
    private static void Take(World world)
    {
        Thread taker = new(() =>
        {
            string taken;
            lock (world.Gate)
            {
                while (world.Log.Count == 0)
                    Monitor.Wait(world.Gate);
                taken = world.Log[0];
                world.Log.RemoveAt(0);
            }
            lock (s_taken)
                s_taken.Add(taken);
        })
        { IsBackground = true };
        taker.Start();
        SpinWait.SpinUntil(() => (taker.ThreadState & ThreadState.WaitSleepJoin) != 0);
    }

    private static void InThreads(int count, Action run)
    {
        Exception? failure = null;
        Thread[] threads = new Thread[count];
        for (int i = 0; i < count; i++)
        {
            threads[i] = new Thread(() =>
            {
                try
                {
                    run();
                }
                catch (Exception e) when (e is not OutOfMemoryException)
                {
                    failure = e;
                }
            });
            threads[i].Start();
        }
        foreach (Thread thread in threads)
            thread.Join();
        if (failure is not null)
            throw new InvalidOperationException(failure.GetType().Name + ": " + failure.Message, failure);
    }
}
