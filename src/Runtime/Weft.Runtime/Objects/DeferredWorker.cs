using System.Collections.Concurrent;
using Weft.Protocol;
using Weft.Runtime.Contract;
using Weft.Runtime.Session;
using Weft.Runtime.Values;

namespace Weft.Runtime.Objects;

/// <summary>
/// Queues operations that need user code at their object, and carries them out: on the first thread that touches the object, or, for objects whose reads have no
/// barrier, on a worker.
/// </summary>
internal sealed class DeferredWorker(Node node)
{
    private readonly ConcurrentQueue<(object Instance, SharedHeader Header)> _queue = new();
    private int _running;

    /// <summary>Queues an operation. Called by the reader thread.</summary>
    internal void Defer(object instance, SharedHeader header, DeferredKind origin, EntryKind kind, ReadOnlySpan<byte> payload)
    {
        header.EnterLatch();
        (header.Deferred ??= new DeferredOperations()).Add(origin, kind, payload);
        header.ExitLatch();
        if (instance is IWoven woven)
            Volatile.Write(ref woven.State, 1);
        if (header.Descriptor.Kind == ObjectKind.Physical)
            return;
        _queue.Enqueue((instance, header));
        if (Interlocked.Exchange(ref _running, 1) == 0)
            ThreadPool.UnsafeQueueUserWorkItem(static worker => worker.RunQueue(), this, preferLocal: false);
    }

    /// <summary>Carries out what waits at an object. Called by threads that may run user code and wait.</summary>
    internal void Run(object instance, SharedHeader header)
    {
        List<SharedHeader> unfilled = [];
        lock (header.Gate)
        {
            while (header.Deferred is { } deferred)
            {
                header.EnterLatch();
                bool taken = deferred.TryTake(out DeferredKind origin, out EntryKind kind, out byte[] payload);
                if (!taken)
                    header.Deferred = null;
                header.ExitLatch();
                if (!taken)
                    break;
                // A whole object may be part of a circle of those: what it refers to is filled after it.
                bool mayBeCircular = origin == DeferredKind.Fill && header.Descriptor.Kind == ObjectKind.Whole;
                object[] alive = MakeReady(origin, kind, header.Descriptor.Kind, payload, mayBeCircular ? unfilled : null);
                // A part of another object may have become that object's meanwhile.
                object owner = header.Owner ?? instance;
                if (origin == DeferredKind.Fill)
                    EntryApplier.Fill(owner, header, payload);
                else
                    EntryApplier.Operate(owner, header, origin, kind, payload);
                GC.KeepAlive(alive);
            }
        }
        foreach (SharedHeader referredTo in unfilled)
        {
            if (referredTo.Owner is { } there)
                EnsureFilled(there, referredTo);
        }
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

    private object[] MakeReady(DeferredKind origin, EntryKind kind, ObjectKind objectKind, byte[] payload, List<SharedHeader>? unfilled)
    {
        List<object> alive = [];
        WireReader reader = new(payload.AsSpan());
        if (origin == DeferredKind.Fill)
            reader.SkipState(objectKind, (id, type, length) => alive.Add(MakeReady(id, type, length, unfilled)));
        else
            reader.SkipOperation(kind, (id, type, length) => alive.Add(MakeReady(id, type, length, unfilled)));
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
            while (_queue.TryDequeue(out (object Instance, SharedHeader Header) next))
                RunOne(next.Instance, next.Header);
            Volatile.Write(ref _running, 0);
        }
        while (!_queue.IsEmpty && Interlocked.Exchange(ref _running, 1) == 0);
    }

    private void RunOne(object instance, SharedHeader header)
    {
        try
        {
            Run(instance, header);
        }
        catch (Exception e)
        {
            node.Log.Error($"an operation on {header} that needs the application's code failed: {e}");
        }
    }
}
