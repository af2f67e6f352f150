using Weft.Protocol;

namespace Weft.Hub.Core;

// Synchronizers that are lent to the only member that uses them: the hub does after it what it did.
public sealed partial class HubCore
{
    private const int MaxLentBytes = 256 * 1024;
    private const int ReplaysPerConfirmation = 1024;
    private const int EpochShift = 32;
    private ulong _lastLoan;

    private void HandleLent(Member member, SyncRequest request, SynchronizerObject target, Loan loan, long now)
    {
        if (request.Loan != 0)
        {
            RequireLoan(member, request.ObjectId, request.Loan, loan);
            target.Machine.Handle(Call(member, request, now), request.Value.Span, UnheardOutput.Instance);
            NoteDone(member, target);
            Confirm(loan);
        }
        else if (member == loan.To)
        {
            Send(member, new SyncBounced(request.ObjectId, request.RequestId, IsCancel: false));
        }
        else
        {
            target.Lending.Held.Add(new HeldRequest(member, request with { Value = request.Value.ToArray() }, now));
            Recall(target, loan);
        }
    }

    private void HandleLentCancel(Member member, SyncCancel cancel, SynchronizerObject target, Loan loan)
    {
        if (cancel.Loan != 0)
        {
            RequireLoan(member, cancel.ObjectId, cancel.Loan, loan);
            target.Machine.Cancel(member.Number, cancel.RequestId, UnheardOutput.Instance);
            NoteDone(member, target);
            Confirm(loan);
        }
        else if (member == loan.To)
        {
            Send(member, new SyncBounced(cancel.ObjectId, cancel.RequestId, IsCancel: true));
        }
        else if (target.Lending.Held.RemoveAll(held => held.From == member && held.Request.RequestId == cancel.RequestId) != 0)
        {
            Send(member, new SyncReply(cancel.RequestId, SyncOutcome.Cancelled, 0, default, default));
        }
    }

    private void HandleSyncReturned(Member member, SyncReturned returned, long now)
    {
        SynchronizerObject target = RequireSynchronizer(member, returned.ObjectId);
        RequireLoan(member, returned.ObjectId, returned.Loan, target.Lending.Loan);
        if (_options.IsLasting)
            Send(member, new SyncSettled(target.Id, returned.Loan), _out.Call);
        EndLoan(target, now);
    }

    // What the node did is stored some time later.
    private void NoteDone(Member member, SynchronizerObject target)
    {
        if (!_options.IsLasting || !target.Machine.IsChanged)
            return;
        NoteChange(target);
        member.AheadOfStore = _out.Call;
    }

    private void LendIfDue(Member member, SynchronizerObject target)
    {
        if (_options.LendAfter <= 0 || !target.Lending.IsDue(member, _options.LendAfter) || member.State != MemberState.Active)
            return;
        if (!target.Machine.IsAlone(member.Number))
        {
            target.Lending.Put();
            return;
        }
        var state = new WireWriter();
        SyncWait[] waits = target.Machine.WriteLent(state);
        if (state.Length > MaxLentBytes || !TryName(member, state.Written, out ReadOnlyMemory<byte> creations))
        {
            target.Lending.Put();
            return;
        }
        var held = new WireWriter();
        target.Machine.WriteHeld(held);
        ulong number = (_options.Epoch << EpochShift) + ++_lastLoan;
        target.Lending.Lend(member, number);
        NoteLending(target);
        // A hub that is started again must know of it before the node does anything.
        Send(member, new SyncLent(target.Id, number, waits, state.WrittenMemory, held.WrittenMemory, _options.IsLasting, creations), _options.IsLasting ? _out.Call : 0);
    }

    private void Recall(SynchronizerObject target, Loan loan)
    {
        if (loan.IsRecalled)
            return;
        loan.IsRecalled = true;
        Send(loan.To, new SyncRecall(target.Id, loan.Number));
    }

    private void NoteLending(SynchronizerObject target)
    {
        if (!_options.IsLasting)
            return;
        target.Machine.Changed();
        NoteChange(target);
    }

    private void EndLoan(SynchronizerObject target, long now)
    {
        target.Lending.End(_options.LendAfter, _options.MaxLendAfter);
        NoteLending(target);
        ServeHeld(target, now);
    }

    // What a member asked that is cut off waits for it: nothing may go to a node that may be dead.
    private void ServeHeld(SynchronizerObject target, long now)
    {
        if (target.Lending.Held.Count == 0)
            return;
        HeldRequest[] all = [.. target.Lending.Held];
        target.Lending.Held.Clear();
        foreach (HeldRequest held in all)
        {
            if (held.From.State == MemberState.Cut)
                target.Lending.Held.Add(held);
            else
                Serve(held.From, held.Request, target, held.Since);
        }
    }

    private void SuspendSynchronizers(Member member)
    {
        foreach (SynchronizerObject synchronizer in _objects.Synchronizers)
        {
            // Who has borrowed it goes on; what it did comes with its session, or never.
            if (synchronizer.Lending.Loan?.To != member)
                Use(synchronizer, each => each.Machine.Suspend(member.Number));
        }
    }

    private void ResumeSynchronizers(Member member, long now)
    {
        foreach (SynchronizerObject synchronizer in _objects.Synchronizers)
        {
            if (synchronizer.Lending.Loan is not null)
                continue;
            Use(synchronizer, each => each.Machine.Resume(member.Number, this));
            ServeHeld(synchronizer, now);
        }
    }

    private void ForgetSynchronizers(Member member, long now)
    {
        foreach (SynchronizerObject synchronizer in _objects.Synchronizers)
        {
            synchronizer.Lending.Forget(member);
            bool borrowed = synchronizer.Lending.Loan?.To == member;
            Use(synchronizer, each => each.Machine.Forget(member.Number, member.ToString(), this));
            if (borrowed)
                EndLoan(synchronizer, now);
        }
    }

    // A node keeps what it sent until it hears that the hub has handled it, and to these requests it hears nothing else.
    private void Confirm(Loan loan)
    {
        if (++loan.Replayed % ReplaysPerConfirmation == 0)
            Send(loan.To, new Pong(0));
    }

    private static void RequireLoan(Member member, ulong id, ulong number, Loan? loan)
    {
        if (loan is null || loan.To != member || loan.Number != number)
            throw new ProtocolException($"{member} names loan {number} of object {id:x}, which it does not have.");
    }

    /// <summary>The node to which the object is lent has answered already.</summary>
    private sealed class UnheardOutput : ISyncOutput
    {
        public static readonly UnheardOutput Instance = new();

        public void Reply(SyncWaiter to, SyncOutcome outcome, long number, ReadOnlySpan<byte> value, object? kept)
        {
        }
    }
}
