using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Weft.Protocol;
using Weft.Runtime.Locks;
using Weft.Runtime.Objects;
using Weft.Runtime.Session;

namespace Weft.Runtime.Transactions;

/// <summary>
/// What the current thread has changed and not yet published, encoded, and the locks that it holds. One for each thread, reused.
/// </summary>
/// <remarks>
/// An operation on a shared object: share the arguments (<see cref="ArgumentSharer.Share{T}"/>), <see cref="CheckWritable"/>, <see cref="Begin(SharedHeader, EntryKind)"/>, encode;
/// under the object's latch mark the place as pending and store; <see cref="End"/>; after the statement's last operation <see cref="EndOfStatement"/>. An operation that was begun and not
/// ended leaves nothing behind.
/// </remarks>
internal sealed class ThreadTransaction
{
    /// <summary>Their number has one byte.</summary>
    private const int MaxRun = 127;

    [ThreadStatic]
    private static ThreadTransaction? _current;

    private static readonly Lock AllGate = new();
    private static readonly List<WeakReference<ThreadTransaction>> All = [];

    private readonly WireWriter _bytes = new(512);
    private OperationRecord[] _operations = new OperationRecord[8];
    private SharedHeader? _header;
    private int _count;
    private int _end;

    // The array that the last operation has written; null for none. The next element may join it.
    private SharedHeader? _run;
    private int _runNext;
    private int _runCountAt;

    private Node? _session;
    private Node? _lastSession;
    private ulong _lastGroup;
    private LockWaits.Wait? _waits;

    private ThreadTransaction()
    {
        lock (AllGate)
        {
            if (All.Count >= 64 && (All.Count & (All.Count - 1)) == 0)
                All.RemoveAll(static ended => !ended.TryGetTarget(out _));
            All.Add(new WeakReference<ThreadTransaction>(this));
        }
    }

    /// <summary>The current thread's transaction.</summary>
    internal static ThreadTransaction Current
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _current ?? Make();
    }

    /// <summary>The thread.</summary>
    internal Thread Thread { get; } = Thread.CurrentThread;

    /// <summary>The lock for which the thread waits; null while it does not, or has not to wait for it.</summary>
    internal LockWaits.Wait? Waits { get => Volatile.Read(ref _waits); set => Volatile.Write(ref _waits, value); }

    /// <summary>The woven locks that this thread is in.</summary>
    internal HeldLocks Locks { get; } = new();

    /// <summary>In how many objects' gates the thread is, under which code of the program compares keys.</summary>
    internal int Gates { get; set; }

    /// <summary>Shared arrays and lists that unseen code may write.</summary>
    internal Barriers.ExposedContents Exposed { get; } = new();

    /// <summary>The number of the group that took the last of what this thread has published; 0 for none.</summary>
    internal ulong LastGroup => _lastSession == Activation.Joined ? _lastGroup : 0;

    /// <summary>Whether there is anything to publish.</summary>
    internal bool HasChanges => _count != 0 || Exposed.HasFresh;

    /// <summary>Whether publishing would do anything.</summary>
    internal bool MayPublish => _count != 0 || !Exposed.IsEmpty;

    internal ReadOnlySpan<OperationRecord> Operations => _operations.AsSpan(0, _count);

    internal ReadOnlySpan<byte> Encoded => _bytes.Written[.._end];

    /// <summary>Those of all threads.</summary>
    internal static IReadOnlyList<ThreadTransaction> Everyone()
    {
        lock (AllGate)
            return [.. All.Select(static each => each.TryGetTarget(out ThreadTransaction? transaction) ? transaction : null).OfType<ThreadTransaction>()];
    }

    /// <summary>Whether another thread is in a woven lock, or has left one and not yet published.</summary>
    internal static bool AnySectionBut(ThreadTransaction own)
    {
        lock (AllGate)
            return All.Exists(each => each.TryGetTarget(out ThreadTransaction? other) && other != own && (other.Locks.Count != 0 || other.HasChanges));
    }

    /// <summary>Throws if the object cannot be written here and now; nothing was changed.</summary>
    /// <param name="header">The object.</param>
    /// <param name="what">The field or member, for the message.</param>
    /// <exception cref="ClusterUnavailableException">The session has ended, or, outside of sections, the hub is away.</exception>
    /// <exception cref="SessionLostException">The section was entered in a session that is over.</exception>
    internal void CheckWritable(SharedHeader header, string what)
    {
        // As nearly all are: in a section of this session, on an object of which nothing is special.
        if (Activation.Joined is not { IsCalm: true } node || !Locks.Cover(node) || !header.IsPlain || Activation.HasLeft)
            CheckThoroughly(header, what);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ThreadTransaction Make() => _current = new ThreadTransaction();

    private void CheckThoroughly(SharedHeader header, string what)
    {
        Activation.AwaitSession();
        Node node = Activation.Node;
        if (Activation.HasLeft)
            return;
        if (Locks.Count == 0)
            node.RequireHub();
        node.ThrowIfLost();
        RequireSession(node, header, what);
        // Another thread is making it shared: its creation has to reach the hub before what is written now.
        if (!header.IsAnnounced)
            node.Sharing.WaitForWalk();
        if (header.DiscardedRoot is not null)
            node.Roots.NoteDiscardedWrite(header, what);
        if (!Locks.AnyClustered && !Synchronizers.HeldPermits.Any)
            NoteUnlocked(node, header, what);
    }

    /// <summary>Throws where the section, or what it works on, belongs to a session that is over.</summary>
    /// <param name="node">The process's session.</param>
    /// <param name="header">The object; null for none.</param>
    /// <param name="what">What the thread is about to do.</param>
    /// <exception cref="SessionLostException">The section was entered in a session that is over.</exception>
    internal void RequireSession(Node node, SharedHeader? header, string what)
    {
        if (header is { IsVoid: true } && Locks.Count == 0)
            throw new SessionLostException($"{RuntimeCodes.SessionLost}: {what} of {header} is changed while node {node.Options.NodeName} went from a session that it had lost to the next one: nothing was changed. Do it again.");
        if (header is { IsVoid: true } || (Locks.Count != 0 && Locks.Session is { } session && session != node))
            throw new SessionLostException($"{RuntimeCodes.SessionLost}: {what}{(header is null ? "" : $" of {header}")} is changed or called in a section that was entered before node {node.Options.NodeName} lost its session: its lock may be another node's, and what it has changed was dropped. Leave it and enter it again.");
    }

    private static void NoteUnlocked(Node node, SharedHeader header, string what)
    {
        if (Telemetry.UnlockedWrites.Enabled)
            Telemetry.UnlockedWrites.Add(1);
        if (node.Options.UnlockedWritesAreErrors)
            throw new UnlockedWriteException($"{RuntimeCodes.UnlockedWrite}: {(header.Cell is null ? $"{what} of the shared object {header}" : $"the root {header.Cell}")} is written outside any clustered lock in {UnlockedWrites.Here()}, and unlocked-writes is 'error'.");
        if (header.Cell is { } root)
            node.Audit.Note(null, $"root {root}");
        else
            node.Audit.Note(header.Descriptor, what);
    }

    /// <summary>Starts the encoding of an operation: kind and object id are written, the caller writes the rest.</summary>
    internal WireWriter Begin(SharedHeader header, EntryKind kind)
    {
        _bytes.Truncate(_end);
        (_header, _run) = (header, null);
        _bytes.Byte((byte)kind);
        _bytes.Fixed64(header.Id);
        return _bytes;
    }

    /// <summary>Starts the encoding of an entry that is no operation on one object (a call).</summary>
    internal WireWriter Begin(EntryKind kind)
    {
        _bytes.Truncate(_end);
        (_header, _run) = (null, null);
        _bytes.Byte((byte)kind);
        return _bytes;
    }

    /// <summary>Ends the encoding of an operation whose place was marked and stored.</summary>
    /// <param name="fold">Number of the place for literal fields, so that a later write can replace this one while it is unsent; else -1.</param>
    internal void End(int fold = -1)
    {
        if (_count == _operations.Length)
            Array.Resize(ref _operations, _count * 2);
        if (_count == 0)
            _session = Activation.Node;
        _operations[_count++] = new OperationRecord { Header = _header, Start = _end, Length = _bytes.Length - _end, Fold = fold };
        _end = _bytes.Length;
    }

    /// <summary>Ends the encoding of a write of array elements.</summary>
    /// <param name="first">Number of the first element.</param>
    /// <param name="count">How many.</param>
    /// <param name="countAt">Where their number was written.</param>
    /// <param name="isLiteral">Whether a later write can replace this one while it is unsent.</param>
    internal void EndElements(int first, int count, int countAt, bool isLiteral)
    {
        SharedHeader? array = _header;
        End(isLiteral ? first : -1);
        _operations[_count - 1].Elements = count;
        (_run, _runNext, _runCountAt) = (array, first + count, countAt);
    }

    /// <summary>Goes on with the encoding of a write of an array, if the last operation has stored the elements right before this one: the caller writes the value.</summary>
    internal bool TryExtend(SharedHeader header, int index, [NotNullWhen(true)] out WireWriter? writer)
    {
        writer = null;
        if (!ReferenceEquals(_run, header) || _runNext != index || _operations[_count - 1].Elements >= MaxRun)
            return false;
        _bytes.Truncate(_end);
        writer = _bytes;
        return true;
    }

    /// <summary>Ends what <see cref="TryExtend"/> began.</summary>
    internal void EndExtended()
    {
        ref OperationRecord last = ref _operations[_count - 1];
        last.Elements++;
        _end = _bytes.Length;
        last.Length = _end - last.Start;
        _runNext++;
        _bytes.Patch(_runCountAt, [(byte)last.Elements]);
    }

    /// <summary>Publishes at once where the thread is in no section that is a transaction.</summary>
    internal void EndOfStatement()
    {
        if (Locks.Sections == 0)
            Publish();
    }

    /// <summary>Hands all changes over as one transaction.</summary>
    /// <param name="more">Whether the caller sends a message right behind it, so that both go in one packet.</param>
    /// <exception cref="ClusterUnavailableException">The node has lost its session; the changes are dropped and counted.</exception>
    internal void Publish(bool more = false)
    {
        bool isOld = _count != 0 && _session != Activation.Node;
        if (!isOld)
            Exposed.Record();
        if (_count == 0)
            return;
        try
        {
            if (isOld)
                Drop();
            Node node = Activation.Node;
            (_lastGroup, _lastSession) = (node.Outbound.Publish(this, more), node);
        }
        finally
        {
            Forget();
        }
    }

    // What was stored here and is not published must not stay.
    private void Drop()
    {
        Telemetry.TransactionsDropped.Add(1);
        foreach (ref readonly OperationRecord operation in Operations)
        {
            if (operation.Header is { } header && Activation.Node.Objects.FindHeader(header.Id) is { } renewed)
                Collections.SharedWrites.Reload(renewed);
        }
        throw new ClusterUnavailableException($"{RuntimeCodes.SessionLost}: the changes of this thread belong to a session that is over, and are dropped.", outcomeUnknown: false);
    }

    private void Forget()
    {
        _operations.AsSpan(0, _count).Clear();
        _count = 0;
        _end = 0;
        _run = null;
        _bytes.Clear();
    }
}

/// <summary>One encoded operation of a transaction.</summary>
internal struct OperationRecord
{
    internal SharedHeader? Header;
    internal int Start;
    internal int Length;
    internal int Fold;

    /// <summary>Of a write of an array: how many elements, the first of which is <see cref="Fold"/> where they are literals.</summary>
    internal int Elements;
}
