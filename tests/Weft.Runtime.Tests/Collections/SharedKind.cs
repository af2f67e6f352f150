using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using Weft.Runtime.Contract;

namespace Weft.Runtime.Tests.Collections;

/// <summary>A class of collections that the runtime shares, closed over simple types, for tests of all of them.</summary>
/// <param name="Framework">The framework's class.</param>
/// <param name="Shims">What woven code calls in its place.</param>
/// <param name="IsOrdered">Whether its iteration order is a promise.</param>
internal sealed record SharedKind(Type Framework, Type Shims, bool IsOrdered)
{
    internal static readonly SharedKind[] All =
    [
        new(typeof(List<int>), typeof(ListShims<int>), true),
        new(typeof(Queue<int>), typeof(QueueShims<int>), true),
        new(typeof(Stack<int>), typeof(StackShims<int>), true),
        new(typeof(Dictionary<int, string>), typeof(DictionaryShims<int, string>), false),
        new(typeof(SortedDictionary<int, string>), typeof(SortedDictionaryShims<int, string>), true),
        new(typeof(SortedList<int, string>), typeof(SortedListShims<int, string>), true),
        new(typeof(OrderedDictionary<int, string>), typeof(OrderedDictionaryShims<int, string>), true),
        new(typeof(HashSet<int>), typeof(HashSetShims<int>), false),
        new(typeof(SortedSet<int>), typeof(SortedSetShims<int>), true),
        new(typeof(ConcurrentDictionary<int, string>), typeof(ConcurrentDictionaryShims<int, string>), false),
        new(typeof(ConcurrentQueue<int>), typeof(ConcurrentQueueShims<int>), true),
        new(typeof(ConcurrentStack<int>), typeof(ConcurrentStackShims<int>), true),
        new(typeof(LinkedList<int>), typeof(LinkedListShims<int>), true),
        new(typeof(ConcurrentBag<int>), typeof(ConcurrentBagShims<int>), false),
        new(typeof(ArrayList), typeof(ArrayListShims), true),
        new(typeof(Queue), typeof(QueueShims), true),
        new(typeof(Stack), typeof(StackShims), true),
        new(typeof(SortedList), typeof(SortedListShims), true),
        new(typeof(Hashtable), typeof(HashtableShims), false),
        new(typeof(StringBuilder), typeof(StringBuilderShims), true) { Counts = false },
        new(typeof(ImmutableList<int>.Builder), typeof(ImmutableListBuilderShims<int>), true) { Make = ImmutableList.CreateBuilder<int> },
        new(typeof(ImmutableArray<int>.Builder), typeof(ImmutableArrayBuilderShims<int>), true) { Make = ImmutableArray.CreateBuilder<int>, Counts = false },
        new(typeof(ImmutableHashSet<int>.Builder), typeof(ImmutableHashSetBuilderShims<int>), false) { Make = ImmutableHashSet.CreateBuilder<int> },
        new(typeof(ImmutableSortedSet<int>.Builder), typeof(ImmutableSortedSetBuilderShims<int>), true) { Make = ImmutableSortedSet.CreateBuilder<int> },
        new(typeof(ImmutableDictionary<int, string>.Builder), typeof(ImmutableDictionaryBuilderShims<int, string>), false) { Make = ImmutableDictionary.CreateBuilder<int, string> },
        new(typeof(ImmutableSortedDictionary<int, string>.Builder), typeof(ImmutableSortedDictionaryBuilderShims<int, string>), true) { Make = ImmutableSortedDictionary.CreateBuilder<int, string> },
        new(typeof(BitArray), typeof(BitArrayShims), true) { Make = static () => new BitArray(70) },
        new(typeof(PriorityQueue<string, int>), typeof(PriorityQueueShims<string, int>), false),
    ];

    /// <summary>Whether what is taken out is decided by what is in the collection: bags and queues of equal priorities take any.</summary>
    internal bool IsDetermined => Framework != typeof(ConcurrentBag<int>) && Framework != typeof(PriorityQueue<string, int>);

    /// <summary>Makes one of the framework's class.</summary>
    internal Func<object> Make { get; init; } = () => Activator.CreateInstance(Framework)!;

    /// <summary>Whether the runtime has a class of its own for it: of sealed classes it has none.</summary>
    internal bool HasOwnClass => !Framework.IsSealed;

    /// <summary>Whether each change of the framework's class shows: concurrent ones keep no count, and a text shows its length alone.</summary>
    internal bool Counts { get; init; } = !Framework.Namespace!.EndsWith("Concurrent", StringComparison.Ordinal);

    internal string Name => Framework.DeclaringType is { } outer ? $"{outer.Name}.{Framework.Name}" : Framework.Name;

    internal static IEnumerable<string> Names => All.Select(kind => kind.Name);

    /// <summary>Those that count their changes or can be compared otherwise, so that a change past the replica shows: concurrent ones do not.</summary>
    internal static IEnumerable<string> NamesOfCounting => All.Where(kind => kind.Counts).Select(kind => kind.Name);

    /// <summary>Maps and sets.</summary>
    internal static IEnumerable<string> NamesOfKeyed => All.Where(kind => kind.Framework.GetInterfaces().Any(IsKeyed)).Select(kind => kind.Name);

    internal static SharedKind Of(string name) => All.Single(kind => kind.Name == name);

    /// <summary>Makes one as woven code does: of the runtime's own class on a node, of the framework's where there is no hub.</summary>
    internal object Create() => !HasOwnClass ? Make() : Shims.GetMethod("Create", [])!.Invoke(null, null)!;

    private static bool IsKeyed(Type type) => type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(ISet<>) || type.GetGenericTypeDefinition() == typeof(IDictionary<,>));
}
