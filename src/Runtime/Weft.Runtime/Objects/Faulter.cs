using Weft.Protocol;
using Weft.Runtime.Finalization;
using Weft.Runtime.Session;
using Weft.Runtime.Transactions;

namespace Weft.Runtime.Objects;

/// <summary>Brings the state of hollow objects here and runs their on-load, on the thread that reads.</summary>
internal sealed class Faulter(Node node)
{
    /// <summary>How many objects of the neighbourhood may come along.</summary>
    private const int Neighbourhood = 128;

    private readonly Lock _onLoadGate = new();
    private readonly Dictionary<int, SharedHeader> _waitsFor = [];
    private long _faults;

    internal long Faults => Interlocked.Read(ref _faults);

    /// <summary>Makes an object readable: state, deferred operations, on-load.</summary>
    internal void Load(object instance, SharedHeader header)
    {
        if (header.Residence == Residence.Hollow)
            EnsureFilled(instance, header);
        if (header.Deferred is not null)
            node.Deferred.Run(instance, header);
        FillAhead(header);
        if (header.Residence == Residence.Filled)
            OnLoad(instance, header);
    }

    // Not by a thread that compares keys, which can be those of what is to be filled.
    private void FillAhead(SharedHeader header)
    {
        while (header.AwaitedFill is not 0 and var entry && ThreadTransaction.Current.Gates == 0)
        {
            node.Deferred.FillUp(entry);
            header.EndAwait(entry);
        }
    }

    /// <summary>Asks the hub for the state, unless it has come already.</summary>
    internal void EnsureFilled(object instance, SharedHeader header)
    {
        if (header.Deferred is not null)
            node.Deferred.Run(instance, header);
        if (header.Residence != Residence.Hollow)
            return;
        if (header.IsVoid)
            throw new ClusterUnavailableException($"{RuntimeCodes.ObjectUnknown}: {header} was never loaded here, and the hub that had it was started anew and has lost it.", outcomeUnknown: false);
        header.Descriptor.RunClassConstructor();
        FaultAnswer answer = Ask(header.Id, header.Descriptor);
        if (header.Deferred is not null)
            node.Deferred.Run(instance, header);
        node.Deferred.FillUp(answer.Follows);
        GC.KeepAlive(answer);
    }

    /// <summary>The instance of an object that only its state tells how to make: it is here, or comes with the state.</summary>
    internal object Fetch(ulong id, TypeDescriptor descriptor)
    {
        if (node.Objects.TryFind(id, out _, out object instance))
            return instance;
        FaultAnswer answer = Ask(id, descriptor);
        if (!node.Objects.TryFind(id, out _, out instance))
            throw new ClusterUnavailableException($"{RuntimeCodes.ObjectUnknown}: the hub did not send what {descriptor.WireName} #{id:x} is made of.", outcomeUnknown: false);
        GC.KeepAlive(answer);
        return instance;
    }

    private FaultAnswer Ask(ulong id, TypeDescriptor descriptor)
    {
        FinalizerThread.Refuse(descriptor.WireName);
        Interlocked.Increment(ref _faults);
        using Telemetry.Measured wait = Telemetry.WaitForState(descriptor);
        using Requests.Request request = node.Requests.Open(survivesLeave: true);
        node.Outbound.Send(new Fault(request.Id, id, Neighbourhood), request);
        if ((FaultAnswer?)request.Wait(node.Options.HubTimeout, outcomeUnknown: false) is not { } answer)
            throw new ClusterUnavailableException($"{RuntimeCodes.HubSilent}: the hub did not send the state of {descriptor.WireName} #{id:x} within {node.Options.HubTimeout.TotalSeconds:0.#} s.", outcomeUnknown: false);
        return answer.Found ? answer : throw new ClusterUnavailableException($"{RuntimeCodes.ObjectUnknown}: the hub does not know {descriptor.WireName} #{id:x}.", outcomeUnknown: false);
    }

    // As type initializers: one thread runs it, others wait, the thread that would close a cycle of waits goes on.
    private void OnLoad(object instance, SharedHeader header)
    {
        int me = Environment.CurrentManagedThreadId;
        lock (header.Gate)
        {
            while (header.OnLoadThread != 0 && header.Residence == Residence.Filled)
            {
                if (header.OnLoadThread == me || WouldCloseCycle(me, header))
                    return;
                lock (_onLoadGate)
                    _waitsFor[me] = header;
                try
                {
                    // Woken by the end of the on-load; the limit re-examines cycles that formed meanwhile.
                    Monitor.Wait(header.Gate, 20);
                }
                finally
                {
                    lock (_onLoadGate)
                        _waitsFor.Remove(me);
                }
            }
            if (header.Residence != Residence.Filled)
                return;
            header.OnLoadThread = me;
        }
        RunOnLoad(instance, header);
    }

    private static void RunOnLoad(object instance, SharedHeader header)
    {
        bool done = false;
        try
        {
            ((PhysicalDescriptor)header.Descriptor).RunOnLoad(instance);
            done = true;
            // What it made would not come back with another fault.
            header.HoldStrongly(instance);
        }
        catch (Exception e) when (e is not OnLoadException)
        {
            throw new OnLoadException($"{RuntimeCodes.OnLoadFailed}: on-load of {header} failed: {e.Message}", e);
        }
        finally
        {
            lock (header.Gate)
            {
                if (done)
                    SetReadable(header);
                header.OnLoadThread = 0;
                Monitor.PulseAll(header.Gate);
            }
        }
    }

    private static void SetReadable(SharedHeader header)
    {
        header.EnterLatch();
        header.BecomeReadable();
        header.ExitLatch();
    }

    private bool WouldCloseCycle(int me, SharedHeader wanted)
    {
        lock (_onLoadGate)
        {
            SharedHeader? next = wanted;
            for (int steps = 0; next is not null && steps < 1000; steps++)
            {
                if (next.OnLoadThread == me)
                    return true;
                next = _waitsFor.GetValueOrDefault(next.OnLoadThread);
            }
            return false;
        }
    }
}
