namespace Weft.Protocol;

/// <summary>A countdown: lets all through once it has been signalled as often as it was told.</summary>
internal sealed class CountdownMachine(SyncState state) : SyncMachine
{
    private int _initial = state.Count32(2);
    private int _count = state.Count32(1);

    protected override int ValueCount => 3;

    public override void Handle(in SyncCall call, ReadOnlySpan<byte> value, ISyncOutput output, object? kept = null)
    {
        SyncOutcome outcome = SyncOutcome.Done;
        long number = _count;
        switch (call.Operation)
        {
            case SyncOperation.Read:
                number = call.Amount == 0 ? _count : _initial;
                break;
            case SyncOperation.Wait when _count != 0:
                WaitOrDecline(call, output);
                return;
            case SyncOperation.Wait:
                break;
            case SyncOperation.Release:
                outcome = RequireCount(call) > _count ? SyncOutcome.NotNow : SyncOutcome.Done;
                if (outcome == SyncOutcome.Done)
                    number = _count -= (int)call.Amount;
                break;
            case SyncOperation.Add:
                outcome = _count == 0 ? SyncOutcome.NotNow : RequireCount(call) > int.MaxValue - _count ? SyncOutcome.Overflow : SyncOutcome.Done;
                if (outcome == SyncOutcome.Done)
                    number = _count += (int)call.Amount;
                break;
            case SyncOperation.Reset:
                number = _count = _initial = RequireCount(call, least: 0);
                break;
            default:
                throw NoSuchOperation(call);
        }
        if (outcome == SyncOutcome.Done && call.Operation is SyncOperation.Release or SyncOperation.Add or SyncOperation.Reset)
            Changed();
        output.Reply(call.Waiter, outcome, number);
        if (_count == 0)
            AnswerAll(output, SyncOutcome.Done, 0);
    }

    protected override void WriteValues(WireWriter writer)
    {
        SyncState.Write(writer, (long)SyncForm.Countdown);
        SyncState.Write(writer, _count);
        SyncState.Write(writer, _initial);
    }
}
