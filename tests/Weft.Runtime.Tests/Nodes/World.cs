using Weft.Runtime.Contract;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Tests.Nodes;

/// <summary>What the program on each node does; each node has its own copy of this class.</summary>
internal static partial class World
{
    private static readonly RootHandle RootRule = new("root", RootPolicy.FirstWins, eager: false);
    private static readonly RootHandle ReplaceableRule = new("replaceable", RootPolicy.Replaceable, eager: false);
    private static readonly RootHandle ErrorRule = new("error", RootPolicy.Error, eager: false);
    private static readonly List<string> Calls = [];
    private static readonly DistributedMethod Notify = new("Test.Item::Notify(System.String)", RunOn.All, static (self, arguments) =>
    {
        NotifyBody((Item)self!, arguments.Read<string>());
        return null;
    });

    private static readonly DistributedMethod Deliver = new("Test.Item::Deliver(System.Object,System.Collections.Generic.List)", RunOn.Others, static (self, arguments) =>
    {
        lock (Calls)
            Calls.Add(DescribeParcel((Item)self!, arguments.Read<object?>(), arguments.Read<List<Item>?>()));
        return null;
    });

    private static Item? _root;
    private static Item? _replaceable;
    private static Item? _error;
    private static Item? _held;

    internal static Item? Root { get => RootAccess.Read(ref _root, RootRule, null); set => RootAccess.Write(ref _root, value, RootRule, null); }

    internal static int Unacknowledged() => Cluster.Statistics.UnacknowledgedGroups;

    internal static string State() => Cluster.State.ToString();

    internal static int Member() => Cluster.MemberNumber;

    internal static void EndSession() => Activation.Joined?.Lose("the test is over.", null);

    internal static void Configure(string cluster)
    {
        PhysicalDescriptor.FindDescribe = Woven.FindDescribe;
        Registration.Assembly("Weft.Runtime.Tests", Registration.ContractVersion, "hash", cluster);
        Registration.Class(typeof(Item).TypeHandle);
        Registration.Class(typeof(NamedItem).TypeHandle);
        Registration.Class(typeof(FinalizedItem).TypeHandle);
        Registration.Class(typeof(Tally).TypeHandle);
        Registration.Class(typeof(Herd).TypeHandle);
        Registration.Class(typeof(Constructed).TypeHandle);
        Registration.Boxes("Weft.Runtime.Tests.Nodes.World/Gauge, Weft.Runtime.Tests");
        Registration.Class(typeof(Replacing<>).TypeHandle);
        Registration.Method(Notify);
        Registration.Method(Deliver);
        Registration.Method(ReadCalled);
    }

    internal static void Join() => _ = Activation.Node;

    internal static void MakeRoot(string name)
    {
        NamedItem root = new() { Name = name, Count = 1, Extra = 7, Anything = 42, Point = new Point { X = 1, Y = 2 } };
        root.Next = new Item { Name = "second", Next = root };
        Root = root;
    }

    internal static bool HasRoot() => Root is not null;

    internal static string? RootName() => Root?.Name;

    internal static void NameRoot(string name) => Root!.Name = name;

    internal static int Count() => Root!.Count;

    internal static void SetCount(int value) => Root!.Count = value;

    internal static int SecondCount() => Root!.Next!.Count;

    internal static void SetSecondCount(int value) => Root!.Next!.Count = value;

    internal static string DescribeGraph()
    {
        Item root = Root!;
        return $"{root.GetType().Name} {root.Name} {root.Count} {((NamedItem)root).Extra} {root.Anything} {root.Point.X},{root.Point.Y} {root.Next!.Name} cycle={ReferenceEquals(root.Next.Next, root)} hollow={root.WasHollow}";
    }

    internal static int LoadsAfterRead()
    {
        _ = Root!.Next!.Name;
        return Root.Next.Loads;
    }

    internal static void Increment(int threads, int each)
    {
        Item root = Root!;
        Thread[] workers = [.. Enumerable.Range(0, threads).Select(_ => new Thread(() => IncrementAlone(root, each)))];
        foreach (Thread worker in workers)
            worker.Start();
        foreach (Thread worker in workers)
            worker.Join();
    }

    internal static int LockedCount()
    {
        Item root = Root!;
        MonitorShims.Enter(root.Gate);
        try
        {
            return root.Count;
        }
        finally
        {
            MonitorShims.Exit(root.Gate);
        }
    }

    internal static string ShareThread()
    {
        Item middle = new() { Name = "middle" };
        Item last = new();
        middle.Next = last;
        last.Anything = Thread.CurrentThread;
        try
        {
            Root!.Next = middle;
        }
        catch (NonPortableException e)
        {
            return $"{e.Path} changed={ReferenceEquals(Root!.Next, middle)} shared={middle.IsShared}";
        }
        return "no exception";
    }

    internal static void Enter() => MonitorShims.Enter(Root!.Gate);

    internal static void Exit() => MonitorShims.Exit(Root!.Gate);

    /// <summary>Enters and exits; false if the thread was interrupted while it waited.</summary>
    internal static bool EnterAndExit()
    {
        try
        {
            MonitorShims.Enter(Root!.Gate);
        }
        catch (ThreadInterruptedException)
        {
            return false;
        }
        MonitorShims.Exit(Root!.Gate);
        return true;
    }

    internal static long LockRequests() => Activation.Node.Leases.Counts.Requests;

    internal static bool TryEnter(int milliseconds) => MonitorShims.TryEnter(Root!.Gate, milliseconds);

    internal static void SetCountsAndNotify(int count, string text)
    {
        Item root = Root!;
        MonitorShims.Enter(root.Gate);
        try
        {
            root.Count = count;
            CallNotify(root, text);
        }
        finally
        {
            MonitorShims.Exit(root.Gate);
        }
    }

    internal static string CallsSeen()
    {
        lock (Calls)
            return string.Join(";", Calls);
    }

    internal static void MovePoint(int x) => Root!.MovePoint(x);

    internal static void SetPointY(int y) => Root!.Point = Root.Point with { Y = y };

    internal static string PointText() => $"{Root!.Point.X},{Root.Point.Y}";

    internal static void Append(string name) => Root!.Next = new Item { Name = name, Next = Root.Next };

    internal static void AppendAtEnd(string name)
    {
        Item last = Root!;
        while (last.Next is { } next && !ReferenceEquals(next, Root))
            last = next;
        last.Next = new Item { Name = name, Next = Root };
    }

    internal static int ChainLength()
    {
        int length = 1;
        for (Item item = Root!; item.Next is { } next && !ReferenceEquals(next, Root); item = next)
            length++;
        return length;
    }

    internal static void SetCountInSection(int count, Action inside, Action wait)
    {
        Item root = Root!;
        MonitorShims.Enter(root.Gate);
        try
        {
            inside();
            wait();
            root.Count = count;
        }
        finally
        {
            MonitorShims.Exit(root.Gate);
        }
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    internal static void ShareFinalizable() => Root!.Anything = new FinalizedItem();

    /// <summary>As the program's own <c>Dispose</c> does.</summary>
    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    internal static void DisposeFinalizable(bool again)
    {
        FinalizationShims.SuppressFinalize(Root!.Anything!);
        if (again)
            FinalizationShims.ReRegisterForFinalize(Root!.Anything!);
    }

    internal static void ForgetFinalizable()
    {
        Root!.Anything = null;
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    internal static int Finalized() => FinalizedItem.Finalized;

    internal static string NextName() => Root!.Next!.Name!;

    internal static void SetReplaceable(string name) => RootAccess.Write(ref _replaceable, new Item { Name = name }, ReplaceableRule, null);

    internal static string? ReplaceableName() => RootAccess.Read(ref _replaceable, ReplaceableRule, null)?.Name;

    internal static void SetError(string name) => RootAccess.Write(ref _error, new Item { Name = name }, ErrorRule, null);

    internal static void SetRootToNull() => Root = null;

    internal static bool IsActive() => Cluster.IsActive;

    internal static string CloneCount()
    {
        Item copy = (Item)ObjectShims.MemberwiseClone(Root!);
        copy.Count += 100;
        _held = copy;
        return $"{copy.Count} {copy.IsShared} {Root!.Count}";
    }

    /// <summary>A clone that code which is not woven has made brings the header of its original along.</summary>
    internal static string CloneUnseenCount()
    {
        Item root = Root!;
        _ = root.Count;
        Item copy = (Item)typeof(object).GetMethod(nameof(MemberwiseClone), System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!.Invoke(root, null)!;
        copy.Count += 100;
        _held = copy;
        return $"{copy.Count} {copy.IsShared} {root.Count}";
    }

    internal static void Leave() => Cluster.LeaveAsync().GetAwaiter().GetResult();

    internal static string SendParcel()
    {
        Item root = Root!;
        Item parcel = new NamedItem { Name = "parcel", Count = 3, Extra = 4, Next = root, Anything = new Dictionary<string, int[]> { ["a"] = [1, 2], ["b"] = [] } };
        List<Item> items = [parcel, root, new Item { Name = "third", Next = new Item { Name = "fourth", Anything = 2.5m } }];
        SendDeliver(root, parcel, items);
        return $"{parcel.IsShared} {items[2].IsShared}";
    }

    internal static string SendCycle()
    {
        Item first = new() { Name = "first" };
        first.Next = new Item { Next = first };
        return Refused(first);
    }

    internal static string SendThread() => Refused(new Item { Next = new Item { Anything = Thread.CurrentThread } });

    internal static string SendDeep()
    {
        Item? chain = null;
        for (int i = 0; i < 100; i++)
            chain = new Item { Next = chain };
        return Refused(chain!);
    }

    private static string Refused(Item parcel)
    {
        try
        {
            SendDeliver(Root!, parcel, null);
            return "sent";
        }
        catch (NonPortableException e)
        {
            return $"{e.Message[..8]} {e.Path} {parcel.IsShared}";
        }
    }

    private static void SendDeliver(Item receiver, object? parcel, List<Item>? items)
    {
        CallArguments arguments = Weft.Runtime.Contract.Calls.Begin(receiver, Deliver);
        arguments.Add(parcel);
        arguments.Add(items);
        Weft.Runtime.Contract.Calls.Send(arguments);
    }

    private static string DescribeParcel(Item self, object? parcel, List<Item>? items)
    {
        if (parcel is IGauge gauge)
            return DescribeSent(gauge);
        NamedItem item = (NamedItem)parcel!;
        Dictionary<string, int[]> map = (Dictionary<string, int[]>)item.Anything!;
        return $"{item.Name} {item.Count} {item.Extra} {ReferenceEquals(item.Next, self)} {item.IsShared} loads={item.Loads} gate={item.Gate is not null} [{string.Join(",", map["a"])}] {map["b"].Length} "
            + $"{items!.Count} {items[0].Name} {ReferenceEquals(items[1], self)} {items[2].Next!.Name} {items[2].Next!.Anything}";
    }

    private static void IncrementAlone(Item root, int times)
    {
        for (int i = 0; i < times; i++)
        {
            MonitorShims.Enter(root.Gate);
            try
            {
                root.Count++;
            }
            finally
            {
                MonitorShims.Exit(root.Gate);
            }
        }
    }

    private static void CallNotify(Item self, string text)
    {
        if (Weft.Runtime.Contract.Calls.IsDistributed(self, Notify))
        {
            CallArguments arguments = Weft.Runtime.Contract.Calls.Begin(self, Notify);
            arguments.Add(text);
            Weft.Runtime.Contract.Calls.Send(arguments);
        }
        NotifyBody(self, text);
    }

    private static void NotifyBody(Item self, string text)
    {
        lock (Calls)
            Calls.Add($"{text}:{self.Count}");
    }
}
