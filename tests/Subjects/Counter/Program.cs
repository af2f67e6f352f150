namespace Counting;

public static class Program
{
    private const int Threads = 4;

    private static Counter s_counter = new();

    public static int Main(string[] args)
    {
        switch (args)
        {
            case ["count", var name, var times]:
                Count(name, int.Parse(times));
                Console.WriteLine($"total {s_counter.Total()} sum {s_counter.Sum()}");
                return 0;
            case ["hold"]:
                s_counter.HoldUntilInputEnds();
                return 0;
            case ["wait", ..]:
                Console.WriteLine($"waiting {string.Join(' ', args)}");
                Thread.Sleep(Timeout.Infinite);
                return 0;
            case ["fail", var code]:
                Console.Error.WriteLine($"failing with {code}");
                return int.Parse(code);
            default:
                Console.Error.WriteLine("usage: count NAME TIMES | hold | wait | fail CODE");
                return 2;
        }
    }

    private static void Count(string name, int times)
    {
        Thread[] threads = Enumerable.Range(0, Threads).Select(_ => new Thread(() =>
        {
            for (int i = 0; i < times; i++)
                s_counter.Increment(name);
        })).ToArray();
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
    }
}
