using System.Globalization;
using Weft.Bench.Processes;
using Weft.Bench.Report;

namespace Weft.Bench.Collections;

/// <summary>What the hot operations of each class of collections and synchronizers cost beside those of the plain program.</summary>
internal static class CollectionMeasurements
{
    private const double Goal = 1.1;

    private static readonly (string Name, string Title)[] s_collections =
    [
        ("Array", "`int[]`"), ("List", "`List<>`"), ("Listed", "`List<>` made by `ToList`"), ("Adopted", "`List<>` made by a deserializer"), ("Queue", "`Queue<>`"), ("Stack", "`Stack<>`"), ("LinkedList", "`LinkedList<>`"), ("Dictionary", "`Dictionary<,>`"),
        ("SortedDictionary", "`SortedDictionary<,>`"), ("SortedList", "`SortedList<,>`"), ("OrderedDictionary", "`OrderedDictionary<,>`"), ("HashSet", "`HashSet<>`"), ("SortedSet", "`SortedSet<>`"),
        ("PriorityQueue", "`PriorityQueue<,>`"), ("Collection", "`Collection<>`"), ("ObservableCollection", "`ObservableCollection<>`"), ("ArrayList", "`ArrayList`"),
        ("UntypedQueue", "non-generic `Queue`"), ("UntypedStack", "non-generic `Stack`"),
    ];

    private static readonly (string Name, string Title)[] s_concurrent =
    [
        ("ConcurrentDictionary", "`ConcurrentDictionary<,>`"), ("ConcurrentQueue", "`ConcurrentQueue<>`"), ("ConcurrentStack", "`ConcurrentStack<>`"), ("ConcurrentBag", "`ConcurrentBag<>`"),
    ];

    private static readonly (string Name, string Title)[] s_synchronizers =
    [
        ("BlockingCollection", "`BlockingCollection<>`"), ("Channel", "`Channel<>`"), ("Bounded", "`Channel<>`, bounded"), ("Semaphore", "`SemaphoreSlim`"), ("Event", "`ManualResetEventSlim`"),
        ("AutoEvent", "`AutoResetEvent`"), ("Countdown", "`CountdownEvent`"), ("ReaderWriter", "`ReaderWriterLockSlim`"), ("Monitor", "`lock` of an object"), ("Lock", "`lock` of a `Lock`"),
    ];

    public static IReadOnlyList<Measurement> Run(WovenWorkload workload) =>
    [
        .. Measure(workload, "Unshared", [.. s_collections, .. s_concurrent, .. s_synchronizers], "unshared on a node", "unwoven", Goal),
        .. Measure(workload, "Locked", s_collections, "shared, under a lease", "unwoven, in a `lock`", null),
        .. Measure(workload, "Shared", [.. s_concurrent, .. s_synchronizers], "shared, used by one node", "unwoven", null),
    ];

    private static List<Measurement> Measure(WovenWorkload workload, string method, (string Name, string Title)[] cases, string how, string beside, double? goal)
    {
        using HubProcess hub = new();
        using LineProcess turns = new(Built.Bench, [CollectionTurns.CommandName, workload.Assembly, method, .. cases.Select(each => each.Name)], ("WEFT_HUB", hub.Address), ("WEFT_NODE", "turns"));
        List<Measurement> rows = [];
        foreach ((string name, string title) in cases)
        {
            double[] figures = [.. turns.ReadLine().Split(' ').Skip(1).Select(each => double.Parse(each, CultureInfo.InvariantCulture))];
            rows.Add(new($"{title}, {how}", Measurement.Duration(figures[1]), $"{Measurement.Duration(figures[0])} {beside}", figures[2], "", goal));
        }
        return turns.WaitForEnd() == 0 ? rows : throw new InvalidOperationException($"The measuring of collections failed.\n{turns.Errors}");
    }
}
