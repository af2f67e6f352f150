using Weft.Protocol;
using Weft.Runtime.Objects;
using Weft.Runtime.Transactions;

namespace Weft.Runtime.Session;

/// <summary>
/// How this node leaves its cluster: what is pending is published, the locks go back, and from then on woven code works on its own copies. The session stays open, so
/// that objects that were never read can still be.
/// </summary>
#pragma warning disable CA1001 // It lives as long as its node, which lives as long as its process.
internal sealed class Departure(Node node)
#pragma warning restore CA1001
{
    private static readonly TimeSpan ExitLimit = TimeSpan.FromSeconds(2);
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _closing = new();
    private Requests.Request? _answer;
    private volatile TaskCompletionSource? _leaving;
    private int _begun;
    private volatile bool _told;
    private volatile bool _answered;

    /// <summary>Whether <see cref="Cluster.LeaveAsync"/> or the end of the process has begun to leave.</summary>
    internal bool HasBegun => Volatile.Read(ref _begun) != 0;

    /// <summary>Is cancelled when the node has begun to leave and does not come back to it.</summary>
    internal CancellationToken Closing => _closing.Token;

    /// <summary>
    /// Whether the hub has been told, and has not answered: then the session goes on over another connection, if this one breaks, also where nobody waits for the answer any more. What this node has
    /// sent since goes nowhere, so it could not give its leases back in any other way.
    /// </summary>
    internal bool IsUnanswered => _told && !_answered;

    /// <summary>The hub has taken the node off its list. Called by the reader thread.</summary>
    internal void Answered()
    {
        _answered = true;
        lock (_gate)
            _answer?.Complete(MemberChange.Left);
    }

    /// <summary>Waits for the open sections of other threads, then leaves; the caller's own sections are published and given back.</summary>
    /// <exception cref="TimeoutException">Another thread stays in its section; the node has not left.</exception>
    /// <exception cref="ClusterUnavailableException">The hub has not confirmed it.</exception>
    internal async Task LeaveAsync(CancellationToken cancellation)
    {
        if (Interlocked.Exchange(ref _begun, 1) != 0)
            return;
        ThreadTransaction own = ThreadTransaction.Current;
        own.Publish();
        if (Activation.Finalizers.IsBusy && !Activation.Finalizers.IsWorker)
            await Task.Run(AwaitFinalizers, CancellationToken.None).ConfigureAwait(false);
        TaskCompletionSource entrance = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _leaving = entrance;
        Activation.Disturb();
        bool closed = false;
        try
        {
            // A thread notes its section and then looks whether the node is leaving: one of the two sees the other.
            Interlocked.MemoryBarrierProcessWide();
            await WaitForSectionsAsync(own, cancellation).ConfigureAwait(false);
            using Requests.Request answer = Close();
            closed = true;
            await Task.Run(() => Confirm(answer, node.Options.HubTimeout), CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            _leaving = null;
            entrance.SetResult();
            if (!closed)
                Volatile.Write(ref _begun, 0);
        }
        LetGo();
        node.Log.Info("left the cluster");
    }

    /// <summary>Leaves because the process ends: the next node need not wait for the reconnect window.</summary>
    internal void LeaveAtExit()
    {
        if (node.IsLost || Interlocked.Exchange(ref _begun, 1) != 0)
            return;
        try
        {
            ThreadTransaction.Current.Publish();
            AwaitFinalizers();
            using Requests.Request answer = Close();
            Confirm(answer, ExitLimit);
            node.Log.Debug("left the cluster, since the process ends");
        }
        catch (ClusterUnavailableException e)
        {
            node.Log.Warning($"the hub did not confirm that this node leaves: {e.Message}");
        }
    }

    /// <summary>Whether a thread that enters its first section must wait, because the node is leaving.</summary>
    internal bool MustWait => _leaving is not null;

    /// <summary>Waits until the node has left, or has given it up.</summary>
    internal void WaitUntilLeft() => _leaving?.Task.Wait(node.Options.HubTimeout);

    // What they change would stay on this node.
    private void AwaitFinalizers()
    {
        if (Activation.Finalizers.Await(ExitLimit) is > 0 and var left)
            node.Log.Warning($"{RuntimeCodes.FinalizersNotRun}: {left} finalizers had not run {ExitLimit.TotalSeconds:0.#} s after node {node.Options.NodeName} began to leave: what they change does not reach the other nodes.");
    }

    private async Task WaitForSectionsAsync(ThreadTransaction own, CancellationToken cancellation)
    {
        long deadline = Environment.TickCount64 + (long)node.Options.HubTimeout.TotalMilliseconds;
        while (ThreadTransaction.AnySectionBut(own))
        {
            if (Environment.TickCount64 > deadline)
                throw new TimeoutException($"{RuntimeCodes.StillInSection}: node {node.Options.NodeName} has not left: another thread has been inside a lock for {node.Options.HubTimeout.TotalSeconds:0.#} s.");
            await Task.Delay(2, cancellation).ConfigureAwait(false);
        }
    }

    private Requests.Request Close()
    {
        Requests.Request answer = node.Requests.Open(survivesLeave: true);
        lock (_gate)
            _answer = answer;
        node.Lent.Close();
        // From here on woven code finds no headers; what is under way in other threads is stored here and goes nowhere.
        Activation.HasLeft = true;
        // Before it is queued: a hub that is started again in between is told twice rather than never.
        _told = true;
        node.Outbound.Close(new Leave());
        _closing.Cancel();
        node.Requests.FailAllButFaults(new ClusterUnavailableException($"{RuntimeCodes.NotLoadedBeforeLeaving}: node {node.Options.NodeName} has left the cluster.", outcomeUnknown: false));
        return answer;
    }

    private static void Confirm(Requests.Request answer, TimeSpan limit)
    {
        if (answer.Wait(limit, outcomeUnknown: true) is null)
            throw new ClusterUnavailableException($"{RuntimeCodes.HubSilent}: the hub did not answer within {limit.TotalSeconds:0.#} s, so it is not known whether it has this node's last changes.", outcomeUnknown: true);
    }

    // The garbage collector and the program's own references decide from here on.
    private void LetGo()
    {
        foreach (SharedHeader header in node.Objects.Snapshot())
        {
            if (header is { BornHere: true, IsFinalized: false, Owner: { } instance, Descriptor: PhysicalDescriptor { HasFinalizer: true } })
                GC.ReRegisterForFinalize(instance);
            header.HoldWeakly();
        }
    }
}
