using System.Collections.Concurrent;
using Weft.Protocol;
using Weft.Runtime.Finalization;
using Weft.Runtime.Locks;

namespace Weft.Runtime.Session;

/// <summary>What threads have asked the hub and wait for.</summary>
internal sealed class Requests
{
    private readonly ConcurrentDictionary<ulong, Request> _open = new();
    private long _last;
    private volatile Exception? _failure;
    private volatile Exception? _left;

    /// <summary>Opens a request; the caller sends the message with its number and disposes the request.</summary>
    /// <param name="survivesLeave">Whether the hub answers it after this node has left, too.</param>
    internal Request Open(bool survivesLeave = false)
    {
        Request request = new(this, (ulong)Interlocked.Increment(ref _last), survivesLeave);
        _open[request.Id] = request;
        if ((_failure ?? (survivesLeave ? null : _left)) is { } failure)
            request.Complete(failure);
        return request;
    }

    /// <summary>Opens a request for whose answer the calling thread waits next.</summary>
    /// <param name="what">What is asked for, to be shown in the error.</param>
    /// <param name="survivesLeave">Whether the hub answers it after this node has left, too.</param>
    /// <exception cref="NotSupportedException">This is the finalizer thread, which must not wait.</exception>
    internal Request OpenToWait(object what, bool survivesLeave = false)
    {
        FinalizerThread.Refuse(what);
        return Open(survivesLeave);
    }

    /// <summary>Opens a request that no thread waits for.</summary>
    internal AwaitedRequest OpenAwaited()
    {
        AwaitedRequest request = new(this, (ulong)Interlocked.Increment(ref _last));
        _open[request.Id] = request;
        if ((_failure ?? _left) is { } failure)
            request.Complete(failure);
        return request;
    }

    /// <summary>The request that a message answers; null if nobody waits any more.</summary>
    internal Request? Find(ulong id) => _open.GetValueOrDefault(id);

    /// <summary>The hub is away: ends the waits that have lasted too long without it.</summary>
    /// <param name="since">Since when it is away.</param>
    /// <param name="limit">How long they may wait.</param>
    /// <param name="failure">What they are told.</param>
    internal void Expire(long since, TimeSpan limit, Func<long, Exception> failure)
    {
        long now = Environment.TickCount64;
        foreach (Request request in _open.Values)
        {
            long start = Math.Max(since, request.Opened);
            if (now - start >= limit.TotalMilliseconds)
                request.Complete(failure(start));
        }
    }

    /// <summary>What the hub was asked and has not answered, in the order in which it was asked.</summary>
    internal IReadOnlyList<Request> Unanswered() => [.. _open.Values.Where(static request => request is { Question: not null, IsAnswered: false }).OrderBy(static request => request.Id)];

    /// <summary>Ends every wait, now and later.</summary>
    internal void Fail(Exception failure)
    {
        _failure = failure;
        foreach (Request request in _open.Values)
            request.Complete(failure);
    }

    /// <summary>The node has left: ends every wait, now and later, but those for objects.</summary>
    internal void FailAllButFaults(Exception failure)
    {
        _left = failure;
        foreach (Request request in _open.Values)
        {
            if (!request.SurvivesLeave)
                request.Complete(failure);
        }
    }

    internal class Request(Requests owner, ulong id, bool survivesLeave) : IDisposable
    {
        // Without spinning: the answer takes two network hops, whose threads need the processor.
        private readonly ManualResetEventSlim _done = new(false, 0);
        private object? _answer;

        internal ulong Id { get; } = id;

        /// <summary>When it began, by <see cref="Environment.TickCount64"/>.</summary>
        internal long Opened { get; } = Environment.TickCount64;

        internal bool SurvivesLeave { get; } = survivesLeave;

        /// <summary>What a request for a lock wants.</summary>
        internal LockMode Mode { get; set; }

        /// <summary>What the hub was asked: a hub that was started again is asked again. Null as long as the question is not on its way.</summary>
        internal NodeMessage? Question { get; private set; }

        /// <summary>That the hub was told to forget the question; null if it was not.</summary>
        internal NodeMessage? Withdrawal { get; private set; }

        /// <summary>Whether nothing more can come of it.</summary>
        internal virtual bool IsAnswered => Volatile.Read(ref _answer) is not null;

        /// <summary>A message about it is on its way. Called under the gate of the outbound queue, or of what is lent where it waits there.</summary>
        internal void Sent(NodeMessage message)
        {
            if (message is LockCancel or SyncCancel)
                Withdrawal = message;
            else
                Question = message;
        }

        /// <summary>It is answered on this node, of which who waits will hear in a moment: no hub is to be asked any more. Called under the gate of what is lent.</summary>
        internal void AnsweredHere() => Question = null;

        /// <summary>Ends the wait. Called by the reader thread.</summary>
        /// <returns>False if it had an answer already, or nobody waits any more.</returns>
        internal virtual bool Complete(object answer)
        {
            bool first = Interlocked.CompareExchange(ref _answer, answer, null) is null;
            _done.Set();
            return first;
        }

        /// <summary>The thread waits no more.</summary>
        /// <returns>The answer, if there is one.</returns>
        internal object? Abandon() => Interlocked.CompareExchange(ref _answer, this, null);

        /// <summary>Waits for the answer.</summary>
        /// <param name="timeout">Null: as long as the hub is there.</param>
        /// <param name="outcomeUnknown">What the exception says.</param>
        /// <returns>The answer, or null after the time-out.</returns>
        /// <exception cref="ClusterUnavailableException">The session has ended.</exception>
        internal object? Wait(TimeSpan? timeout, bool outcomeUnknown)
        {
            if (!_done.Wait(timeout ?? Timeout.InfiniteTimeSpan))
                return null;
            return _answer is Exception failure ? throw new ClusterUnavailableException(failure.Message, outcomeUnknown, failure) : _answer;
        }

        // The event is not disposed: the reader thread may be about to set it. It has no kernel handle unless one was asked for.
        // Nor may what the answer granted be lost to an interruption in a lock of the dictionary.
        public void Dispose() => Uninterrupted.Do((owner, Id), static request => request.owner._open.TryRemove(request.Id, out _));
    }

    internal sealed class AwaitedRequest(Requests owner, ulong id) : Request(owner, id, survivesLeave: false)
    {
        private readonly TaskCompletionSource<object> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal override bool IsAnswered => _completion.Task.IsCompleted;

        internal override bool Complete(object answer) => _completion.TrySetResult(answer);

        /// <summary>Waits for the answer.</summary>
        /// <param name="timeout">Null: as long as the hub is there.</param>
        /// <param name="outcomeUnknown">What the exception says.</param>
        /// <returns>The answer, or null after the time-out.</returns>
        /// <exception cref="ClusterUnavailableException">The session has ended.</exception>
        internal Task<object?> WaitAsync(TimeSpan? timeout, bool outcomeUnknown) => Uninterrupted.Get((request: this, timeout, outcomeUnknown), static wait =>
        {
            // Its beginning takes locks of the framework's own, and an interruption there would leave the answer to nobody.
            Task<object?> begun = wait.request.WaitForAnswerAsync(wait.timeout, wait.outcomeUnknown);
            return begun is { IsFaulted: true, Exception.InnerException: ThreadInterruptedException } ? throw new ThreadInterruptedException() : begun;
        });

        private async Task<object?> WaitForAnswerAsync(TimeSpan? timeout, bool outcomeUnknown)
        {
            Task<object> answered = _completion.Task;
            if (timeout is { } limit && !answered.IsCompleted)
            {
                using CancellationTokenSource answer = new();
                await Task.WhenAny(answered, Task.Delay(limit, answer.Token)).ConfigureAwait(false);
                await answer.CancelAsync().ConfigureAwait(false);
                if (!answered.IsCompleted)
                    return null;
            }
            object result = await answered.ConfigureAwait(false);
            return result is Exception failure ? throw new ClusterUnavailableException(failure.Message, outcomeUnknown, failure) : result;
        }
    }
}
