using System.Diagnostics;
using Weft.Protocol;
using Weft.Runtime.Collections;
using Weft.Runtime.Locks;
using Weft.Runtime.Objects;
using Weft.Runtime.Session;
using Weft.Runtime.Transactions;

namespace Weft.Runtime.Synchronizers;

/// <summary>
/// Asks the hub about a shared synchronizer, or does itself what it asks where the object is lent to this node. What the thread has changed is published before. All of it gives null where the node has left the cluster meanwhile: then the
/// object is this node's own, and the caller does on it what it wanted. So it does where the node has lost its session and begun another: the caller asks again, with the header that the object
/// has there.
/// </summary>
[StackTraceHidden]
internal static class SyncClient
{
    /// <summary>An operation that is answered at once.</summary>
    internal static SyncAnswer? Ask(SharedHeader header, SyncOperation operation, long amount = 0, byte[]? value = null, object? kept = null)
    {
        if (Prepare(header) is not { } node)
            return null;
        if (node.Lent.Of(header)?.Do(operation, amount, value, kept) is { } here)
            return CaughtUp(node, here);
        using Requests.Request request = node.Requests.OpenToWait(header);
        try
        {
            node.Outbound.Send(new SyncRequest(request.Id, header.Id, operation, amount, Try: true, value), request);
            return CaughtUp(node, WaitThrough(node, request));
        }
        catch (ClusterUnavailableException) when (Activation.HasLeft)
        {
            return null;
        }
    }

    /// <summary>An operation that may have to wait; blocks the thread.</summary>
    /// <returns>The answer: <see cref="SyncOutcome.NotNow"/> if the time was over.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ThreadInterruptedException">The thread was interrupted; nothing was done.</exception>
    internal static SyncAnswer? Wait(SharedHeader header, SyncOperation operation, int milliseconds, CancellationToken token, byte[]? value = null, object? kept = null)
    {
        if (milliseconds == 0)
            return Ask(header, operation, 0, value, kept);
        if (Prepare(header) is not { } node)
            return null;
        if (node.Lent.Of(header)?.Do(operation, 0, value, kept) is { Outcome: not SyncOutcome.NotNow } here)
            return CaughtUp(node, here);
        using Requests.Request request = node.Requests.OpenToWait(header);
        try
        {
            Begin(node, header, request, operation, isTry: false, value, kept);
            using Cancellation cancellation = CancelWith(node, header, request, token);
            object? answer = null;
            bool interrupted = false;
            try
            {
                answer = request.Wait(milliseconds < 0 ? null : TimeSpan.FromMilliseconds(milliseconds), outcomeUnknown: true);
            }
            catch (ThreadInterruptedException)
            {
                interrupted = true;
            }
            if (answer is null)
            {
                Withdraw(node, header, request);
                answer = WaitThrough(node, request);
            }
            return Result(CaughtUp(node, (SyncAnswer)answer), interrupted, token);
        }
        catch (ClusterUnavailableException) when (Activation.HasLeft)
        {
            return null;
        }
    }

    /// <summary>An operation that may have to wait; no thread is blocked.</summary>
    /// <returns>The answer: <see cref="SyncOutcome.NotNow"/> if the time was over.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    internal static async Task<SyncAnswer?> WaitAsync(SharedHeader header, SyncOperation operation, int milliseconds, CancellationToken token, byte[]? value = null, object? kept = null)
    {
        if (Prepare(header) is not { } node)
            return null;
        if (node.Lent.Of(header)?.Do(operation, 0, value, kept) is { } here && (here.Outcome != SyncOutcome.NotNow || milliseconds == 0))
            return CaughtUp(node, here);
        using Requests.AwaitedRequest request = node.Requests.OpenAwaited();
        try
        {
            Begin(node, header, request, operation, isTry: milliseconds == 0, value, kept);
            using Cancellation cancellation = CancelWith(node, header, request, token);
            object? answer = await request.WaitAsync(milliseconds <= 0 ? null : TimeSpan.FromMilliseconds(milliseconds), outcomeUnknown: true).ConfigureAwait(false);
            if (answer is null)
            {
                Withdraw(node, header, request);
                answer = await request.WaitAsync(node.Options.HubTimeout, outcomeUnknown: true).ConfigureAwait(false) ?? throw Silent(node);
            }
            return Result(CaughtUp(node, (SyncAnswer)answer), interrupted: false, token);
        }
        catch (ClusterUnavailableException) when (Activation.HasLeft)
        {
            return null;
        }
    }

    /// <summary>The state that the hub has, for a node that has left.</summary>
    internal static SyncAnswer Snapshot(SharedHeader header)
    {
        Node node = Activation.Node;
        node.ThrowIfLost();
        using Requests.Request request = node.Requests.OpenToWait(header, survivesLeave: true);
        node.Outbound.Send(new SyncRequest(request.Id, header.Id, SyncOperation.Snapshot, 0, Try: true, default), request);
        return WaitThrough(node, request);
    }

    // Null where another session has begun meanwhile, in which the object has another header: the caller looks for it.
    private static Node? Prepare(SharedHeader header)
    {
        bool wasVoid = header.IsVoid;
        Activation.AwaitSession();
        if (header.IsVoid && !wasVoid)
            return null;
        Node node = Activation.Node;
        node.ThrowIfLost();
        header.RequireState();
        SharedWrites.WaitUntilAnnounced(header);
        ThreadTransaction.Current.Publish();
        return node;
    }

    private static void Begin(Node node, SharedHeader header, Requests.Request request, SyncOperation operation, bool isTry, byte[]? value, object? kept)
    {
        if (node.Lent.Of(header)?.Begin(request.Id, operation, 0, isTry, value, kept) != true)
            node.Outbound.Send(new SyncRequest(request.Id, header.Id, operation, 0, isTry, value), request);
    }

    // Also where the object is lent, since the request may be on its way to the hub still: what it sends back is done, or not, in its order.
    private static void Withdraw(Node node, SharedHeader header, Requests.Request request)
    {
        if (SyncExtra.Of(header).Lent?.Cancel(request.Id) != true)
            node.Outbound.Post(new SyncCancel(request.Id, header.Id), request);
    }

    // The request is on its way: an interruption in a lock of the framework's own would leave it alone with its answer.
    private static Cancellation CancelWith(Node node, SharedHeader header, Requests.Request request, CancellationToken token) =>
        token.CanBeCanceled ? new(Uninterrupted.Get((token, about: (node, header, request)), static each => each.token.UnsafeRegister(Withdraw, each.about))) : default;

    private static void Withdraw(object? state)
    {
        (Node node, SharedHeader header, Requests.Request request) = ((Node, SharedHeader, Requests.Request))state!;
        try
        {
            Withdraw(node, header, request);
        }
        catch (ClusterUnavailableException e)
        {
            // The wait ends by the same failure.
            node.Log.Debug($"a wait for {header} was cancelled after the session's end: {e.Message}");
        }
    }

    // What others did before they let this thread go on is to be seen behind the wait.
    private static SyncAnswer CaughtUp(Node node, SyncAnswer answer)
    {
        node.Deferred.CatchUp();
        return answer;
    }

    private static SyncAnswer Result(SyncAnswer answer, bool interrupted, CancellationToken token)
    {
        bool cancelled = answer.Outcome == SyncOutcome.Cancelled;
        if (interrupted && cancelled)
            throw new ThreadInterruptedException();
        if (interrupted)
            Thread.CurrentThread.Interrupt();
        if (cancelled)
            token.ThrowIfCancellationRequested();
        return cancelled ? answer with { Outcome = SyncOutcome.NotNow } : answer;
    }

    // What the hub answers at once is not worth being interrupted for, and what it did could not be undone.
    private static SyncAnswer WaitThrough(Node node, Requests.Request request)
    {
        bool interrupted = false;
        try
        {
            while (true)
            {
                try
                {
                    return (SyncAnswer?)request.Wait(node.Options.HubTimeout, outcomeUnknown: true) ?? throw Silent(node);
                }
                catch (ThreadInterruptedException)
                {
                    interrupted = true;
                }
            }
        }
        finally
        {
            if (interrupted)
                Thread.CurrentThread.Interrupt();
        }
    }

    private static ClusterUnavailableException Silent(Node node) =>
        new($"{RuntimeCodes.HubSilent}: the hub did not answer for a semaphore, event, countdown, barrier or channel within {node.Options.HubTimeout.TotalSeconds:0.#} s.", outcomeUnknown: true);

    /// <summary>The end of a wait ends its cancellation, without waiting for one that is under way: it could be interrupted there, after the operation is done. One that comes late does nothing.</summary>
    private readonly struct Cancellation(CancellationTokenRegistration registration) : IDisposable
    {
        public void Dispose() => Uninterrupted.Do(registration, static each => each.Unregister());
    }
}
