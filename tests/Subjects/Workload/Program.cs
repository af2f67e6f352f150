using System.Collections.Concurrent;
using System.Diagnostics;

namespace Workload;

/// <summary>The parts that processes play in the benchmarks. Each prints its figures, one a line.</summary>
public static class Program
{
    private const int Warming = 200;

    public static int Main(string[] args)
    {
        switch (args)
        {
            case ["fill"]:
                Arena arena = Arena.Current;
                Console.WriteLine($"ready {arena.Head.Value}");
                Console.In.ReadToEnd();
                return 0;
            case ["signal", var times]:
                Signals(int.Parse(times));
                return 0;
            case ["watch", var times]:
                Watch(int.Parse(times));
                return 0;
            case ["pass", var me, var times]:
                Pass(int.Parse(me), int.Parse(times));
                return 0;
            case ["fetch", var me, var times]:
                Fetch(int.Parse(me), int.Parse(times));
                return 0;
            case ["lease", var seconds]:
                Lease(double.Parse(seconds));
                return 0;
            case ["durable", var threads, var times]:
                Ledger.Measure(int.Parse(threads), int.Parse(times));
                return 0;
            case ["map"]:
                Map();
                return 0;
            case ["replica", var work, var times]:
                Replica(work, int.Parse(times));
                return 0;
            default:
                Console.Error.WriteLine("usage: fill | signal TIMES | watch TIMES | pass ME TIMES | fetch ME TIMES | lease SECONDS | durable THREADS TIMES | map | replica WORK TIMES");
                return 2;
        }
    }

    /// <summary>Writes a time stamp under a lock, again and again, with a rest between.</summary>
    private static void Signals(int times)
    {
        Signal signal = Arena.Current.Signal;
        Console.WriteLine("ready");
        Console.In.ReadLine();
        for (int i = 1; i <= times + Warming; i++)
        {
            Thread.Sleep(2);
            lock (signal)
            {
                signal.Number = i;
                signal.Stamp = Stopwatch.GetTimestamp();
            }
        }
        Console.In.ReadToEnd();
    }

    /// <summary>Prints how long each time stamp was under way.</summary>
    private static void Watch(int times)
    {
        Signal signal = Arena.Current.Signal;
        long last = signal.Stamp;
        List<long> latencies = new(times + Warming);
        Console.WriteLine("ready");
        while (signal.Number < times + Warming)
        {
            long stamp = signal.Stamp;
            if (stamp == last)
            {
                Thread.Yield();
                continue;
            }
            latencies.Add(Stopwatch.GetTimestamp() - stamp);
            last = stamp;
        }
        Print(latencies);
    }

    /// <summary>Takes a lock that the other process used last and holds no more; prints how long each taking lasted.</summary>
    private static void Fetch(int me, int times)
    {
        Baton baton = Arena.Current.Baton;
        List<long> latencies = new(times + Warming);
        Console.WriteLine("ready");
        Console.In.ReadLine();
        while (latencies.Count < times + Warming)
        {
            while (baton.Holder == me)
                Thread.Yield();
            long start = Stopwatch.GetTimestamp();
            lock (baton)
            {
                latencies.Add(Stopwatch.GetTimestamp() - start);
                baton.Holder = me;
            }
        }
        Print(latencies);
        Console.In.ReadToEnd();
    }

    /// <summary>Two processes want the same lock all the time; prints how long after the other's last write in it each came in.</summary>
    private static void Pass(int me, int times)
    {
        Baton baton = Arena.Current.Baton;
        List<long> latencies = new(times + Warming);
        Console.WriteLine("ready");
        Console.In.ReadLine();
        while (latencies.Count < times + Warming)
        {
            lock (baton)
            {
                if (baton.Holder != me && baton.Stamp != 0)
                    latencies.Add(Stopwatch.GetTimestamp() - baton.Stamp);
                baton.Holder = me;
                baton.Stamp = Stopwatch.GetTimestamp();
            }
        }
        Print(latencies);
        Console.In.ReadToEnd();
    }

    /// <summary>Locks, writes and unlocks for some seconds; prints the mean in nanoseconds and the last value.</summary>
    private static void Lease(double seconds)
    {
        const int block = 100_000;
        Micro.LockAndWrite(block);
        long count = 0;
        long start = Stopwatch.GetTimestamp();
        TimeSpan elapsed;
        do
        {
            Micro.LockAndWrite(block);
            count += block;
            elapsed = Stopwatch.GetElapsedTime(start);
        }
        while (elapsed.TotalSeconds < seconds);
        Console.WriteLine($"mean {elapsed.TotalNanoseconds / count} count {count}");
        Console.In.ReadToEnd();
    }

    /// <summary>Uses the map that all processes have as it is told line by line; prints the mean time of an operation in nanoseconds after each.</summary>
    private static void Map()
    {
        ConcurrentDictionary<int, int> map = Arena.Current.Shelf.ConcurrentDictionary;
        Console.WriteLine("ready");
        while (Console.In.ReadLine() is { } line)
        {
            string[] parts = line.Split(' ');
            int times = int.Parse(parts[1]);
            long sum = 0, start = Stopwatch.GetTimestamp();
            for (int turn = 0; turn < times; turn++)
            {
                int key = turn & (Shelf.Size - 1);
                if (parts[0] == "get")
                    sum += map.TryGetValue(key, out int value) ? value : 0;
                else
                    map[key] = turn;
            }
            GC.KeepAlive(sum);
            Console.WriteLine(Stopwatch.GetElapsedTime(start).TotalNanoseconds / times);
        }
    }

    private static void Replica(string work, int times)
    {
        Func<int, double> run = work == "walk" ? Micro.ReplicaWalk : Micro.ReplicaParticles;
        Func<int, double> plain = work == "walk" ? Micro.Walk : Micro.UnsharedParticles;
        for (int i = 0; i < 30; i++)
        {
            run(times / 10);
            plain(times / 10);
        }
        for (int i = 0; i < 15; i++)
            Console.WriteLine($"{Time(run, times)} {Time(plain, times)}");
    }

    private static double Time(Func<int, double> run, int times)
    {
        long start = Stopwatch.GetTimestamp();
        run(times);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / times;
    }

    private static void Print(List<long> latencies)
    {
        foreach (long latency in latencies.Skip(Warming))
            Console.WriteLine(latency * 1e9 / Stopwatch.Frequency);
        Console.WriteLine("end");
    }
}
