using System.Globalization;
using System.Text;

namespace Probe;

/// <summary>Reads commands from standard input and answers each with one line, so that a test can drive several of these at once.</summary>
public static class Program
{
    private static readonly Trunk s_trunk = new();
    private static readonly object s_gate = new();
    private static readonly Lock s_lock = new();
    private static readonly List<string> s_taken = new();

    public static int Main()
    {
        Console.Out.WriteLine("ready");
        Console.Out.Flush();
        while (Console.In.ReadLine() is { } line)
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0)
                continue;
            if (words[0] == "quit")
                return 0;
            string answer;
            try
            {
                answer = "ok " + Run(words);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                answer = "error " + e.GetType().Name + ": " + e.Message.ReplaceLineEndings(" ");
            }
            Console.Out.WriteLine(answer.TrimEnd());
            Console.Out.Flush();
        }
        return 0;
    }

    private static void UseLedger(Ledger ledger, string kind, int times)
    {
        Action<int> use = kind switch { "slim" => ledger.UseSlim, "old" => ledger.UseOld, "named" => ledger.UseNamed, _ => ledger.UseLeveled };
        use(times);
    }

    private static int Number(string word) => int.Parse(word, CultureInfo.InvariantCulture);

    private static string Run(string[] words)
    {
        World world = World.Current;
        switch (words[0])
        {
            case "ping":
                return "pong";
            case "increment":
                InThreads(Number(words[1]), () => world.Increment(Number(words[2])));
                return "";
            case "deposit":
                world.Deposit(Number(words[1]));
                return "";
            case "increment-item":
                InThreads(Number(words[1]), () => world.IncrementOnItem(words[3], Number(words[2])));
                return "";
            case "increment-static":
                InThreads(Number(words[1]), () => IncrementUnderStaticLock(world, Number(words[2])));
                return "";
            case "increment-door":
                InThreads(Number(words[1]), () => world.IncrementBehindDoor(Number(words[2])));
                return "";
            case "behind-door":
                lock (world.Door)
                    return world.Total.ToString(CultureInfo.InvariantCulture);
            case "increment-static-lock":
                InThreads(Number(words[1]), () => IncrementUnderStaticLockType(world, Number(words[2])));
                return "";
            case "ledger":
                InThreads(Number(words[2]), () => UseLedger(world.Ledger, words[1], Number(words[3])));
                return "";
            case "lock-both":
                new Thread(() => world.Ledger.LockBoth(words[1], Number(words[2]))) { IsBackground = true }.Start();
                return "";
            case "write-unlocked":
                for (int i = 0; i < Number(words[1]); i++)
                    world.Hits = i;
                return "";
            case "archive":
                return world.Archive.Run(words[1], words.Length > 2 ? words[2] : "", words.Length > 3 ? Number(words[3]) : 0);
            case "shelf":
                return world.Shelf.Run(words[1], words.Length > 2 ? words[2] : "", words.Length > 3 ? Number(words[3]) : 0);
            case "bell":
                return world.Bell.Run(words[1], words.Length > 2 ? Number(words[2]) : 0);
            case "ledger-show":
                return world.Ledger.Show(words[1]);
            case "hits-locked":
                lock (s_lock)
                    return world.Hits.ToString(CultureInfo.InvariantCulture);
            case "bump":
                InThreads(Number(words[1]), () =>
                {
                    for (int i = 0; i < Number(words[2]); i++)
                        world.Bump();
                });
                return "";
            case "bumps":
                lock (world)
                    return world.Bumps.ToString(CultureInfo.InvariantCulture);
            case "hits":
                lock (s_gate)
                    return world.Hits.ToString(CultureInfo.InvariantCulture);
            case "hit":
                world.Hit();
                return "";
            case "total":
                lock (world.Gate)
                    return world.Total + " " + world.Cells.Sum();
            case "peek":
                return world.Total.ToString(CultureInfo.InvariantCulture);
            case "set-unlocked":
                world.Total = Number(words[1]);
                return "";
            case "item":
                return Items(world, words);
            case "names":
                return Names(world, words);
            case "log":
                return Log(world, words);
            case "tags":
                return Tags(world, words);
            case "cells":
                return Cells(world, words);
            case "origin":
                lock (world.Gate)
                {
                    world.Origin.Move(Number(words[1]), Number(words[2]));
                    world.Points[1].X += Number(words[1]);
                    world.Points[1].Move(0, Number(words[2]));
                    return world.Origin + " " + world.Points[1];
                }
            case "chain":
                return Chain(world, words);
            case "write-while-shared":
                return string.Join(" ", WriteWhileShared(world, Number(words[1])));
            case "triples":
                lock (world.Gate)
                    return string.Join(" ", world.Triples);
            case "announce":
                world.Board.Announce(words[1], Number(words[2]));
                return "";
            case "ask":
                return world.Board.Ask(words[1]);
            case "whisper":
                world.Board.Whisper(words[1]);
                return "";
            case "topic":
                if (words.Length > 1)
                    world.Board.ChangeTopic(words[1], Number(words[2]));
                return world.Board.Topic;
            case "heard":
                return string.Join(";", world.Board.Heard());
            case "grow":
                s_trunk.Grow(words[1]);
                return "";
            case "grow-in":
                s_trunk.Find(words[1])!.Grow(words[2]);
                return "";
            case "leaves":
                return words.Length > 1 ? s_trunk.Find(words[1])?.Names() ?? "none" : s_trunk.Names();
            case "hold":
                Hold(world);
                return "";
            case "try":
                if (!Monitor.TryEnter(world.Gate, Number(words[1])))
                    return "busy";
                Monitor.Exit(world.Gate);
                return "free";
            case "take":
                Take(world);
                return "";
            case "taken":
                lock (s_taken)
                    return string.Join(" ", s_taken);
            case "offer":
                lock (world.Gate)
                {
                    world.Log.Add(words[1]);
                    Monitor.Pulse(world.Gate);
                }
                return "";
            case "meeting":
                return world.Meeting.Run(words[1], words.Length > 2 ? Number(words[2]) : 0);
            case "share-thread":
                lock (world.Gate)
                    world.Items["thread"] = new Item("t") { Next = new Holder() };
                return "";
            case "exit":
                Environment.Exit(Number(words[1]));
                return "";
            case "exit-hard":
                Environment.FailFast("as asked");
                return "";
            default:
                throw new ArgumentException("No such command: " + words[0]);
        }
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

    private static string Items(World world, string[] words)
    {
        lock (world.Gate)
        {
            switch (words[1])
            {
                case "add":
                    world.Items.Add(words[2], new Item(words[2]) { Quantity = Number(words[3]) });
                    return "";
                case "box":
                    world.Items[words[2]] = new Box(words[2], words[3..]);
                    return "";
                case "move":
                    world.Items[words[2]].Move(Number(words[3]), Number(words[4]));
                    return "";
                case "put":
                    ((Box)world.Items[words[2]]).Content.Add(words[3]);
                    return "";
                case "remove":
                    return world.Items.Remove(words[2]).ToString();
                case "count":
                    return world.Items.Count.ToString(CultureInfo.InvariantCulture);
                case "show":
                    return world.Items.TryGetValue(words[2], out Item? item) ? item.Describe() : "none";
                default:
                    return string.Join(" ", world.Items.Values.OrderBy(i => i.Name, StringComparer.Ordinal).Select(i => i.Describe()));
            }
        }
    }

    private static string Names(World world, string[] words)
    {
        lock (world.Gate)
        {
            if (words[1] == "set")
                world.Names[Number(words[2])] = words[3];
            else if (words[1] == "remove")
                return world.Names.Remove(Number(words[2]), out string? old) ? old : "none";
            else if (words[1] == "clear")
                world.Names.Clear();
            StringBuilder all = new();
            foreach (KeyValuePair<int, string> name in world.Names)
                all.Append(name.Key).Append('=').Append(name.Value).Append(' ');
            return all.ToString();
        }
    }

    private static string Log(World world, string[] words)
    {
        lock (world.Gate)
        {
            switch (words[1])
            {
                case "add": world.Log.Add(words[2]); break;
                case "insert": world.Log.Insert(Number(words[2]), words[3]); break;
                case "set": world.Log[Number(words[2])] = words[3]; break;
                case "remove": world.Log.Remove(words[2]); break;
                case "remove-all": world.Log.RemoveAll(entry => entry.StartsWith(words[2], StringComparison.Ordinal)); break;
                case "range": world.Log.AddRange(words[2..]); break;
                case "sort": world.Log.Sort(StringComparer.Ordinal); break;
                case "reverse": world.Log.Reverse(); break;
                case "clear": world.Log.Clear(); break;
            }
            return string.Join(" ", world.Log);
        }
    }

    private static string Tags(World world, string[] words)
    {
        lock (world.Gate)
        {
            switch (words[1])
            {
                case "add": return world.Tags.Add(words[2]).ToString();
                case "remove": return world.Tags.Remove(words[2]).ToString();
                case "union": world.Tags.UnionWith(words[2..]); break;
                case "except": world.Tags.ExceptWith(words[2..]); break;
            }
            return string.Join(" ", world.Tags.Order(StringComparer.Ordinal));
        }
    }

    private static string Cells(World world, string[] words)
    {
        lock (world.Gate)
        {
            switch (words[1])
            {
                case "set": world.Cells[Number(words[2])] = Number(words[3]); break;
                case "fill": Array.Fill(world.Cells, Number(words[2])); break;
                case "reverse": Array.Reverse(world.Cells); break;
                case "bump": Bump(ref world.Cells[Number(words[2])]); break;
                case "word": world.Words[Number(words[2])] = words[3]; break;
            }
            return string.Join(" ", world.Cells) + " " + string.Join(" ", world.Words);
        }
    }

    private static void Bump(ref int cell) => cell += 100;

    private static string Chain(World world, string[] words)
    {
        lock (world.Gate)
        {
            if (words[1] == "make")
            {
                Item? next = null;
                for (int i = Number(words[2]); i > 0; i--)
                    next = new Item("link" + i) { Quantity = i, Next = next };
                Item last = next!;
                while (last.Next is { } following)
                    last = following;
                last.Next = next;
                world.Head = next;
            }
            int count = 0;
            long sum = 0;
            for (Item? link = world.Head; link is not null; link = link.Next)
            {
                count++;
                sum += link.Quantity;
                if (ReferenceEquals(link.Next, world.Head))
                    return $"{count} {sum} closed";
            }
            return $"{count} {sum} open";
        }
    }
}

/// <summary>Cannot be shared: it has a thread.</summary>
public sealed class Holder : Item
{
    private readonly object _thread = Thread.CurrentThread;

    public Holder() : base("holder")
    {
    }

    public override string Describe() => _thread.ToString()!;
}
