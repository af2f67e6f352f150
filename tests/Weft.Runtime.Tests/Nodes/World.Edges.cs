using Weft.Runtime.Collections;
using Weft.Runtime.Contract;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Tests.Nodes;

/// <content>What goes wrong, or happens rarely.</content>
internal static partial class World
{
    private static readonly RootHandle KeyedRule = new("keyed", RootPolicy.FirstWins, eager: false);
    private static int _loadsToFail;
    private static bool _loadsReadOn;
    private static List<int>? _box;
    private static Item? _raced;

    internal static void Loading(Item item, ref int loads)
    {
        if (_loadsReadOn)
            _ = item.Next?.Name;
        if (_loadsToFail > 0 && _loadsToFail-- > 0)
            throw new InvalidOperationException("not yet");
        loads++;
    }

    internal static string LookUpEagerly()
    {
        bool before = Activation.Node.Roots.State("root").IsKnown;
        Activation.Node.Roots.LookUp([new RootHandle("root", RootPolicy.FirstWins, eager: true), new RootHandle("replaceable", RootPolicy.FirstWins, eager: false)]);
        return $"{before} {Activation.Node.Roots.State("root").IsKnown}";
    }

    internal static string ChangeDiscardedCandidate()
    {
        TextWriter standard = Console.Error;
        using StringWriter log = new();
        Console.SetError(TextWriter.Synchronized(log));
        try
        {
            Item candidate = new() { Name = "candidate", Next = new Item() };
            Root = candidate;
            candidate.Count = 10;
            candidate.Count = 11;
            candidate.Next.Name = "x";
            Root.Next!.Count = 3;
            return log.ToString();
        }
        finally
        {
            Console.SetError(standard);
        }
    }

    /// <summary>Many threads are the first to read a root that a type initializer has filled.</summary>
    internal static string ReadCandidateInThreads(int threads)
    {
        TextWriter standard = Console.Error;
        using StringWriter log = new();
        Console.SetError(TextWriter.Synchronized(log));
        try
        {
            RootHandle rule = new("raced", RootPolicy.Error, eager: false);
            RootAccess.Nominate(ref _raced, new Item { Name = "candidate" }, rule);
            Item candidate = _raced!;
            int failures = 0, others = 0;
            using Barrier together = new(threads);
            Thread[] readers = [.. Enumerable.Range(0, threads).Select(_ => new Thread(() =>
            {
                together.SignalAndWait();
                try
                {
                    if (!ReferenceEquals(RootAccess.Read(ref _raced, rule, null), candidate))
                        Interlocked.Increment(ref others);
                }
                catch (RootAlreadySetException)
                {
                    Interlocked.Increment(ref failures);
                }
            }))];
            foreach (Thread reader in readers)
                reader.Start();
            foreach (Thread reader in readers)
                reader.Join();
            candidate.Count = 1;
            return $"{failures} failures, {others} others, {log.ToString().Split('\n').Count(line => line.Contains("discarded", StringComparison.Ordinal) || line.Contains("no other node", StringComparison.Ordinal))} lines";
        }
        finally
        {
            Console.SetError(standard);
        }
    }

    internal static void ShareConstructed(int value) => Root!.Anything = new Constructed { Value = value };

    internal static int ConstructedValue() => Root!.Anything is Constructed constructed ? constructed.Value : -1;

    internal static string ThreadOfConstructor() => Constructed.ThreadOfConstructor;

    internal static string SetKeyed(string key, string name)
    {
        Item? place = null;
        RootAccess.Write(ref place, new Item { Name = name }, KeyedRule, key);
        return RootAccess.Read(ref place, KeyedRule, key)!.Name!;
    }

    internal static void ReadRootAsOtherType()
    {
        FinalizedItem? place = null;
        _ = RootAccess.Read(ref place, new RootHandle("root", RootPolicy.FirstWins, eager: false), null);
    }

    internal static void ChangePointTwice() => Root!.MovePointWhile(5, static item => item.Point = new Point { X = 77, Y = 1 });

    internal static string ReadWithFailingLoads(int failures)
    {
        _loadsToFail = failures;
        List<string> seen = [];
        while (true)
        {
            try
            {
                Item root = Root!;
                seen.Add($"{root.Name} loads={root.Loads}");
                return string.Join(" ", seen);
            }
            catch (OnLoadException e)
            {
                seen.Add($"{e.GetType().Name} {e.Message[..8]}");
            }
        }
    }

    internal static string ReadInCycle()
    {
        _loadsReadOn = true;
        Item root = Root!;
        return $"{root.Name} {root.Next!.Name} {root.Loads} {root.Next.Loads}";
    }

    internal static void PutBox(int value)
    {
        _box = new SharedList<int> { value };
        PutBoxBack();
    }

    internal static void PutBoxBack() => Root!.Anything = _box;

    internal static void TakeBoxAway() => Root!.Anything = null;

    internal static void ChangeBoxAway(int value) => ListShims<int>.Add(_box!, value);

    internal static bool HasBox() => Root!.Anything is List<int>;

    internal static int SumOfBox(int otherwise) => Root!.Anything is List<int> box ? Enumerable.Range(0, ListShims<int>.get_Count(box)).Sum(i => ListShims<int>.get_Item(box, i)) : otherwise;

    internal static int ObjectCount() => Cluster.Statistics.Objects;

    internal static int ObjectCountAfterCollection()
    {
        GC.Collect();
        return Cluster.Statistics.Objects;
    }
}
