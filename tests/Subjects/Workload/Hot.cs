namespace Workload;

/// <summary>What programs do most with a collection or synchronizer: one step leaves it as large as it was.</summary>
public interface IHot
{
    int Step(int turn);
}

/// <summary>Finds the steps by the name of the collection. All of it is the same whether the collection is the program's own or shared.</summary>
public static class Hot
{
    /// <summary>Steps on a collection that nobody else has.</summary>
    public static Func<int, double> Unshared(string name) => For(name, new Shelf(), locks: false);

    /// <summary>Steps on a collection that all processes have, each in a lock.</summary>
    public static Func<int, double> Locked(string name) => For(name, Arena.Current.Shelf, locks: true);

    /// <summary>Steps on what all processes have and what needs no lock.</summary>
    public static Func<int, double> Shared(string name) => For(name, Arena.Current.Shelf, locks: false);

    private static Func<int, double> For(string name, Shelf shelf, bool locks) => name switch
    {
        nameof(Shelf.Array) => Turns(new HotArray(shelf.Array), shelf, locks),
        nameof(Shelf.List) => Turns(new HotList(shelf.List), shelf, locks),
        nameof(Shelf.Listed) => Turns(new HotList(shelf.Listed), shelf, locks),
        nameof(Shelf.Adopted) => Turns(new HotList(shelf.Adopted), shelf, locks),
        nameof(Shelf.Queue) => Turns(new HotQueue(shelf.Queue), shelf, locks),
        nameof(Shelf.Stack) => Turns(new HotStack(shelf.Stack), shelf, locks),
        nameof(Shelf.LinkedList) => Turns(new HotLinkedList(shelf.LinkedList), shelf, locks),
        nameof(Shelf.Dictionary) => Turns(new HotDictionary(shelf.Dictionary), shelf, locks),
        nameof(Shelf.SortedDictionary) => Turns(new HotSortedDictionary(shelf.SortedDictionary), shelf, locks),
        nameof(Shelf.SortedList) => Turns(new HotSortedList(shelf.SortedList), shelf, locks),
        nameof(Shelf.OrderedDictionary) => Turns(new HotOrderedDictionary(shelf.OrderedDictionary), shelf, locks),
        nameof(Shelf.HashSet) => Turns(new HotHashSet(shelf.HashSet), shelf, locks),
        nameof(Shelf.SortedSet) => Turns(new HotSortedSet(shelf.SortedSet), shelf, locks),
        nameof(Shelf.PriorityQueue) => Turns(new HotPriorityQueue(shelf.PriorityQueue), shelf, locks),
        nameof(Shelf.Collection) => Turns(new HotCollection(shelf.Collection), shelf, locks),
        nameof(Shelf.ObservableCollection) => Turns(new HotObservable(shelf.ObservableCollection), shelf, locks),
        nameof(Shelf.ConcurrentDictionary) => Turns(new HotConcurrentDictionary(shelf.ConcurrentDictionary), shelf, locks),
        nameof(Shelf.ConcurrentQueue) => Turns(new HotConcurrentQueue(shelf.ConcurrentQueue), shelf, locks),
        nameof(Shelf.ConcurrentStack) => Turns(new HotConcurrentStack(shelf.ConcurrentStack), shelf, locks),
        nameof(Shelf.ConcurrentBag) => Turns(new HotConcurrentBag(shelf.ConcurrentBag), shelf, locks),
        nameof(Shelf.ArrayList) => Turns(new HotArrayList(shelf.ArrayList), shelf, locks),
        nameof(Shelf.UntypedQueue) => Turns(new HotUntypedQueue(shelf.UntypedQueue), shelf, locks),
        nameof(Shelf.UntypedStack) => Turns(new HotUntypedStack(shelf.UntypedStack), shelf, locks),
        nameof(Shelf.BlockingCollection) => Turns(new HotBlockingCollection(shelf.BlockingCollection), shelf, locks),
        nameof(Shelf.Channel) => Turns(new HotChannel(shelf.Channel), shelf, locks),
        nameof(Shelf.Bounded) => Turns(new HotChannel(shelf.Bounded), shelf, locks),
        nameof(Shelf.Semaphore) => Turns(new HotSemaphore(shelf.Semaphore), shelf, locks),
        nameof(Shelf.Event) => Turns(new HotEvent(shelf.Event), shelf, locks),
        nameof(Shelf.AutoEvent) => Turns(new HotAutoEvent(shelf.AutoEvent), shelf, locks),
        nameof(Shelf.Countdown) => Turns(new HotCountdown(shelf.Countdown), shelf, locks),
        nameof(Shelf.ReaderWriter) => Turns(new HotReaderWriter(shelf.ReaderWriter), shelf, locks),
        nameof(Shelf.Monitor) => Turns(new HotMonitor(shelf.Monitor), shelf, locks),
        nameof(Shelf.Lock) => Turns(new HotLock(shelf.Lock), shelf, locks),
        _ => throw new ArgumentException($"There is no {name} on the shelf.", nameof(name)),
    };

    private static Func<int, double> Turns<THot>(THot hot, Shelf shelf, bool locks) where THot : struct, IHot =>
        locks ? times => InLock(hot, shelf.Gate, times) : times => Alone(hot, times);

    private static double Alone<THot>(THot hot, int times) where THot : struct, IHot
    {
        long sum = 0;
        for (int turn = 0; turn < times; turn++)
            sum += hot.Step(turn);
        return sum;
    }

    private static double InLock<THot>(THot hot, object gate, int times) where THot : struct, IHot
    {
        long sum = 0;
        for (int turn = 0; turn < times; turn++)
        {
            lock (gate)
                sum += hot.Step(turn);
        }
        return sum;
    }
}
