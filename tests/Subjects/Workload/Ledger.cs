using System.Diagnostics;

namespace Workload;

/// <summary>Accounts whose changes the caller wants to outlive any process, as weft.yaml says.</summary>
public sealed class Ledger
{
    private const int Warming = 20;

    private static readonly Ledger s_ledger = new();

    private readonly Account[] _accounts = new Account[64];

    /// <summary>Prints the median time of a booking in nanoseconds, where each thread books on an account of its own.</summary>
    public static void Measure(int threads, int times)
    {
        for (int i = 0; i < threads; i++)
            s_ledger._accounts[i] = new Account();
        List<double> all = [];
        Thread[] running = [.. Enumerable.Range(0, threads).Select(number => new Thread(() =>
        {
            Account account = s_ledger._accounts[number];
            List<double> own = [];
            for (int i = 0; i < times + Warming; i++)
            {
                long start = Stopwatch.GetTimestamp();
                account.Book(i);
                if (i >= Warming)
                    own.Add(Stopwatch.GetElapsedTime(start).TotalNanoseconds);
            }
            lock (all)
                all.AddRange(own);
        }))];
        foreach (Thread thread in running)
            thread.Start();
        foreach (Thread thread in running)
            thread.Join();
        Console.WriteLine(all.Order().ElementAt(all.Count / 2));
    }
}

public sealed class Account
{
    private readonly object _gate = new();
    private long _balance;

    public void Book(long amount)
    {
        lock (_gate)
            _balance += amount;
    }
}
