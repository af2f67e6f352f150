using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Stress;

#pragma warning disable CA1001 // It lives as long as its process.
/// <summary>What all nodes work on.</summary>
public sealed class World
{
    private static World? s_current;
    private static long s_tickets;

    public readonly object Gate = new();
    public readonly object Line = new();
    public readonly Account[] Accounts = new Account[16];
    public readonly ConcurrentDictionary<int, long> Visits = new();
    public readonly Dictionary<int, long> Names = new();
    public readonly Queue<long> Waiting = new();
    public readonly Channel<long> Parcels = Channel.CreateBounded<long>(16);
    public readonly SemaphoreSlim Desk = new(1, 1);
    public readonly Shelf[] Shelves = Shelf.All();
    public readonly ConcurrentStack<long> Pile = new();
    public readonly ConcurrentBag<long> Bag = [];
    public long Counter;
    public long Number;
    public long Served;

    public World()
    {
        for (int i = 0; i < Accounts.Length; i++)
            Accounts[i] = new Account { Balance = 1000 };
    }

    public static World Current
    {
        get
        {
            World? world = s_current;
            if (world is null)
            {
                s_current = new World();
                world = s_current;
            }
            return world!;
        }
    }

    /// <summary>A root that is a number.</summary>
    public static long Tickets => Interlocked.Read(ref s_tickets);

    public static long TakeTickets(long count) => Interlocked.Add(ref s_tickets, count);
}

public sealed class Account
{
    public long Balance;
}
