using System.Collections.Concurrent;
using Weft.Protocol;
using Weft.Runtime.Objects;
using Weft.Runtime.Session;

namespace Weft.Runtime.Synchronizers;

/// <summary>What is lent to this node, by object.</summary>
internal sealed class LentSynchronizers(Node node)
{
    private static readonly SyncAnswer TakenBack = new(SyncOutcome.Cancelled, 0, [], null);
    private readonly ConcurrentDictionary<ulong, LentSynchronizer> _all = new();
    private readonly ConcurrentDictionary<ulong, ClaimLoan> _kept = new();
    private Latch _gate;
    private bool _closed;

    /// <summary>What is lent of this object, if it is and may be believed in: otherwise the hub is asked, once it can be, which sends the request back.</summary>
    internal LentSynchronizer? Of(SharedHeader header) => SyncExtra.Of(header).Lent is { } lent && node.Link.LeasesHold ? lent : null;

    /// <summary>An object is lent to this node. Called by the reader thread.</summary>
    /// <param name="message">What the hub sent.</param>
    /// <param name="alive">What the values in it refer to.</param>
    internal void Lent(SyncLent message, object[] alive)
    {
        if (_all.ContainsKey(message.ObjectId))
            throw new ProtocolException($"The hub lends object {message.ObjectId:x} a second time.");
        LentSynchronizer lent = new(node, message, alive);
        _gate.Enter();
        bool closed = _closed;
        if (!closed)
            _all[message.ObjectId] = lent;
        _gate.Exit();
        if (closed || !TryLink(lent))
            GiveBack(lent);
    }

    /// <summary>Another node wants an object. Called by the reader thread.</summary>
    internal void Recalled(SyncRecall recall)
    {
        // One that was given back meanwhile is asked for in vain.
        if (_all.TryGetValue(recall.ObjectId, out LentSynchronizer? lent) && lent.Loan == recall.Loan)
            GiveBack(lent);
    }

    /// <summary>A request crossed the loan: it is done here, or where the object was given back meanwhile, made again. Called by the reader thread.</summary>
    /// <param name="bounced">What the hub sent.</param>
    /// <param name="resolve">Gives what a value refers to.</param>
    internal void Bounced(SyncBounced bounced, Func<ReadOnlyMemory<byte>, object?> resolve)
    {
        if (node.Requests.Find(bounced.RequestId) is not { } request)
            return;
        LentSynchronizer? lent = _all.GetValueOrDefault(bounced.ObjectId);
        if (lent is not null)
            TryLink(lent);
        if (bounced.IsCancel)
            Cancel(lent, bounced, request);
        else if (request.Withdrawal is not null)
            request.Complete(TakenBack);
        else if (request.Question is SyncRequest question && lent?.Begin(request.Id, question.Operation, question.Amount, question.Try, question.Value, resolve(question.Value)) != true && !node.Outbound.PostAgain(question, request))
            request.Complete(TakenBack);
    }

    /// <summary>These objects are not here any more.</summary>
    internal void Dropped(ulong[] ids)
    {
        foreach (ulong id in ids)
        {
            if (_all.TryGetValue(id, out LentSynchronizer? lent))
                GiveBack(lent);
        }
    }

    /// <summary>The node is about to leave: gives everything back, and takes nothing any more.</summary>
    internal void Close()
    {
        _gate.Enter();
        _closed = true;
        _gate.Exit();
        foreach (LentSynchronizer lent in _all.Values)
            GiveBack(lent);
    }

    /// <summary>A loan is over, and the hub has not stored that.</summary>
    internal void Keep(ClaimLoan whole) => _kept[whole.ObjectId] = whole;

    /// <summary>The hub has stored that a loan is over. Called by the reader thread.</summary>
    internal void Settled(SyncSettled settled)
    {
        if (_kept.TryGetValue(settled.ObjectId, out ClaimLoan? kept) && kept.Loan == settled.Loan)
            _kept.TryRemove(settled.ObjectId, out _);
    }

    /// <summary>The hub was started again: all loans are over, and it is told what has become of what was lent. Called by the reader thread, while there is no connection.</summary>
    internal IReadOnlyCollection<ClaimLoan> HandBack()
    {
        foreach (LentSynchronizer lent in _all.Values)
            GiveBack(lent, anew: true);
        return [.. _kept.Values];
    }

    private void Cancel(LentSynchronizer? lent, SyncBounced bounced, Requests.Request request)
    {
        // Where it does not wait it has an answer, or its own message comes back first and finds it withdrawn.
        if (lent is null || (!lent.Cancel(request.Id) && lent.IsOver))
            node.Outbound.Post(new SyncCancel(bounced.RequestId, bounced.ObjectId), request);
    }

    // False where the object was collected: its header, if any, is of an instance that is no more.
    private bool TryLink(LentSynchronizer lent)
    {
        if (node.Objects.FindHeader(lent.ObjectId) is not { Owner: { } instance } header)
            return false;
        SyncExtra.Of(header).Lent = lent;
        GC.KeepAlive(instance);
        return true;
    }

    private void GiveBack(LentSynchronizer lent, bool anew = false)
    {
        lent.Return(anew);
        _all.TryRemove(KeyValuePair.Create(lent.ObjectId, lent));
        if (node.Objects.FindHeader(lent.ObjectId) is { } header)
            SyncExtra.Of(header).Forget(lent);
    }
}
