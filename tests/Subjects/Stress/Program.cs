using System.Globalization;

namespace Stress;

/// <summary>
/// <c>node NUMBER THREADS ROUNDS SEED MODE</c>: one node of several; begins when a line comes. <c>check</c>: shows what is left at the end. <c>all NODES THREADS ROUNDS SEED MODE</c>: all
/// nodes in this process, then the check.
/// </summary>
public static class Program
{
    public static async Task<int> Main(string[] arguments)
    {
        World world = World.Current;
        int[] numbers = [.. arguments.Skip(1).TakeWhile(argument => int.TryParse(argument, out _)).Select(argument => int.Parse(argument, CultureInfo.InvariantCulture))];
        string mode = arguments[^1];
        switch (arguments[0])
        {
            case "node":
                History.Write("ready");
                Console.In.ReadLine();
                await Node(world, numbers[0], numbers[1], numbers[2], numbers[3], mode);
                History.Write("done");
                Console.In.ReadLine();
                return 0;
            case "all":
                await Task.WhenAll(Enumerable.Range(0, numbers[0]).Select(node => Task.Run(() => Node(world, node, numbers[1], node > 0 && mode == "death" ? numbers[2] / 2 : numbers[2], numbers[3], mode))));
                Check(world);
                return 0;
            default:
                Check(world);
                return 0;
        }
    }

    private static async Task Node(World world, int node, int threads, int rounds, int seed, string mode)
    {
        List<Task> workers = [];
        for (int i = 0; i < threads; i++)
        {
            Worker worker = new(world, node * 100 + i + 1, seed, mode == "contention");
            workers.Add(Task.Run(() => worker.Run(rounds)));
        }
        await Task.WhenAll(workers);
    }

    private static void Check(World world)
    {
        long sum = 0;
        foreach (Account account in world.Accounts)
        {
            lock (account)
                sum += account.Balance;
        }
        History.Write("left sum " + History.Text(sum));
        History.Write("left counter " + History.Text(Interlocked.Read(ref world.Counter)));
        History.Write("left tickets " + History.Text(World.Tickets));
        lock (world.Gate)
            History.Write("left number " + History.Text(world.Number));
        world.Desk.Wait();
        History.Write("left served " + History.Text(world.Served));
        world.Desk.Release();
        foreach ((int key, long visits) in world.Visits)
            History.Write("left visits." + key + " " + History.Text(visits));
        lock (world.Names)
        {
            foreach ((int key, long value) in world.Names)
                History.Write("left names." + key + " " + History.Text(value));
        }
        lock (world.Line)
        {
            while (world.Waiting.TryDequeue(out long value))
                History.Write("left queue " + History.Text(value));
        }
        while (world.Parcels.Reader.TryRead(out long parcel))
            History.Write("left parcels " + History.Text(parcel));
        CheckShelves(world);
        History.Write("checked");
    }

    // The last operations of all: they show what is there.
    private static void CheckShelves(World world)
    {
        History history = new("check");
        foreach (Shelf shelf in world.Shelves)
        {
            long id = history.Begin(shelf.Name, Shelf.Look, 0);
            // With contention, the lock of all.
            lock (world.Shelves)
            {
                lock (shelf)
                    history.End(id, shelf.Apply(Shelf.Look, 0));
            }
        }
        while (world.Pile.TryPop(out long item))
            History.Write("left pile " + History.Text(item));
        while (world.Bag.TryTake(out long item))
            History.Write("left bag " + History.Text(item));
    }
}
