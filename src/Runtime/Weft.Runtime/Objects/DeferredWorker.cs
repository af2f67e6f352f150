using Weft.Protocol;
using Weft.Runtime.Contract;
using Weft.Runtime.Locks;
using Weft.Runtime.Session;
using Weft.Runtime.Transactions;
using Weft.Runtime.Values;

namespace Weft.Runtime.Objects;

/// <summary>
/// Queues operations that need user code at their object, and carries them out: on the first thread that touches the object, or, for objects whose reads have no
/// barrier, on a worker, and before it where a thread may rely on them (<see cref="CatchUp()"/>).
/// </summary>
internal sealed class DeferredWorker(Node node)
{
    private int _running;

    /// <summary>The objects whose reads have no barrier and at which operations wait.</summary>
    internal Backlog Backlog { get; } = new();

    /// <summary>Queues an operation. Called by the reader thread.</summary>
    internal void Defer(object instance, SharedHeader header, DeferredKind origin, EntryKind kind, ReadOnlySpan<byte> payload)
    {
        DeferredOperation operation = new(origin, kind, payload.ToArray());
        header.EnterLatch();
        bool isFirst = header.Deferred is null;
        DeferredOperations operations = header.Deferred ??= new DeferredOperations();
        operations.Add(operation);
        header.ExitLatch();
        if (instance is IWoven woven)
            Volatile.Write(ref woven.State, 1);
        if (header.Descriptor.Kind == ObjectKind.Physical)
            return;
        if (isFirst)
            Backlog.Add(instance, header, operations, origin == DeferredKind.Fill);
        if (Interlocked.Exchange(ref _running, 1) == 0)
            ThreadPool.UnsafeQueueUserWorkItem(static worker => worker.RunQueue(), this, preferLocal: false);
    }

    /// <summary>Carries out what waits at an object. Called by threads that may run user code and wait.</summary>
    internal void Run(object instance, SharedHeader header) => TryRun(instance, header, Timeout.InfiniteTimeSpan, leavesOut: false);

    /// <summary>
    /// Carries out what waits anywhere and came no later than an entry of the backlog: a thread has learned from the hub what comes behind it, and what it reads next may not ask.
    /// A thread that is in code of the program for the sake of one collection takes in no other: two that did so could wait for each other.
    /// </summary>
    /// <param name="number">The entry.</param>
    /// <param name="timeout">Null: as long as the hub may be away.</param>
    /// <returns>False if another thread was at it for longer.</returns>
    /// <exception cref="ClusterUnavailableException">Another thread was at it for longer than the hub may be away.</exception>
    internal bool CatchUp(long number, TimeSpan? timeout) => !Backlog.Reaches(number) || ThreadTransaction.Current.Gates > 0 || CatchUpSlowly(number, fills: false, timeout);

    /// <summary>Fills what came no later than an entry of the backlog and has no content yet: a thread has learned from the hub of an object that may refer to it.</summary>
    /// <exception cref="ClusterUnavailableException">Another thread was at it for longer than the hub may be away.</exception>
    internal void FillUp(long number)
    {
        if (Backlog.Reaches(number) && ThreadTransaction.Current.Gates == 0)
            CatchUpSlowly(number, fills: true, null);
    }

    /// <summary>Carries out what waits now, for a thread that has what it asked for and must not lose it.</summary>
    internal void CatchUp() => CatchUpThrough(Backlog.Last);

    /// <summary>See <see cref="CatchUp(long, TimeSpan?)"/>; where another thread is at it for too long, it says so and goes on.</summary>
    internal void CatchUpThrough(long number)
    {
        if (!Backlog.Reaches(number))
            return;
        try
        {
            Uninterrupted.Do((worker: this, number), static each => each.worker.CatchUp(each.number, null));
        }
        catch (ClusterUnavailableException e)
        {
            node.Log.Error(e.Message);
        }
    }

    // First where nobody is at it, so that one who takes long for one object does not delay what comes in for the others.
    private bool CatchUpSlowly(long number, bool fills, TimeSpan? timeout)
    {
        List<BacklogEntry> busy = [.. Backlog.UpTo(number, fills).Where(entry => !TryRun(entry, TimeSpan.Zero))];
        long end = Environment.TickCount64 + (long)(timeout ?? node.Options.HubTimeout).TotalMilliseconds;
        foreach (BacklogEntry entry in busy)
        {
            if (TryRun(entry, TimeSpan.FromMilliseconds(Math.Max(0, end - Environment.TickCount64))))
                continue;
            return timeout is not null ? false
                : throw new ClusterUnavailableException($"{RuntimeCodes.TakingInStuck}: for {node.Options.HubTimeout.TotalSeconds:0.#} s another thread has been in the program's code that compares keys, or in a class constructor, with what other nodes did to {entry.Header}. Do not wait, and take no lock, in such code.", outcomeUnknown: false);
        }
        return true;
    }

    private bool TryRun(BacklogEntry entry, TimeSpan limit)
    {
        try
        {
            if (!entry.IsDone && !TryRun(entry.Instance, entry.Header, limit, leavesOut: true))
                return false;
        }
        catch (Exception e) when (e is not ThreadInterruptedException)
        {
            node.Log.Error($"what an operation on {entry.Header} refers to could not be taken in: {e}");
        }
        Backlog.Remove(entry);
        return true;
    }

    /// <param name="instance">The object.</param>
    /// <param name="header">Its header.</param>
    /// <param name="limit">How long another thread may be at it.</param>
    /// <param name="leavesOut">Whether an operation that fails is left out and logged: the thread did not ask for it, and those behind it must come in.</param>
    private bool TryRun(object instance, SharedHeader header, TimeSpan limit, bool leavesOut)
    {
        if (!Monitor.TryEnter(header.Gate, limit))
            return false;
        ThreadTransaction transaction = ThreadTransaction.Current;
        List<SharedHeader> unfilled = [];
        transaction.Gates++;
        try
        {
            while (RunNext(instance, header, unfilled, leavesOut))
            {
            }
        }
        finally
        {
            transaction.Gates--;
            Monitor.Exit(header.Gate);
        }
        foreach (SharedHeader referredTo in unfilled)
        {
            if (referredTo.Owner is { } there)
                EnsureFilled(there, referredTo);
        }
        return true;
    }

    private bool RunNext(object instance, SharedHeader header, List<SharedHeader> unfilled, bool leavesOut)
    {
        header.EnterLatch();
        DeferredOperations? operations = header.Deferred;
        DeferredOperation? operation = operations?.Take();
        // Others see that nothing waits any more only when all is carried out.
        if (operations is { IsEnded: true })
            header.Deferred = null;
        header.ExitLatch();
        if (operations is null or { IsEnded: true })
            return false;
        try
        {
            if (operation is not null)
                RunTaken(instance, header, operation, unfilled);
            else
                End(instance, header, operations);
        }
        catch (Exception e) when (leavesOut && e is not ThreadInterruptedException)
        {
            node.Log.Error($"an operation on {header} that needs the application's code failed: {e}");
            if (operation is null)
                operations.IsEnded = true;
        }
        return true;
    }

    /// <summary>Lets the object carry out what was applied, when the transaction that it came with is here as a whole.</summary>
    private void End(object instance, SharedHeader header, DeferredOperations operations)
    {
        node.Frames.WaitForEnd();
        header.EnterLatch();
        bool more = !operations.IsEmpty;
        header.ExitLatch();
        if (more)
            return;
        header.Descriptor.EndDeferred(header.Owner ?? instance, header);
        operations.IsEnded = true;
    }

    private void RunTaken(object instance, SharedHeader header, DeferredOperation operation, List<SharedHeader> unfilled)
    {
        // A whole object may be part of a circle of those: what it refers to is filled after it.
        bool mayBeCircular = operation.Kind == DeferredKind.Fill && header.Descriptor.Kind == ObjectKind.Whole;
        object[] alive;
        try
        {
            alive = operation.Kind != DeferredKind.Acknowledged || header.Descriptor.ReadsAcknowledged(header) ? MakeReady(operation, header.Descriptor.Kind, mayBeCircular ? unfilled : null) : [];
        }
        catch (ThreadInterruptedException)
        {
            PutBack(instance, header, operation);
            throw;
        }
        // A part of another object may have become that object's meanwhile.
        object owner = header.Owner ?? instance;
        if (operation.Kind == DeferredKind.Fill)
            EntryApplier.Fill(owner, header, operation.Payload);
        else
            EntryApplier.Operate(owner, header, operation.Kind, operation.Entry, operation.Payload);
        GC.KeepAlive(alive);
    }

    // A thread that is interrupted while it waits for the hub leaves it to the next one.
    private void PutBack(object instance, SharedHeader header, DeferredOperation operation)
    {
        header.EnterLatch();
        bool isFirst = header.Deferred is null;
        DeferredOperations operations = header.Deferred ??= new DeferredOperations();
        operations.PutBack(operation);
        header.ExitLatch();
        if (isFirst && header.Descriptor.Kind != ObjectKind.Physical)
            Backlog.Add(instance, header, operations, operation.Kind == DeferredKind.Fill);
    }

    /// <summary>Makes the objects that a payload refers to: runs class constructors, faults collections that were collected here.</summary>
    internal object[] MakeReady(ReadOnlySpan<byte> values)
    {
        List<object> alive = [];
        WireReader reader = new(values);
        while (!reader.AtEnd)
            reader.SkipValue((id, type, length) => alive.Add(MakeReady(id, type, length)));
        return [.. alive];
    }

    private object[] MakeReady(DeferredOperation operation, ObjectKind objectKind, List<SharedHeader>? unfilled)
    {
        List<object> alive = [];
        WireReader reader = new(operation.Payload.AsSpan());
        if (operation.Kind == DeferredKind.Fill)
            reader.SkipState(objectKind, (id, type, length) => alive.Add(MakeReady(id, type, length, unfilled)));
        else
            reader.SkipOperation(operation.Entry, (id, type, length) => alive.Add(MakeReady(id, type, length, unfilled)));
        return [.. alive];
    }

    private object MakeReady(ulong id, ulong typeId, int length, List<SharedHeader>? unfilled = null)
    {
        TypeDescriptor descriptor = TypeRegistry.Find(typeId);
        descriptor.RunClassConstructor();
        object instance = descriptor.IsMadeFromState ? node.Faulter.Fetch(id, descriptor) : node.Objects.Resolve(id, typeId, length);
        SharedHeader header = node.Objects.FindHeader(id)!;
        if (unfilled is null)
            EnsureFilled(instance, header);
        else
            unfilled.Add(header);
        return instance;
    }

    private void EnsureFilled(object instance, SharedHeader header)
    {
        if (header is { Descriptor.Kind: not (ObjectKind.Physical or ObjectKind.LockObject), Residence: Residence.Hollow })
            node.Faulter.EnsureFilled(instance, header);
    }

    private void RunQueue()
    {
        do
        {
            while (Backlog.First is { } next)
                Uninterrupted.Do((worker: this, next), static each => each.worker.TryRun(each.next, Timeout.InfiniteTimeSpan));
            Volatile.Write(ref _running, 0);
        }
        while (Backlog.First is not null && Interlocked.Exchange(ref _running, 1) == 0);
    }
}
