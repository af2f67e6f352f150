namespace Weft.Runtime.Objects;

/// <summary>
/// The objects at which operations wait for user code, in the order in which the first of them came. Whoever learns of something newer from the hub asks whether what came before it has been carried out.
/// </summary>
/// <remarks>The reader thread adds to it: its gate is held for a few instructions, never over user code.</remarks>
internal sealed class Backlog
{
    private readonly Lock _gate = new();
    private readonly LinkedList<BacklogEntry> _entries = new();
    private long _last;
    private long _oldest = long.MaxValue;

    /// <summary>How many there are.</summary>
    internal int Count
    {
        get
        {
            lock (_gate)
                return _entries.Count;
        }
    }

    /// <summary>The number of the last entry; 0 while there was none.</summary>
    internal long Last => Volatile.Read(ref _last);

    /// <summary>The first entry; null where nothing waits.</summary>
    internal BacklogEntry? First
    {
        get
        {
            lock (_gate)
                return _entries.First?.Value;
        }
    }

    /// <summary>Whether anything waits that came no later than an entry.</summary>
    internal bool Reaches(long number) => Volatile.Read(ref _oldest) <= number;

    /// <summary>Adds an object at which an operation waits now. Called by the reader thread.</summary>
    internal void Add(object instance, SharedHeader header, DeferredOperations operations, bool isFill)
    {
        lock (_gate)
        {
            long number = _last + 1;
            _entries.AddLast(new BacklogEntry(number, instance, header, operations, isFill));
            if (number < _oldest)
                Volatile.Write(ref _oldest, number);
            Volatile.Write(ref _last, number);
        }
    }

    /// <summary>Those that came no later than an entry.</summary>
    /// <param name="number">The entry.</param>
    /// <param name="fills">Whether only those are wanted that have no content yet.</param>
    internal IReadOnlyList<BacklogEntry> UpTo(long number, bool fills)
    {
        lock (_gate)
            return [.. _entries.TakeWhile(entry => entry.Number <= number).Where(entry => entry.IsFill || !fills)];
    }

    /// <summary>What waited at an object has been carried out. There may be several who find so.</summary>
    internal void Remove(BacklogEntry entry)
    {
        lock (_gate)
        {
            _entries.Remove(entry);
            Volatile.Write(ref _oldest, _entries.First?.Value.Number ?? long.MaxValue);
        }
    }
}

/// <summary>One object at which operations wait.</summary>
/// <param name="number">Counts the entries.</param>
/// <param name="instance">The object, kept alive until they are carried out.</param>
/// <param name="header">Its header.</param>
/// <param name="operations">What waits, and all that is added to it.</param>
/// <param name="isFill">Whether the first of them is the content.</param>
internal sealed class BacklogEntry(long number, object instance, SharedHeader header, DeferredOperations operations, bool isFill)
{
    internal long Number { get; } = number;

    internal object Instance { get; } = instance;

    internal SharedHeader Header { get; } = header;

    /// <summary>Whether the first of what waits is the object's content, so that it has none yet.</summary>
    internal bool IsFill { get; } = isFill;

    /// <summary>Whether somebody has carried them out.</summary>
    internal bool IsDone => Header.Deferred != operations;
}
