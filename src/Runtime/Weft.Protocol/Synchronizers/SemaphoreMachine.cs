namespace Weft.Protocol;

/// <summary>
/// A semaphore. It has no owner: a permit may be given by whoever likes. Which member took how many is noted, so that those of a dead one come back; but never so that there are
/// more than the semaphore was made with, since the permits of one that is used as a signal were used up and not held.
/// </summary>
internal sealed class SemaphoreMachine(SyncState state) : SyncMachine
{
    private readonly SortedDictionary<int, int> _taken = [];
    private readonly int _initial = state.Count32(2);
    private readonly int _max = state.Count32(3, least: 1);
    private int _count = state.Count32(1);

    public override IReadOnlyDictionary<int, int> Taken => _taken;

    protected override bool ServesOneAtATime => true;

    protected override int ValueCount => 4;

    public override void Handle(in SyncCall call, ReadOnlySpan<byte> value, ISyncOutput output, object? kept = null)
    {
        switch (call.Operation)
        {
            case SyncOperation.Read:
                output.Reply(call.Waiter, SyncOutcome.Done, _count);
                break;
            case SyncOperation.Wait when _count > 0:
                Grant(call.Waiter, output);
                break;
            case SyncOperation.Wait:
                WaitOrDecline(call, output);
                break;
            case SyncOperation.Release:
                Release(call, RequireCount(call), output);
                break;
            default:
                throw NoSuchOperation(call);
        }
    }

    public override void Forget(int member, string name, ISyncOutput output)
    {
        base.Forget(member, name, output);
        if (!_taken.Remove(member, out int taken))
            return;
        Changed();
        long others = _taken.Values.Sum(static each => (long)each);
        GiveBack((int)Math.Clamp(_initial - _count - others, 0, taken), output);
    }

    protected override void WriteValues(WireWriter writer)
    {
        SyncState.Write(writer, (long)SyncForm.Semaphore);
        SyncState.Write(writer, _count);
        SyncState.Write(writer, _initial);
        SyncState.Write(writer, _max);
    }

    public override void WriteHeld(WireWriter writer)
    {
        writer.Unsigned((uint)_taken.Count);
        foreach ((int member, int permits) in _taken)
        {
            writer.Unsigned((uint)member);
            writer.Unsigned((uint)permits);
        }
    }

    public override void ReadHeld(ref WireReader reader)
    {
        for (int count = reader.Count(); count > 0; count--)
            _taken[(int)reader.Unsigned()] = (int)reader.Unsigned();
    }

    private void Release(in SyncCall call, int amount, ISyncOutput output)
    {
        int before = _count;
        if (_max - before < amount)
        {
            output.Reply(call.Waiter, SyncOutcome.Overflow, before);
            return;
        }
        Changed();
        NoteGiven(call.Member, amount);
        output.Reply(call.Waiter, SyncOutcome.Done, before);
        GiveBack(amount, output);
    }

    private void GiveBack(int amount, ISyncOutput output)
    {
        _count += amount;
        while (_count > 0 && Waiters.First is { } first)
        {
            Waiters.RemoveFirst();
            Grant(first.Value, output);
        }
    }

    private void Grant(SyncWaiter to, ISyncOutput output)
    {
        Changed();
        _count--;
        _taken[to.Member] = _taken.GetValueOrDefault(to.Member) + 1;
        output.Reply(to, SyncOutcome.Done, _count);
    }

    // Its own first; where it has none, it gives those that another member has taken.
    private void NoteGiven(int member, int amount)
    {
        foreach (int from in (int[])[member, .. _taken.Keys.Where(other => other != member)])
        {
            if (!_taken.TryGetValue(from, out int taken))
                continue;
            int given = Math.Min(taken, amount);
            amount -= given;
            if (taken == given)
                _taken.Remove(from);
            else
                _taken[from] = taken - given;
        }
    }
}
