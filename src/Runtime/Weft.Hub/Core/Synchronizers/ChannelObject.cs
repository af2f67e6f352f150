using Weft.Protocol;

namespace Weft.Hub.Core;

/// <summary>A channel, or a collection that blocks: items as encoded values, which nobody has until he takes them.</summary>
internal sealed class ChannelObject : SynchronizerObject, IConveyorOutput<StoredValue, SynchronizerObject.Waiter>
{
    private const int Constants = 8;

    private readonly Conveyor<StoredValue, Waiter> _conveyor;
    private readonly List<Conveyor<StoredValue, Waiter>.Request> _suspended = [];
    private readonly StoredValue _dropped;
    private readonly StoredValue _receiver;
    private StoredValue _why;
    private ISyncOutput? _output;

    /// <summary>Whether what is done now puts items in or takes them out.</summary>
    private bool _moves;

    public ChannelObject(ulong id, ulong typeId, SyncState state) : base(id, typeId)
    {
        int capacity = state.Count32(1, least: -1);
        if (state.Number(2) is < 0 or > (long)ChannelFullMode.DropWrite)
            throw new ProtocolException($"{state.Number(2)} is no mode of a channel.");
        _conveyor = new Conveyor<StoredValue, Waiter>(capacity, (ChannelFullMode)state.Number(2), state.Number(3) != 0, this);
        (_why, _dropped, _receiver) = (state[5], state[6], state[7]);
        _conveyor.Load(Enumerable.Range(Constants, Math.Max(0, state.Count - Constants)).Select(index => state[index]), state.Number(4) != 0);
    }

    public override IReadOnlyCollection<Waiter> Waiting => _conveyor.Waiting;

    public override void Handle(in SyncCall call, ReadOnlySpan<byte> value, ISyncOutput output)
    {
        (_output, _moves) = (output, call.Operation is SyncOperation.Put or SyncOperation.Take);
        Waiter waiter = call.Waiter;
        switch (call.Operation)
        {
            case SyncOperation.Read:
                output.Reply(call.Member, call.RequestId, SyncOutcome.Done, call.Amount == 0 ? _conveyor.Items.Count : _conveyor.IsClosed ? 1 : 0);
                break;
            case SyncOperation.Put when !value.IsEmpty:
                _conveyor.Put(waiter, new StoredValue(value), call.Try);
                break;
            case SyncOperation.Take:
                _conveyor.Take(waiter, call.Try);
                break;
            case SyncOperation.Peek:
                _conveyor.Peek(waiter);
                break;
            case SyncOperation.AwaitItem:
                _conveyor.AwaitItem(waiter, call.Try);
                break;
            case SyncOperation.AwaitRoom:
                _conveyor.AwaitRoom(waiter, call.Try);
                break;
            case SyncOperation.AwaitEnd:
                _conveyor.AwaitEnd(waiter, call.Try);
                break;
            case SyncOperation.Complete:
                Complete(call, value, output);
                break;
            default:
                throw NoSuchOperation(call);
        }
    }

    public override void Cancel(Member member, ulong requestId, ISyncOutput output)
    {
        if (_conveyor.Withdraw(new Waiter(member, requestId, Since: 0)))
            output.Reply(member, requestId, SyncOutcome.Cancelled, 0);
    }

    public override void Suspend(Member member) => _suspended.AddRange(_conveyor.Suspend(waiter => waiter.Member == member));

    public override void Resume(Member member, ISyncOutput output)
    {
        (_output, _moves) = (output, true);
        Conveyor<StoredValue, Waiter>.Request[] back = [.. _suspended.Where(request => request.From.Member == member)];
        _suspended.RemoveAll(request => request.From.Member == member);
        foreach (Conveyor<StoredValue, Waiter>.Request request in back)
            _conveyor.Resume(request);
    }

    public override void Forget(Member member, ISyncOutput output)
    {
        _suspended.RemoveAll(request => request.From.Member == member);
        _conveyor.WithdrawAll(waiter => waiter.Member == member);
    }

    public override void CollectReferences(List<ulong> references) => CollectFrom(_receiver, references);

    public override void WriteSnapshot(WireWriter writer)
    {
        writer.Unsigned((uint)(Constants + _conveyor.Items.Count));
        WriteConstants(writer);
        foreach (StoredValue item in _conveyor.Items)
            writer.Raw(item.Bytes);
    }

    void IConveyorOutput<StoredValue, Waiter>.Answer(Waiter to, SyncOutcome outcome, bool hasItem, StoredValue item)
    {
        if (_moves && outcome == SyncOutcome.Done)
            Changed();
        _output!.Reply(to.Member, to.RequestId, outcome, hasItem ? 1 : 0, hasItem ? item.Bytes : outcome == SyncOutcome.Closed ? _why.Bytes : default);
    }

    // Without the items: they are named to who takes them, and to nobody else.
    protected override void WriteState(WireWriter writer)
    {
        writer.Unsigned(Constants);
        WriteConstants(writer);
    }

    private void WriteConstants(WireWriter writer)
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

    private void Complete(in SyncCall call, ReadOnlySpan<byte> value, ISyncOutput output)
    {
        if (!_conveyor.IsClosed && !value.IsEmpty)
            _why = new StoredValue(value);
        if (!_conveyor.IsClosed)
            Changed();
        bool closed = _conveyor.Close();
        output.Reply(call.Member, call.RequestId, closed ? SyncOutcome.Done : SyncOutcome.Closed, 0);
    }
}
