namespace Weft.Protocol;

/// <summary>An event: once set it lets all through until it is reset, or one, which resets it.</summary>
internal sealed class EventMachine(SyncState state) : SyncMachine
{
    private readonly bool _automatic = state.Number(2) != 0;
    private bool _set = state.Number(1) != 0;

    protected override bool ServesOneAtATime => _automatic;

    protected override int ValueCount => 3;

    public override void Handle(in SyncCall call, ReadOnlySpan<byte> value, ISyncOutput output, object? kept = null)
    {
        switch (call.Operation)
        {
            case SyncOperation.Wait when !_set:
                WaitOrDecline(call, output);
                return;
            case SyncOperation.Wait:
                if (_automatic)
                    Changed();
                _set = !_automatic;
                break;
            case SyncOperation.Release:
                Changed();
                Set(output);
                break;
            case SyncOperation.Reset:
                Changed();
                _set = false;
                break;
            case SyncOperation.Read:
                break;
            default:
                throw NoSuchOperation(call);
        }
        output.Reply(call.Waiter, SyncOutcome.Done, _set ? 1 : 0);
    }

    protected override void WriteValues(WireWriter writer)
    {
        SyncState.Write(writer, (long)SyncForm.Event);
        SyncState.Write(writer, _set ? 1 : 0);
        SyncState.Write(writer, _automatic ? 1 : 0);
    }

    private void Set(ISyncOutput output)
    {
        if (!_automatic)
        {
            _set = true;
            AnswerAll(output, SyncOutcome.Done, 1);
        }
        else if (Waiters.First is { } first)
        {
            Waiters.RemoveFirst();
            output.Reply(first.Value, SyncOutcome.Done, 0);
        }
        else
        {
            _set = true;
        }
    }
}
