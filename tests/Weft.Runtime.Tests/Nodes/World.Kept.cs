using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Weft.Runtime.Contract;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Tests.Nodes;

/// <content>Collections whose keys the program compares, read in ways that ask nobody whether they are shared: what the runtime does not see must be up to date by itself.</content>
internal static partial class World
{
    private const string Added = "ADDED";

    /// <summary>Reads by name: true if it shows what was added.</summary>
    private static readonly Dictionary<string, Func<bool>> Reads = [];

    private static readonly DistributedMethod ReadCalled = new("Test.Item::ReadCalled()", RunOn.Others, static (_, _) =>
    {
        _staleInCall = StaleReads("call");
        return null;
    });

    private static Thread? _letsGo;
    private static bool _takenIn;
    private static volatile bool _waitsForPulse;
    private static volatile string? _staleInCall;

    private static object[] ForReads => (object[])((object[])Root!.Anything!)[1];

    private static ReaderWriterLockSlim Readers => (ReaderWriterLockSlim)ForReads[^1];

    /// <summary>Shares one collection of each class, behind one whose comparer keeps the worker, and keeps views, queries and wrappers of them.</summary>
    /// <param name="adopted">Whether they are of the framework's classes, as code that is not woven makes them.</param>
    internal static void ShareForReads(bool adopted)
    {
        object[] kept = adopted ? MakeAdopted() : MakeOwn();
        foreach (object collection in kept)
            KeepReads(collection);
        Root!.Anything = new object[] { HashtableShims.Create(new Holding()), kept };
        foreach (object collection in kept)
            KeepReads(collection, "shared ");
        Holding.Open.Reset();
    }

    internal static int CountOfReads() => Reads.Count;

    internal static bool WaitsForPulse() => _waitsForPulse;

    internal static string? StaleReadsInCall() => _staleInCall;

    /// <summary>Adds a key to each, first to the one that keeps the other node's worker, and lets other threads go on in every way.</summary>
    internal static void AddForReads(bool calls) => Locked(() =>
    {
        object[] all = (object[])Root!.Anything!;
        ReaderWriterLockSlimShims.EnterWriteLock(Readers);
        HashtableShims.Add((Hashtable)all[0], Added, 1);
        foreach (object collection in (object[])all[1])
            Add(collection);
        ReaderWriterLockSlimShims.ExitWriteLock(Readers);
        MonitorShims.PulseAll(Root.Gate);
        if (calls)
            Weft.Runtime.Contract.Calls.Send(Weft.Runtime.Contract.Calls.Begin(Root, ReadCalled));
    });

    /// <summary>The reads that do not show what the other node has added.</summary>
    /// <param name="way">How the thread comes to know of it.</param>
    internal static string StaleReads(string way)
    {
        if (_letsGo is null && !Holding.Entered.Wait(TimeSpan.FromSeconds(60)))
            throw new TimeoutException("The worker has not come to the table that keeps it.");
        Holding.Passes = true;
        LetGo();
        string stale = "";
        Learn(way, () => stale = string.Join(", ", Reads.Where(read => !read.Value()).Select(read => read.Key)));
        Holding.Passes = false;
        _letsGo.Join();
        return _takenIn ? stale : $"what waited was not taken in by the thread that came ({way}); {stale}";
    }

    /// <summary>Lets the worker go when nothing but the table that keeps it is left: if it were not another thread that takes in all else, that would be never.</summary>
    [MemberNotNull(nameof(_letsGo))]
    internal static void LetGo()
    {
        if (_letsGo is not null)
            return;
        _letsGo = new(static () =>
        {
            _takenIn = SpinWait.SpinUntil(static () => Holding.Entered.IsSet && Activation.Node.Deferred.Backlog.Count <= 1, TimeSpan.FromSeconds(10));
            Holding.Open.Set();
        });
        _letsGo.Start();
    }

    /// <summary>Enters a lock in each way while another thread is in a comparer with what belongs to it, and when that has come out.</summary>
    internal static string EntriesWhileKept()
    {
        if (!Holding.Entered.Wait(TimeSpan.FromSeconds(60)))
            throw new TimeoutException("The worker has not come to the table that keeps it.");
        object gate = Root!.Gate;
        bool tried = MonitorShims.TryEnter(gate, 300);
        string refused = Stuck(() => MonitorShims.Enter(gate));
        bool held = Monitor.IsEntered(gate);
        string readersRefused = Stuck(() => ReaderWriterLockSlimShims.EnterReadLock(Readers));
        bool read = Readers.IsReadLockHeld;
        Holding.Open.Set();
        int count = 0;
        Locked(() => count = ((Hashtable)((object[])Root!.Anything!)[0]).Cast<DictionaryEntry>().Count());
        return $"{tried} {refused} {held} {readersRefused} {read} {count}";
    }

    private static string Stuck(Action enter)
    {
        try
        {
            enter();
            return "entered";
        }
        catch (ClusterUnavailableException e)
        {
            return e.Message[..8];
        }
    }

    /// <summary>Shares maps of which one has a comparer that fails for what is added, behind a table that keeps the worker.</summary>
    internal static void ShareFailing()
    {
        Root!.Anything = new object[] { HashtableShims.Create(new Holding()), new object[] { DictionaryShims<string, int>.Create(new Failing()), HashSetShims<string>.Create(new Cased()), new ReaderWriterLockSlim() } };
        KeepReads(ForReads[1]);
        Failing.Fails = true;
        Holding.Open.Reset();
    }

    /// <summary>Shares, below an object that other nodes have not read, an array of what needs a class constructor there, behind a table that keeps their worker.</summary>
    internal static void ShareBelow()
    {
        Hashtable held = HashtableShims.Create(new Holding());
        HashtableShims.Add(held, Added, 1);
        Root!.Next!.Anything = new object[] { held, new object[] { new Constructed { Value = 3 } } };
    }

    /// <summary>Has the object here before it refers to anything, and keeps the worker from here on.</summary>
    internal static void AwaitBelow()
    {
        Holding.Open.Reset();
        if (Root!.Next!.Anything is object[])
            throw new InvalidOperationException("It has been shared before.");
    }

    /// <summary>The element, read by a thread that comes to the array by that object, in no lock, as soon as it can; -1 if it is not there, or the worker had to bring it.</summary>
    internal static int ElementBelow()
    {
        Holding.Open.Reset();
        Holding.Passes = true;
        LetGo();
        object[]? all = null;
        SpinWait.SpinUntil(() => (all = Root!.Next!.Anything as object[]) is not null, TimeSpan.FromSeconds(60));
        int value = ((object?[])all![1])[0] is Constructed element ? element.Value : -1;
        Holding.Passes = false;
        _letsGo.Join();
        return _takenIn ? value : -1;
    }

    private static void Learn(string way, Action read)
    {
        switch (way)
        {
            case "lock":
                Locked(read);
                break;
            case "try":
                if (!MonitorShims.TryEnter(Root!.Gate, TimeSpan.FromSeconds(30)))
                    throw new TimeoutException("The lock did not come.");
                read();
                MonitorShims.Exit(Root!.Gate);
                break;
            case "wait":
                Locked(() =>
                {
                    _waitsForPulse = true;
                    if (!MonitorShims.Wait(Root!.Gate, 30_000))
                        throw new TimeoutException("The pulse did not come.");
                    read();
                });
                break;
            case "semaphore":
                SemaphoreShims.Wait((SemaphoreSlim)ForReads[^2]);
                read();
                break;
            case "atomic":
                ((Tally)ForReads[^3]).Increment();
                read();
                break;
            case "call":
                read();
                break;
            default:
                ReaderWriterLockSlimShims.EnterReadLock(Readers);
                read();
                ReaderWriterLockSlimShims.ExitReadLock(Readers);
                break;
        }
    }

    private static object[] MakeOwn()
    {
        Cased cased = new();
        return
        [
            DictionaryShims<string, int>.Create(cased), SortedDictionaryShims<string, int>.Create(cased), SortedListShims<string, int>.Create(cased), OrderedDictionaryShims<string, int>.Create(cased),
            ConcurrentDictionaryShims<string, int>.Create(cased), HashSetShims<string>.Create(cased), SortedSetShims<string>.Create(cased), PriorityQueueShims<string, string>.Create(cased),
            HashtableShims.Create((IEqualityComparer)cased), SortedListShims.Create(cased), ConstructedArray(), new Tally(), SemaphoreShims.Create(0), new ReaderWriterLockSlim(),
        ];
    }

    private static object[] MakeAdopted()
    {
        Cased cased = new();
        return
        [
            new Dictionary<string, int>(cased), new SortedDictionary<string, int>(cased), new SortedList<string, int>(cased), new OrderedDictionary<string, int>(cased),
            new ConcurrentDictionary<string, int>(cased), new HashSet<string>(cased), new SortedSet<string>(cased), new PriorityQueue<string, string>(cased),
            new Hashtable((IEqualityComparer)cased), new SortedList(cased), ImmutableDictionary.CreateBuilder<string, int>(cased), ImmutableSortedDictionary.CreateBuilder<string, int>(cased),
            ImmutableHashSet.CreateBuilder<string>(cased), ImmutableSortedSet.CreateBuilder<string>(cased), ConstructedArray(), new Tally(), SemaphoreShims.Create(0), new ReaderWriterLockSlim(),
        ];
    }

    private static object?[] ConstructedArray() => new object[1];

    private static void Add(object collection)
    {
        switch (collection)
        {
            case Hashtable or SortedList:
                UntypedDictionaryShims.Add((IDictionary)collection, Added, 1);
                break;
            case IDictionary<string, int> map:
                DictionaryInterfaceShims<string, int>.Add(map, Added, 1);
                break;
            case ISet<string> set:
                SetInterfaceShims<string>.Add(set, Added);
                break;
            case PriorityQueue<string, string> queue:
                PriorityQueueShims<string, string>.Enqueue(queue, Added, Added);
                break;
            case object[] array:
                ArrayAccess.StoreReference(array, 0, new Constructed { Value = 1 });
                break;
            case Tally tally:
                tally.Increment();
                break;
            case SemaphoreSlim semaphore:
                SemaphoreShims.Release(semaphore);
                break;
        }
    }
}

/// <summary>A comparer of the program, for all that compares.</summary>
internal sealed class Cased : IEqualityComparer<string>, IComparer<string>, IEqualityComparer, IComparer
{
    public bool Equals(string? x, string? y) => string.Equals(x, y, StringComparison.Ordinal);

    public int GetHashCode(string obj) => obj.Length;

    public int Compare(string? x, string? y) => string.CompareOrdinal(x, y);

    bool IEqualityComparer.Equals(object? x, object? y) => Equals((string?)x, (string?)y);

    int IEqualityComparer.GetHashCode(object obj) => GetHashCode((string)obj);

    int IComparer.Compare(object? x, object? y) => Compare((string?)x, (string?)y);
}

/// <summary>A comparer of the program that fails on one node.</summary>
internal sealed class Failing : IEqualityComparer<string>
{
    internal static bool Fails;

    public bool Equals(string? x, string? y) => string.Equals(x, y, StringComparison.Ordinal);

    public int GetHashCode(string obj) => Fails ? throw new InvalidOperationException("the comparer fails") : obj.Length;
}
