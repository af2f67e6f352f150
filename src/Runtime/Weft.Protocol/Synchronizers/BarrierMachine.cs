namespace Weft.Protocol;

/// <summary>
/// A barrier. The last that arrives, or the one that removes the last that was missing, is told to run the action between phases where there is one; all others wait for it. A
/// participant whose node dies while it waits has not arrived.
/// </summary>
internal sealed class BarrierMachine(SyncState state) : SyncMachine
{
    private const int MaxParticipants = 32767;

    private StoredValue _action = state[3];
    private StoredValue _receiver = state[4];
    private int _participants = state.Count32(1);
    private long _phase = state.Number(2);

    /// <summary>The number of the member that runs the action now, 0 for none: all have arrived, and nobody else can.</summary>
    private int _runner;

    public override bool StoresWaits => true;

    protected override int ValueCount => 5;

    protected override SyncOperation WaitOperation => SyncOperation.Arrive;

    private bool HasAction => (ValueTag)_action.Bytes[0] != ValueTag.Null;

    private int Missing => _runner == 0 ? _participants - Waiters.Count : 0;

    public override void Handle(in SyncCall call, ReadOnlySpan<byte> value, ISyncOutput output, object? kept = null)
    {
        switch (call.Operation)
        {
            case SyncOperation.Read:
                output.Reply(call.Waiter, SyncOutcome.Done, call.Amount == 0 ? _participants : call.Amount == 1 ? Missing : _phase);
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

    public override void Forget(int member, string name, ISyncOutput output)
    {
        base.Forget(member, name, output);
        if (_runner != member)
            return;
        var why = new WireWriter();
        why.Byte((byte)ValueTag.Text);
        why.Text($"{name} died while it ran the action between two phases.");
        Finish(SyncOutcome.Failed, why.Written, output);
    }

    public override StoredValue? Receiver => _receiver;

    public override bool IsAlone(int member) => _runner == 0 && base.IsAlone(member);

    protected override void WriteValues(WireWriter writer)
    {
        SyncState.Write(writer, (long)SyncForm.Barrier);
        SyncState.Write(writer, _participants);
        SyncState.Write(writer, _phase);
        writer.Raw(_action.Bytes);
        writer.Raw(_receiver.Bytes);
    }

    public override void WriteHeld(WireWriter writer) => writer.Unsigned((uint)_runner);

    public override void ReadHeld(ref WireReader reader) => _runner = (int)reader.Unsigned();

    private void Arrive(in SyncCall call, ISyncOutput output)
    {
        if (_participants == 0)
            output.Reply(call.Waiter, SyncOutcome.NotNow, -1);
        else if (_runner != 0)
            output.Reply(call.Waiter, SyncOutcome.Overflow, 0);
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
            _runner = call.Member;
            output.Reply(call.Waiter, SyncOutcome.YourTurn, _phase);
            return;
        }
        Finish(SyncOutcome.Done, default, output);
        output.Reply(call.Waiter, SyncOutcome.Done, _phase);
    }

    private void EndPhase(in SyncCall call, ReadOnlySpan<byte> value, ISyncOutput output)
    {
        if (_runner != call.Member)
            throw new ProtocolException($"Member {call.Member} ends a phase of a barrier, which it was not told to.");
        SyncOutcome outcome = call.Amount == 0 ? SyncOutcome.Done : SyncOutcome.Failed;
        Finish(outcome, value, output);
        output.Reply(call.Waiter, outcome, _phase, value);
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
        output.Reply(call.Waiter, fits ? SyncOutcome.Done : SyncOutcome.Overflow, _runner == 0 ? _phase : _phase + 1);
    }

    private void Remove(in SyncCall call, int amount, ISyncOutput output)
    {
        if (amount > _participants || (_runner == 0 && amount > Missing))
        {
            output.Reply(call.Waiter, amount > _participants ? SyncOutcome.Overflow : SyncOutcome.NotNow, 0);
            return;
        }
        Changed();
        _participants -= amount;
        if (_runner == 0 && _participants > 0 && Missing == 0)
            Complete(call, output);
        else
            output.Reply(call.Waiter, SyncOutcome.Done, _phase);
    }
}
