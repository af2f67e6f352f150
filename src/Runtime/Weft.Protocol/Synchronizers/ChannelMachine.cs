namespace Weft.Protocol;

/// <summary>A channel, or a collection that blocks: items as encoded values, which nobody has until he takes them.</summary>
internal sealed class ChannelMachine : SyncMachine, IConveyorOutput<SyncItem, SyncWaiter>
{
    /// <summary>How many values there are before the items.</summary>
    private const int Constants = 8;

    private readonly Conveyor<SyncItem, SyncWaiter> _conveyor;
    private readonly List<Conveyor<SyncItem, SyncWaiter>.Request> _suspended = [];
    private readonly StoredValue _dropped;
    private readonly StoredValue _receiver;
    private StoredValue _why;
    private ISyncOutput? _output;

    /// <summary>Whether what is done now puts items in or takes them out.</summary>
    private bool _moves;

    /// <summary>How many answers were given.</summary>
    private int _answers;

    /// <summary>Which places the items have that the store keeps.</summary>
    private long _storedFirst;
    private long _storedEnd;

    public ChannelMachine(SyncState state, Func<ReadOnlySpan<byte>, object?>? keep)
    {
        int capacity = state.Count32(1, least: -1);
        if (state.Number(2) is < 0 or > (long)ChannelFullMode.DropWrite)
            throw new ProtocolException($"{state.Number(2)} is no mode of a channel.");
        _conveyor = new Conveyor<SyncItem, SyncWaiter>(capacity, (ChannelFullMode)state.Number(2), state.Number(3) != 0, this);
        (_why, _dropped, _receiver) = (state[5], state[6], state[7]);
        _conveyor.Load(Enumerable.Range(Constants, Math.Max(0, state.Count - Constants)).Select(index => new SyncItem(state[index], keep?.Invoke(state[index].Bytes))), state.Number(4) != 0);
    }

    public override IReadOnlyCollection<SyncWaiter> Waiting => _conveyor.Waiting;

    public override StoredValue? Receiver => _receiver;

    public override object? Kept => _conveyor.Items.Select(static item => item.Kept).ToArray();

    // Without the items: they are named to who takes them, and to nobody else.
    protected override int ValueCount => Constants;

    public override void Handle(in SyncCall call, ReadOnlySpan<byte> value, ISyncOutput output, object? kept = null)
    {
        (_output, _moves) = (output, call.Operation is SyncOperation.Put or SyncOperation.Take);
        int before = _answers;
        switch (call.Operation)
        {
            case SyncOperation.Read:
                output.Reply(call.Waiter, SyncOutcome.Done, call.Amount == 0 ? _conveyor.Items.Count : _conveyor.IsClosed ? 1 : 0);
                return;
            case SyncOperation.Put when !value.IsEmpty:
                _conveyor.Put(call.Waiter, new SyncItem(new StoredValue(value), kept), call.Try);
                break;
            case SyncOperation.Take:
                _conveyor.Take(call.Waiter, call.Try);
                break;
            case SyncOperation.Peek:
                _conveyor.Peek(call.Waiter);
                break;
            case SyncOperation.AwaitItem:
                _conveyor.AwaitItem(call.Waiter, call.Try);
                break;
            case SyncOperation.AwaitRoom:
                _conveyor.AwaitRoom(call.Waiter, call.Try);
                break;
            case SyncOperation.AwaitEnd:
                _conveyor.AwaitEnd(call.Waiter, call.Try);
                break;
            case SyncOperation.Complete:
                Complete(call, value, output);
                return;
            default:
                throw NoSuchOperation(call);
        }
        if (_answers == before)
            NoteWaits();
    }

    public override void Cancel(int member, ulong requestId, ISyncOutput output)
    {
        var waiter = new SyncWaiter(member, requestId, Since: 0);
        if (!_conveyor.Withdraw(waiter))
            return;
        NoteWaits();
        output.Reply(waiter, SyncOutcome.Cancelled, 0);
    }

    public override void Suspend(int member) => _suspended.AddRange(_conveyor.Suspend(waiter => waiter.Member == member));

    public override void Resume(int member, ISyncOutput output)
    {
        (_output, _moves) = (output, true);
        Conveyor<SyncItem, SyncWaiter>.Request[] back = [.. _suspended.Where(request => request.From.Member == member)];
        _suspended.RemoveAll(request => request.From.Member == member);
        foreach (Conveyor<SyncItem, SyncWaiter>.Request request in back)
            _conveyor.Resume(request);
    }

    public override void Forget(int member, string name, ISyncOutput output)
    {
        _suspended.RemoveAll(request => request.From.Member == member);
        _conveyor.WithdrawAll(waiter => waiter.Member == member);
    }

    public override bool IsAlone(int member) => _suspended.Count == 0 && base.IsAlone(member);

    public override void WriteSnapshot(WireWriter writer)
    {
        writer.Unsigned((uint)(Constants + _conveyor.Items.Count));
        WriteValues(writer);
        WriteItems(writer);
    }

    public override void WriteStored(WireWriter writer)
    {
        writer.Unsigned(Constants);
        WriteValues(writer);
    }

    public override SyncItems? TakeItems()
    {
        Ring<SyncItem> items = _conveyor.Places;
        if (items.First == _storedFirst && items.Settled == items.End && items.End == _storedEnd)
            return null;
        long from = Math.Max(items.Settled, items.First);
        SyncItems changed = new(items.First, from, [.. Enumerable.Range((int)(from - items.First), (int)(items.End - from)).Select(index => (ReadOnlyMemory<byte>)items[index].Value.Bytes.ToArray())]);
        items.Settle();
        (_storedFirst, _storedEnd) = (items.First, items.End);
        return changed;
    }

    protected override void StoreAnew() => _storedEnd = -1;

    public override void LoadItems(SyncItems items)
    {
        if (_conveyor.Items.Count > 0 && items.Values.Count > 0)
            throw new ProtocolException("A channel has items in its state and others beside it.");
        if (_conveyor.Items.Count > 0)
            return;
        _conveyor.Places.BeginAt(items.First);
        _conveyor.Load(items.Values.Select(static value => new SyncItem(new StoredValue(value.Span), null)), _conveyor.IsClosed);
        _conveyor.Places.Settle();
        (_storedFirst, _storedEnd) = (items.First, _conveyor.Places.End);
    }

    public override SyncWait[] WriteLent(WireWriter values)
    {
        WriteValues(values);
        WriteItems(values);
        List<Conveyor<SyncItem, SyncWaiter>.Request> waits = _conveyor.Requests;
        foreach (Conveyor<SyncItem, SyncWaiter>.Request put in waits.Where(static each => each.What == SyncOperation.Put))
            values.Raw(put.Item.Value.Bytes);
        return [.. waits.Select(static each => new SyncWait(each.What, each.From.RequestId))];
    }

    public override void Adopt(int member, SyncWait[] waits, ReadOnlySpan<SyncItem> values)
    {
        (_output, _moves) = (null, false);
        foreach (SyncWait wait in waits)
        {
            bool puts = wait.Operation == SyncOperation.Put;
            // What waits cannot be answered, so it is at the end of its queue again.
            _conveyor.Resume(new Conveyor<SyncItem, SyncWaiter>.Request(new SyncWaiter(member, wait.RequestId, Since: 0), wait.Operation, puts ? values[0] : default));
            values = puts ? values[1..] : values;
        }
    }

    void IConveyorOutput<SyncItem, SyncWaiter>.Answer(SyncWaiter to, SyncOutcome outcome, bool hasItem, SyncItem item)
    {
        _answers++;
        if (_moves && outcome == SyncOutcome.Done)
            Changed();
        if (_output is null)
            throw new ProtocolException($"The request {to.RequestId} is said to wait, and need not.");
        _output.Reply(to, outcome, hasItem ? 1 : 0, hasItem ? item.Value.Bytes : outcome == SyncOutcome.Closed ? _why.Bytes : default, item.Kept);
    }

    protected override void WriteValues(WireWriter writer)
    {
        SyncState.Write(writer, (long)SyncForm.Channel);
        SyncState.Write(writer, _conveyor.Capacity);
        SyncState.Write(writer, (long)_conveyor.Mode);
        SyncState.Write(writer, _conveyor.LastFirst ? 1 : 0);
        SyncState.Write(writer, _conveyor.IsClosed ? 1 : 0);
        writer.Raw(_why.Bytes);
        writer.Raw(_dropped.Bytes);
        writer.Raw(_receiver.Bytes);
    }

    private void WriteItems(WireWriter writer)
    {
        foreach (SyncItem item in _conveyor.Items)
            writer.Raw(item.Value.Bytes);
    }

    private void Complete(in SyncCall call, ReadOnlySpan<byte> value, ISyncOutput output)
    {
        if (!_conveyor.IsClosed && !value.IsEmpty)
            _why = new StoredValue(value);
        if (!_conveyor.IsClosed)
            Changed();
        bool closed = _conveyor.Close();
        output.Reply(call.Waiter, closed ? SyncOutcome.Done : SyncOutcome.Closed, 0);
    }
}
