using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading.Channels;
using Weft.Runtime.Objects;
using Weft.Runtime.Synchronizers;

namespace Weft.Runtime.Tests.Collections;

/// <summary>
/// Every way into the collections and locks of the framework that has no shim is listed in <c>FrameworkSurface/</c>, each list with the reason why that is right. A member that a version of the framework adds is not
/// in them: it gets a shim, or, if the reason holds for it too, a line: <c>WEFT_GOLDEN=write</c> writes the lists anew.
/// </summary>
[TestFixture]
public sealed class FrameworkSurfaceTests
{
    private static readonly (string List, string Reason, Type[] Types)[] Untouched =
    [
        ("mutable", "What is a node's own (capacity), never changes (comparers), or is made by members that have shims; ShimCoverageTests holds the names to the shims.",
        [
            typeof(List<>), typeof(Dictionary<,>), typeof(HashSet<>), typeof(Queue<>), typeof(Stack<>), typeof(LinkedList<>), typeof(LinkedListNode<>), typeof(SortedDictionary<,>), typeof(SortedList<,>), typeof(SortedSet<>),
            typeof(PriorityQueue<,>), typeof(OrderedDictionary<,>), typeof(ConcurrentDictionary<,>), typeof(ConcurrentQueue<>), typeof(ConcurrentStack<>), typeof(ConcurrentBag<>), typeof(BlockingCollection<>), typeof(BitArray),
            typeof(StringBuilder), typeof(StringBuilder.AppendInterpolatedStringHandler), typeof(Hashtable), typeof(ArrayList), typeof(Queue), typeof(Stack), typeof(SortedList), typeof(Array), typeof(Buffer),
            typeof(ImmutableList<>.Builder), typeof(ImmutableArray<>.Builder), typeof(ImmutableHashSet<>.Builder), typeof(ImmutableSortedSet<>.Builder), typeof(ImmutableDictionary<,>.Builder), typeof(ImmutableSortedDictionary<,>.Builder),
        ]),
        ("views", "Enumerators, and views of keys and values, are made by shims, once what other nodes did is performed; they read the collection, and find its version changed as in one process.",
        [
            typeof(List<>.Enumerator), typeof(Dictionary<,>.Enumerator), typeof(Dictionary<,>.KeyCollection), typeof(Dictionary<,>.KeyCollection.Enumerator), typeof(Dictionary<,>.ValueCollection), typeof(Dictionary<,>.ValueCollection.Enumerator),
            typeof(HashSet<>.Enumerator), typeof(Queue<>.Enumerator), typeof(Stack<>.Enumerator), typeof(LinkedList<>.Enumerator), typeof(SortedDictionary<,>.Enumerator), typeof(SortedDictionary<,>.KeyCollection),
            typeof(SortedDictionary<,>.ValueCollection), typeof(SortedSet<>.Enumerator), typeof(PriorityQueue<,>.UnorderedItemsCollection), typeof(OrderedDictionary<,>.Enumerator), typeof(OrderedDictionary<,>.KeyCollection),
            typeof(OrderedDictionary<,>.ValueCollection), typeof(StringBuilder.ChunkEnumerator),
        ]),
        ("wrappers", "They have no storage of their own: each member works, through its interface, on the collection that it was made over, which is of the runtime's own class or has a stand-in that is.",
            [typeof(Collection<>), typeof(ObservableCollection<>), typeof(KeyedCollection<,>), typeof(ReadOnlyCollection<>), typeof(ReadOnlyObservableCollection<>), typeof(ReadOnlyDictionary<,>), typeof(ReadOnlySet<>)]),
        ("values", "What never changes once it is made is a value or an object that is sent whole; Lazy is shared once it has its value.",
        [
            typeof(ImmutableList<>), typeof(ImmutableArray<>), typeof(ImmutableQueue<>), typeof(ImmutableStack<>), typeof(ImmutableHashSet<>), typeof(ImmutableSortedSet<>), typeof(ImmutableDictionary<,>), typeof(ImmutableSortedDictionary<,>),
            typeof(FrozenDictionary<,>), typeof(FrozenSet<>), typeof(Lazy<>), typeof(Tuple<,>), typeof(KeyValuePair<,>),
        ]),
        ("helpers", "They take interfaces, immutable collections or values; what takes a mutable collection by its class has a shim.",
        [
            typeof(List<>).Assembly.GetType("System.Collections.Generic.CollectionExtensions", throwOnError: true)!, typeof(CollectionsMarshal), typeof(ImmutableCollectionsMarshal), typeof(ImmutableArray), typeof(ImmutableList), typeof(ImmutableQueue), typeof(ImmutableStack), typeof(ImmutableHashSet),
            typeof(ImmutableSortedSet), typeof(ImmutableDictionary), typeof(ImmutableSortedDictionary), typeof(FrozenDictionary), typeof(FrozenSet), typeof(ImmutableArrayExtensions),
        ]),
        ("locks", "They tell of this node's threads, make a lock, or end this node's use of it.",
        [
            typeof(Monitor), typeof(Lock), typeof(ReaderWriterLockSlim), typeof(ReaderWriterLock), typeof(SemaphoreSlim), typeof(Barrier), typeof(CountdownEvent), typeof(ManualResetEventSlim), typeof(EventWaitHandle), typeof(AutoResetEvent),
            typeof(ManualResetEvent), typeof(WaitHandle), typeof(Channel), typeof(Channel<>), typeof(Channel<,>), typeof(ChannelReader<>), typeof(ChannelWriter<>),
        ]),
        ("atomics", "They work on the address that they are given, which the weaver lends, whatever the member: AddressPolicy knows these classes whole, and SteppedCalls those members that run functions.",
            [typeof(Interlocked), typeof(Volatile), typeof(LazyInitializer), typeof(ImmutableInterlocked)]),
    ];

    private static IEnumerable<TestCaseData> Lists => Untouched.Select(item => new TestCaseData(item.List, item.Reason, item.Types).SetArgDisplayNames(item.List));

    [TestCaseSource(nameof(Lists))]
    public void What_is_called_as_it_is_is_listed(string list, string reason, Type[] types) =>
        IsListed(list, reason, types.SelectMany(type => FrameworkSurface.WithoutShim(type).Select(member => $"{type.FullName}: {member}")));

    [Test]
    public void What_own_classes_leave_to_the_framework_is_listed() =>
        IsListed("own", "Serialization and disposal are each node's own. What is overridable and here comes down to what is overridden; SyncRoot, IsReadOnly and the like never change.",
            typeof(Cluster).Assembly.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false } && (typeof(IHeaderOwner).IsAssignableFrom(type) || typeof(ISynchronizer).IsAssignableFrom(type)))
                .SelectMany(own => FrameworkSurface.LeftToTheFramework(own).Select(member => $"{own.FullName}: {member}")));

    [Test]
    public void What_takes_a_collection_by_its_class_is_listed() =>
        IsListed("takers", "They are code that is not woven: they read, or keep the collection to write to it later (StringWriter, XmlWriter, DbConnectionStringBuilder), which is found by its length or version as what such code does is. Views are in a list of their own.",
            FrameworkSurface.TakersOf([.. Untouched.Where(item => item.List is "mutable").SelectMany(item => item.Types).Except([typeof(Array), typeof(Buffer)])]));

    private static void IsListed(string list, string reason, IEnumerable<string> members)
    {
        string file = Source(list);
        string text = $"# {reason}\n{string.Join('\n', members.Distinct().Order(StringComparer.Ordinal))}\n";
        if (Environment.GetEnvironmentVariable("WEFT_GOLDEN") == "write")
            File.WriteAllText(file, text);
        Assert.That(text.Split('\n'), Is.EqualTo(File.ReadAllText(file).Split('\n')), "a way into the framework's collections that is not accounted for: give it a shim, or list it with WEFT_GOLDEN=write if the list's reason holds for it");
    }

    private static string Source(string list) => TestFiles.InSources("tests", "Weft.Runtime.Tests", "Collections", "FrameworkSurface", list + ".txt");
}
