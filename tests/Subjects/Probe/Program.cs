using System.Globalization;

namespace Probe;

/// <summary>Reads commands from standard input and answers each with one line, so that a test can drive several of these at once.</summary>
public static partial class Program
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
            case "counters":
                InThreads(words.Length > 3 ? Number(words[3]) : 0, () => Counters.Run(words[1], Number(words[2])));
                return words.Length > 3 ? "" : Counters.Run(words[1], words.Length > 2 ? Number(words[2]) : 0);
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
            case "metric":
                return Metrics.Read(words[1]).ToString(CultureInfo.InvariantCulture);
            case "write-unlocked":
                for (int i = 0; i < Number(words[1]); i++)
                    world.Hits = i;
                return "";
            case "archive":
                return world.Archive.Run(words[1], words.Length > 2 ? words[2] : "", words.Length > 3 ? Number(words[3]) : 0);
            case "heirs":
                if (words[1] == "slow")
                    Mark.BeSlow();
                else
                    return world.Heirs.Run(words[1], words.Length > 2 ? words[2] : "");
                return "";
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
            case "torch":
                return Torches.Run(world, words);
            case "card":
                return Cards.Run(world, words);
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
}
