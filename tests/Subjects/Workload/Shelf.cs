using System.Collections;
using System.Collections.Concurrent;
using System.Collections.ObjectModel;
using System.Text.Json;
using System.Threading.Channels;

namespace Workload;

/// <summary>One collection and synchronizer of each class, for the program itself or for all of its processes.</summary>
public sealed class Shelf
{
    /// <summary>How many items each holds.</summary>
    public const int Size = 32;

    public readonly object Gate = new();
    public readonly int[] Array = [.. Numbers];
    public readonly List<int> List = new(Numbers);
    public readonly List<int> Listed = Numbers.ToList();
    public readonly List<int> Adopted = JsonSerializer.Deserialize<List<int>>(JsonSerializer.Serialize(Numbers))!;
    public readonly Queue<int> Queue = new(Numbers);
    public readonly Stack<int> Stack = new(Numbers);
    public readonly LinkedList<int> LinkedList = new(Numbers);
    public readonly Dictionary<int, int> Dictionary = new(Pairs());
    public readonly SortedDictionary<int, int> SortedDictionary = new(Pairs());
    public readonly SortedList<int, int> SortedList = new(Pairs());
    public readonly OrderedDictionary<int, int> OrderedDictionary = new(Pairs());
    public readonly HashSet<int> HashSet = new(Numbers);
    public readonly SortedSet<int> SortedSet = new(Numbers);
    public readonly PriorityQueue<int, int> PriorityQueue = new(Numbers.Select(static number => (number, number)));
    public readonly Collection<int> Collection = [.. Numbers];
    public readonly ObservableCollection<int> ObservableCollection = [.. Numbers];
    public readonly ConcurrentDictionary<int, int> ConcurrentDictionary = new(Pairs());
    public readonly ConcurrentQueue<int> ConcurrentQueue = new(Numbers);
    public readonly ConcurrentStack<int> ConcurrentStack = new(Numbers);
    public readonly ConcurrentBag<int> ConcurrentBag = new(Numbers);
    public readonly ArrayList ArrayList = new(Numbers);
    public readonly Queue UntypedQueue = new(Numbers);
    public readonly Stack UntypedStack = new(Numbers);
    public readonly BlockingCollection<int> BlockingCollection = [];
    public readonly Channel<int> Channel = System.Threading.Channels.Channel.CreateUnbounded<int>();
    public readonly Channel<int> Bounded = System.Threading.Channels.Channel.CreateBounded<int>(Size);
    public readonly SemaphoreSlim Semaphore = new(1, 1);
    public readonly ManualResetEventSlim Event = new(false);
    public readonly AutoResetEvent AutoEvent = new(false);
    public readonly CountdownEvent Countdown = new(int.MaxValue / 2);
    public readonly ReaderWriterLockSlim ReaderWriter = new();
    public readonly object Monitor = new();
    public readonly Lock Lock = new();

    private static int[] Numbers => [.. Enumerable.Range(0, Size)];

    private static Dictionary<int, int> Pairs() => Numbers.ToDictionary(static number => number, static number => number);
}
