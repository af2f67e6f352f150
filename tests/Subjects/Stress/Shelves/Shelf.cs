namespace Stress;

/// <summary>
/// One collection, and what is done with it under a lock. Each action gives a digest of its result and of all that the collection holds after it. Woven, it is what the nodes share;
/// unwoven and filled by one thread, it says what the framework's own collection would have answered.
/// </summary>
public abstract class Shelf
{
    /// <summary>Changes nothing.</summary>
    public const string Look = "look";

    public abstract string Name { get; }

    public abstract string[] Actions { get; }

    /// <summary>All that is there: equal contents in the same order.</summary>
    public abstract IEnumerable<long> Content { get; }

    public static Shelf[] All() =>
    [
        new ListShelf(), new LinkedShelf(), new StackShelf(), new ArrayShelf(), new HashSetShelf(), new SortedSetShelf(), new PriorityShelf(), new SortedMapShelf(), new OrderedMapShelf(), new HashtableShelf(),
    ];

    /// <summary>Puts what <see cref="Content"/> gave into a new one.</summary>
    public abstract void Fill(long[] content);

    public long Apply(string action, long value)
    {
        long digest = action == Look ? 0 : Work(action, value);
        foreach (long item in Content)
            digest = unchecked(digest * 1_000_003 + item);
        return digest;
    }

    protected abstract long Work(string action, long value);

    protected static ArgumentException Unknown(string action) => new($"There is no action {action}.", nameof(action));
}
