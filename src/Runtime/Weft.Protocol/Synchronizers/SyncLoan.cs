namespace Weft.Protocol;

/// <summary>What a <see cref="SyncLoan"/> has done.</summary>
internal interface ISyncBorrower
{
    /// <summary>Queues a message for the hub, in this moment.</summary>
    void Send(NodeMessage message);

    /// <summary>Keeps what is given back to a hub that has a store until <see cref="SyncSettled"/> comes: a hub that is started again meanwhile may need it.</summary>
    void Keep(ClaimLoan whole);

    /// <summary>Answers a request of this node.</summary>
    /// <param name="requestId">Its number.</param>
    /// <param name="outcome">What came of it.</param>
    /// <param name="number">See <see cref="SyncReply.Number"/>.</param>
    /// <param name="value">See <see cref="SyncReply.Value"/>.</param>
    /// <param name="kept">What was put with the value, for its sake.</param>
    void Answer(ulong requestId, SyncOutcome outcome, long number, ReadOnlySpan<byte> value, object? kept);
}

/// <summary>
/// A synchronizer on the node to which it is lent. What changes it is queued for the hub in the order in which it was done, so the hub's machine is where this one was some requests ago. Not
/// thread-safe: one operation with what it sends is one step.
/// </summary>
internal sealed class SyncLoan : ISyncOutput
{
    private readonly int _member;
    private readonly SyncMachine _machine;
    private readonly ISyncBorrower _borrower;
    private readonly bool _isLasting;

    /// <param name="member">The number of this node.</param>
    /// <param name="lent">What the hub sent.</param>
    /// <param name="keep">Gives what has to stay alive for the sake of a value.</param>
    /// <param name="borrower">Takes what is done.</param>
    /// <exception cref="ProtocolException">What was sent is no state of a synchronizer.</exception>
    public SyncLoan(int member, SyncLent lent, Func<ReadOnlySpan<byte>, object?> keep, ISyncBorrower borrower)
    {
        (_member, _borrower, _isLasting, ObjectId, Number) = (member, borrower, lent.IsLasting, lent.ObjectId, lent.Loan);
        List<StoredValue> values = [];
        var reader = new WireReader(lent.State);
        while (!reader.AtEnd)
        {
            int start = reader.Position;
            WireValue.Skip(ref reader);
            values.Add(new StoredValue(reader.Between(start, reader.Position)));
        }
        int put = lent.Waits.Count(static wait => wait.Operation == SyncOperation.Put);
        if (put > values.Count)
            throw new ProtocolException($"{put} requests wait to put an item, and there are {values.Count} values.");
        SyncItem[] waiting = [.. values[^put..].Select(value => new SyncItem(value, keep(value.Bytes)))];
        values.RemoveRange(values.Count - put, put);
        _machine = SyncMachine.Make(new SyncState(values), keep);
        var held = new WireReader(lent.Held);
        if (!held.AtEnd)
            _machine.ReadHeld(ref held);
        _machine.Adopt(member, lent.Waits, waiting);
    }

    /// <summary>The object.</summary>
    public ulong ObjectId { get; }

    /// <summary>The loan.</summary>
    public ulong Number { get; }

    /// <summary>Whether it was given back.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Does what a request asks for, now or later.</summary>
    /// <param name="requestId">Its number; 0 for one that does not wait.</param>
    /// <param name="operation">What to do.</param>
    /// <param name="amount">See <see cref="SyncRequest.Amount"/>.</param>
    /// <param name="isTry">Whether it would rather be declined than wait.</param>
    /// <param name="value">Its value.</param>
    /// <param name="kept">What has to stay alive as long as the value.</param>
    public void Do(ulong requestId, SyncOperation operation, long amount, bool isTry, ReadOnlyMemory<byte> value, object? kept)
    {
        if (operation == SyncOperation.Snapshot)
        {
            Show(requestId);
            return;
        }
        _machine.Begin();
        _machine.Handle(new SyncCall(_member, requestId, operation, amount, isTry, Now: 0), value.Span, this, kept);
        if (_machine.IsTouched)
            _borrower.Send(new SyncRequest(requestId, ObjectId, operation, amount, isTry, value, Number));
    }

    /// <summary>Takes a request that waits here back; nothing happens if none of this number does.</summary>
    /// <returns>Whether it waited.</returns>
    public bool Cancel(ulong requestId)
    {
        _machine.Begin();
        _machine.Cancel(_member, requestId, this);
        if (_machine.IsTouched)
            _borrower.Send(new SyncCancel(requestId, ObjectId, Number));
        return _machine.IsTouched;
    }

    /// <summary>Gives the object back. Those that wait are answered by the hub from here on.</summary>
    public void Return()
    {
        Surrender();
        _borrower.Send(new SyncReturned(ObjectId, Number));
    }

    /// <summary>Gives the object back to a hub that was started again, by what it is told then.</summary>
    public void Surrender()
    {
        IsOver = true;
        if (!_isLasting)
            return;
        var whole = new WireWriter();
        _machine.WriteWhole(whole);
        _borrower.Keep(new ClaimLoan(ObjectId, Number, whole.WrittenMemory));
    }

    /// <summary>For who compares it with the hub's.</summary>
    internal SyncMachine Machine => _machine;

    void ISyncOutput.Reply(SyncWaiter to, SyncOutcome outcome, long number, ReadOnlySpan<byte> value, object? kept) => _borrower.Answer(to.RequestId, outcome, number, value, kept);

    private void Show(ulong requestId)
    {
        var writer = new WireWriter();
        writer.Byte((byte)ValueTag.Tuple);
        _machine.WriteSnapshot(writer);
        _borrower.Answer(requestId, SyncOutcome.Done, 0, writer.Written, _machine.Kept);
    }
}
