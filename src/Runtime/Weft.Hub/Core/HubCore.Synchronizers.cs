using Weft.Hub.Storage;
using Weft.Protocol;

namespace Weft.Hub.Core;

// Semaphores, events, countdowns, barriers and channels.
public sealed partial class HubCore
{
    private readonly List<SynchronizerObject> _changed = [];
    private readonly HashSet<SynchronizerObject> _unwritten = [];
    private SynchronizerObject? _used;

    void ISyncOutput.Reply(SyncWaiter to, SyncOutcome outcome, long number, ReadOnlySpan<byte> value, object? kept) =>
        Reply(_membership.FindNumber(to.Member)!, to.RequestId, outcome, number, value);

    private void Reply(Member to, ulong requestId, SyncOutcome outcome, long number, ReadOnlySpan<byte> value)
    {
        bool tellsOfChange = _options.IsLasting && _used!.Machine.IsChanged;
        ulong after = tellsOfChange ? _out.Call : _used?.ChangedAt ?? 0;
        if (value.IsEmpty)
            Send(to, new SyncReply(requestId, outcome, number, default, default), after);
        else if (TryName(to, value, out ReadOnlyMemory<byte> creations))
            Send(to, new SyncReply(requestId, outcome, number, value.ToArray(), creations), after);
        if (tellsOfChange)
            _used!.Answers.Add(to, requestId, outcome, number, value);
    }

    // What is sent meanwhile is of this one, and a change of it is to be stored.
    private void Use(SynchronizerObject target, Action<SynchronizerObject> use)
    {
        _used = target;
        try
        {
            use(target);
        }
        finally
        {
            _used = null;
            NoteChange(target);
        }
    }

    private void NoteChange(SynchronizerObject target)
    {
        if (!_options.IsLasting || !target.Machine.IsChanged || target.ChangedAt == _out.Call)
            return;
        target.ChangedAt = _out.Call;
        _changed.Add(target);
    }

    private void NoteCreated()
    {
        foreach (StoredObject created in _options.IsLasting ? _group.Created : [])
        {
            if (created is not SynchronizerObject synchronizer)
                continue;
            synchronizer.Machine.Changed();
            NoteChange(synchronizer);
        }
    }

    private void StoreSynchronizers()
    {
        if (_changed.Count == 0)
            return;
        ToStore.ChangesSynchronizers = true;
        foreach (SynchronizerObject changed in _changed)
        {
            changed.Machine.Settle();
            _unwritten.Add(changed);
        }
        _changed.Clear();
    }

    /// <summary>
    /// The synchronizers that were changed since the last time, as they are now. To be stored together with all that the calls up to now put out. Of a channel's items
    /// those are in it that were put and are still there, and the places of those that were taken.
    /// </summary>
    public IReadOnlyList<StoredSynchronizer> TakeChanged()
    {
        if (_unwritten.Count == 0)
            return [];
        StoredSynchronizer[] all = [.. _unwritten.Select(static changed => changed.TakeStored())];
        _unwritten.Clear();
        return all;
    }

    private void HandleSync(Member member, SyncRequest request, long now)
    {
        SynchronizerObject target = RequireSynchronizer(member, request.ObjectId);
        if (!request.Value.IsEmpty)
            RequireValue(request.Value.Span, $"an operation on {target.Id:x}");
        if (_wasStarted && request.Loan == 0 && WasHandled(member, request, target))
            return;
        if (target.Lending.Loan is { } loan)
        {
            HandleLent(member, request, target, loan, now);
            return;
        }
        if (request.Loan != 0)
            RequireLoan(member, request.ObjectId, request.Loan, null);
        Serve(member, request, target, now);
        LendIfDue(member, target);
    }

    private void Serve(Member member, SyncRequest request, SynchronizerObject target, long now)
    {
        if (request.Operation == SyncOperation.Snapshot)
        {
            ReplySnapshot(member, request, target);
            return;
        }
        Use(target, each => each.Machine.Handle(Call(member, request, now), request.Value.Span, this));
    }

    // A member that does not know the answer of the hub before this one asks again, also where the object is lent meanwhile.
    private bool WasHandled(Member member, SyncRequest request, SynchronizerObject target)
    {
        if (target.Machine.IsStoredWait(member.Number, request.RequestId))
            return true;
        if (!target.Answers.TryTake(member, request.RequestId, out SyncAnswers.Answer answer))
            return false;
        Use(target, each => AnswerAgain(each, answer));
        return true;
    }

    private static SyncCall Call(Member member, SyncRequest request, long now) => new(member.Number, request.RequestId, request.Operation, request.Amount, request.Try, now);

    private void HandleSyncCancel(Member member, SyncCancel cancel)
    {
        SynchronizerObject target = RequireSynchronizer(member, cancel.ObjectId);
        if (target.Lending.Loan is { } loan)
        {
            HandleLentCancel(member, cancel, target, loan);
            return;
        }
        if (cancel.Loan != 0)
            RequireLoan(member, cancel.ObjectId, cancel.Loan, null);
        Use(target, each => each.Machine.Cancel(member.Number, cancel.RequestId, this));
    }

    // It may be lost a second time.
    private void AnswerAgain(SynchronizerObject target, SyncAnswers.Answer answer)
    {
        Reply(answer.To, answer.RequestId, answer.Outcome, answer.Number, answer.Value);
        target.Answers.Add(answer.To, answer.RequestId, answer.Outcome, answer.Number, answer.Value);
    }

    // As one value, a tuple.
    private void ReplySnapshot(Member member, SyncRequest request, SynchronizerObject target)
    {
        var writer = new WireWriter();
        writer.Byte((byte)ValueTag.Tuple);
        target.Machine.WriteSnapshot(writer);
        _used = target;
        Reply(member, request.RequestId, SyncOutcome.Done, 0, writer.Written);
        _used = null;
    }

    private SynchronizerObject RequireSynchronizer(Member member, ulong id) =>
        _objects.Find(id) as SynchronizerObject ?? throw new ProtocolException($"{member} uses object {id:x} as a semaphore, event, countdown, barrier or channel, which it is not.");
}
