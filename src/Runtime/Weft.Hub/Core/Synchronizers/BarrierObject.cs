using Weft.Protocol;

namespace Weft.Hub.Core;

/// <summary>
/// A barrier. The last that arrives, or the one that removes the last that was missing, is told to run the action between phases where there is one; all others wait for it. A
/// participant whose node dies while it waits has not arrived.
/// </summary>
internal sealed class BarrierObject(ulong id, ulong typeId, SyncState state) : SynchronizerObject(id, typeId)
{
    private const int MaxParticipants = 32767;

    private StoredValue _action = state[3];
    private StoredValue _receiver = state[4];
    private int _participants = state.Count32(1);
    private long _phase = state.Number(2);

    /// <summary>The number of the member that runs the action now, 0 for none: all have arrived, and nobody else can.</summary>
    private int _runner;

    protected override bool StoresWaits => true;

    private bool HasAction => (ValueTag)_action.Bytes[0] != ValueTag.Null;

    private int Missing => _runner == 0 ? _participants - Waiters.Count : 0;

    public override void Handle(in SyncCall call, ReadOnlySpan<byte> value, ISyncOutput output)
    {
        switch (call.Operation)
        {
            case SyncOperation.Read:
                output.Reply(call.Member, call.RequestId, SyncOutcome.Done, call.Amount == 0 ? _participants : call.Amount == 1 ? Missing : _phase);
                break;
            case SyncOperation.Arrive:
                Arrive(call, output);
                break;
            case SyncOperation.EndPhase:
                EndPhase(call, value, output);
                break;
            case SyncOperation.Add:
                Add(call, RequireCount(call), output);
                break;
            case SyncOperation.Remove:
                Remove(call, RequireCount(call), output);
                break;
            default:
                throw NoSuchOperation(call);
        }
    }

    public override void Forget(Member member, ISyncOutput output)
    {
        base.Forget(member, output);
        if (_runner != member.Number)
            return;
        var why = new WireWriter();
        why.Byte((byte)ValueTag.Text);
        why.Text($"{member} died while it ran the action between two phases.");
        Finish(SyncOutcome.Failed, why.Written, output);
    }

    public override void CollectReferences(List<ulong> references) => CollectFrom(_receiver, references);

    protected override void WriteState(WireWriter writer)
    {
        writer.Unsigned(5);
        SyncState.Write(writer, (long)SyncForm.Barrier);
        SyncState.Write(writer, _participants);
        SyncState.Write(writer, _phase);
        writer.Raw(_action.Bytes);
        writer.Raw(_receiver.Bytes);
    }

    protected override void WriteHeld(WireWriter writer) => writer.Unsigned((uint)_runner);

    protected override void ReadHeld(ref WireReader reader, Func<int, Member?> members) => _runner = (int)reader.Unsigned();

    private void Arrive(in SyncCall call, ISyncOutput output)
    {
        if (_participants == 0)
            output.Reply(call.Member, call.RequestId, SyncOutcome.NotNow, -1);
        else if (_runner != 0)
            output.Reply(call.Member, call.RequestId, SyncOutcome.Overflow, 0);
        else if (Waiters.Count + 1 == _participants)
            Complete(call, output);
        else
            WaitOrDecline(call, output);
    }

    private void Complete(in SyncCall call, ISyncOutput output)
    {
        if (HasAction)
        {
            Changed();
            _runner = call.Member.Number;
            output.Reply(call.Member, call.RequestId, SyncOutcome.YourTurn, _phase);
            return;
        }
        Finish(SyncOutcome.Done, default, output);
        output.Reply(call.Member, call.RequestId, SyncOutcome.Done, _phase);
    }

    private void EndPhase(in SyncCall call, ReadOnlySpan<byte> value, ISyncOutput output)
    {
        if (_runner != call.Member.Number)
            throw new ProtocolException($"{call.Member} ends a phase of the barrier {Id:x}, which it was not told to.");
        SyncOutcome outcome = call.Amount == 0 ? SyncOutcome.Done : SyncOutcome.Failed;
        Finish(outcome, value, output);
        output.Reply(call.Member, call.RequestId, outcome, _phase, value);
    }

    private void Finish(SyncOutcome outcome, ReadOnlySpan<byte> value, ISyncOutput output)
    {
        Changed();
        _runner = 0;
        _phase++;
        AnswerAll(output, outcome, _phase, value);
    }

    private void Add(in SyncCall call, int amount, ISyncOutput output)
    {
        bool fits = amount <= MaxParticipants - _participants;
        if (fits)
        {
            Changed();
            _participants += amount;
        }
        // Those who come while the action runs take part from the next phase on.
        output.Reply(call.Member, call.RequestId, fits ? SyncOutcome.Done : SyncOutcome.Overflow, _runner == 0 ? _phase : _phase + 1);
    }

    private void Remove(in SyncCall call, int amount, ISyncOutput output)
    {
        if (amount > _participants || (_runner == 0 && amount > Missing))
        {
            output.Reply(call.Member, call.RequestId, amount > _participants ? SyncOutcome.Overflow : SyncOutcome.NotNow, 0);
            return;
        }
        Changed();
        _participants -= amount;
        if (_runner == 0 && _participants > 0 && Missing == 0)
            Complete(call, output);
        else
            output.Reply(call.Member, call.RequestId, SyncOutcome.Done, _phase);
    }
}
