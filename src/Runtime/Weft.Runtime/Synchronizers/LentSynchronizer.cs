using Weft.Protocol;
using Weft.Runtime.Locks;
using Weft.Runtime.Objects;
using Weft.Runtime.Session;

namespace Weft.Runtime.Synchronizers;

/// <summary>
/// A synchronizer that is lent to this node: what its threads do is done here, and queued for the hub in the same step. Nobody hears of an answer before that.
/// </summary>
internal sealed class LentSynchronizer : ISyncBorrower
{
    // What is too long for a message is the hub's to refuse, before anything was done.
    private const int MaxValueBytes = FrameCodec.MaxMessageLength - 1024;

    private readonly Node _node;
    private readonly SyncLoan _loan;
    private readonly List<(ulong Request, SyncAnswer Answer)> _answers = [];
    // Held for one operation and what it queues.
    private Latch _gate;
    private SyncAnswer? _now;
    private bool _wakes;

    /// <param name="node">This node.</param>
    /// <param name="lent">What the hub sent.</param>
    /// <param name="alive">What the values in it refer to.</param>
    internal LentSynchronizer(Node node, SyncLent lent, object[] alive)
    {
        _node = node;
        object? kept = alive.Length == 0 ? null : alive;
        _loan = new SyncLoan(node.Member, lent, _ => kept, this);
    }

    internal ulong Loan => _loan.Number;

    /// <summary>Whether it was given back, for who asks the hub then.</summary>
    internal bool IsOver => _loan.IsOver;

    internal ulong ObjectId => _loan.ObjectId;

    /// <summary>Does what need not wait.</summary>
    /// <returns>The answer; null where the object was given back, and the hub is to be asked.</returns>
    internal SyncAnswer? Do(SyncOperation operation, long amount, byte[]? value, object? kept)
    {
        _node.Outbound.RequireRoom();
        SyncAnswer? answer;
        _gate.Enter();
        try
        {
            if (_loan.IsOver || value?.Length > MaxValueBytes)
                return null;
            _loan.Do(0, operation, amount, isTry: true, value, kept);
            (answer, _now) = (_now, null);
        }
        finally
        {
            Leave();
        }
        return answer;
    }

    /// <summary>Does what a request asks for, now or later.</summary>
    /// <returns>False where the object was given back, and the hub is to be asked.</returns>
    internal bool Begin(ulong requestId, SyncOperation operation, long amount, bool isTry, ReadOnlyMemory<byte> value, object? kept)
    {
        _gate.Enter();
        try
        {
            if (_loan.IsOver || value.Length > MaxValueBytes)
                return false;
            // A hub that is started again while it waits is asked.
            _node.Requests.Find(requestId)?.Sent(new SyncRequest(requestId, ObjectId, operation, amount, isTry, value));
            _loan.Do(requestId, operation, amount, isTry, value, kept);
            return true;
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Takes a request back.</summary>
    /// <returns>False where the hub is to be told: the request does not wait here.</returns>
    internal bool Cancel(ulong requestId)
    {
        _gate.Enter();
        try
        {
            return !_loan.IsOver && _loan.Cancel(requestId);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Gives the object back, unless that has been done.</summary>
    /// <param name="anew">Whether the hub was started again, and is told of it in another way.</param>
    internal void Return(bool anew = false)
    {
        _gate.Enter();
        try
        {
            if (_loan.IsOver)
                return;
            if (anew)
                _loan.Surrender();
            else
                _loan.Return();
        }
        finally
        {
            Leave();
        }
    }

    void ISyncBorrower.Send(NodeMessage message) => _wakes |= _node.Outbound.Append(message);

    void ISyncBorrower.Keep(ClaimLoan whole) => _node.Lent.Keep(whole);

    void ISyncBorrower.Answer(ulong requestId, SyncOutcome outcome, long number, ReadOnlySpan<byte> value, object? kept)
    {
        SyncAnswer answer = new(outcome, number, value.ToArray(), kept);
        if (requestId == 0)
        {
            _now = answer;
            return;
        }
        _node.Requests.Find(requestId)?.AnsweredHere();
        _answers.Add((requestId, answer));
    }

    // Who is told may be waiting in a lock of the framework's own, which can be interrupted.
    private void Leave()
    {
        bool wakes = _wakes;
        _wakes = false;
        (ulong Request, SyncAnswer Answer)[] answers = _answers.Count == 0 ? [] : [.. _answers];
        _answers.Clear();
        _gate.Exit();
        if (wakes)
            _node.Outbound.Wake();
        foreach ((ulong id, SyncAnswer answer) in answers)
        {
            if (_node.Requests.Find(id) is { } request)
                Uninterrupted.Do((request, answer), static each => each.request.Complete(each.answer));
        }
    }
}
