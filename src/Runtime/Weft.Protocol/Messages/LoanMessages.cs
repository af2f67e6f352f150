namespace Weft.Protocol;

/// <summary>A request that waits.</summary>
/// <param name="Operation">What it asked for.</param>
/// <param name="RequestId">Its number.</param>
public readonly record struct SyncWait(SyncOperation Operation, ulong RequestId);

/// <summary>
/// A synchronizer is lent to this node, which is the only one that uses it: the node does operations on it itself, and sends what changes it as requests with the loan's number, which have no
/// answer.
/// </summary>
/// <param name="ObjectId">The synchronizer.</param>
/// <param name="Loan">The number of the loan; no two have the same.</param>
/// <param name="Waits">The node's requests that wait: the node answers them itself. In their order, among those of the same kind.</param>
/// <param name="State">The values of the state, and behind them what requests that wait are to put.</param>
/// <param name="Held">What the state does not have: permits that the node has taken.</param>
/// <param name="IsLasting">Whether the hub has a store: after the loan the node keeps what it gave back until <see cref="SyncSettled"/> comes.</param>
/// <param name="Entries">Creations that the values need.</param>
public sealed record SyncLent(ulong ObjectId, ulong Loan, SyncWait[] Waits, ReadOnlyMemory<byte> State, ReadOnlyMemory<byte> Held, bool IsLasting, ReadOnlyMemory<byte> Entries) : HubMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.SyncLent;

    /// <inheritdoc/>
    public override void Write(WireWriter writer)
    {
        writer.Fixed64(ObjectId);
        writer.Unsigned(Loan);
        writer.Unsigned((uint)Waits.Length);
        foreach (SyncWait wait in Waits)
        {
            writer.Byte((byte)wait.Operation);
            writer.Unsigned(wait.RequestId);
        }
        writer.Bytes(State.Span);
        writer.Bytes(Held.Span);
        WriteFlag(writer, IsLasting);
        writer.Raw(Entries.Span);
    }

    /// <summary>Reads the payload.</summary>
    public static SyncLent Read(ref WireReader reader)
    {
        (ulong objectId, ulong loan) = (reader.Fixed64(), reader.Unsigned());
        var waits = new SyncWait[ReadCount(ref reader, 2, "requests")];
        for (int i = 0; i < waits.Length; i++)
            waits[i] = new SyncWait((SyncOperation)reader.Byte(), reader.Unsigned());
        return new SyncLent(objectId, loan, waits, reader.Section(), reader.Section(), ReadFlag(ref reader), reader.Rest());
    }
}

/// <summary>Another node wants what is lent: it is to be given back.</summary>
/// <param name="ObjectId">The synchronizer.</param>
/// <param name="Loan">The loan. One that was given back already is passed over.</param>
public sealed record SyncRecall(ulong ObjectId, ulong Loan) : HubMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.SyncRecall;

    /// <inheritdoc/>
    public override void Write(WireWriter writer)
    {
        writer.Fixed64(ObjectId);
        writer.Unsigned(Loan);
    }

    /// <summary>Reads the payload.</summary>
    public static SyncRecall Read(ref WireReader reader) => new(reader.Fixed64(), reader.Unsigned());
}

/// <summary>
/// A request without the loan's number reached the hub after the loan was made: the hub has done nothing. The node does it itself or, where it has given the object back meanwhile, asks again.
/// </summary>
/// <param name="ObjectId">The synchronizer.</param>
/// <param name="RequestId">The request.</param>
/// <param name="IsCancel">Whether it is not the request that came, but that it is taken back.</param>
public sealed record SyncBounced(ulong ObjectId, ulong RequestId, bool IsCancel) : HubMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.SyncBounced;

    /// <inheritdoc/>
    public override void Write(WireWriter writer)
    {
        writer.Fixed64(ObjectId);
        writer.Unsigned(RequestId);
        WriteFlag(writer, IsCancel);
    }

    /// <summary>Reads the payload.</summary>
    public static SyncBounced Read(ref WireReader reader) => new(reader.Fixed64(), reader.Unsigned(), ReadFlag(ref reader));
}

/// <summary>A node gives back what was lent to it. All that it did meanwhile went ahead; its requests that wait are the hub's to answer from here on.</summary>
/// <param name="ObjectId">The synchronizer.</param>
/// <param name="Loan">The loan.</param>
public sealed record SyncReturned(ulong ObjectId, ulong Loan) : NodeMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.SyncReturned;

    /// <inheritdoc/>
    public override void Write(WireWriter writer)
    {
        writer.Fixed64(ObjectId);
        writer.Unsigned(Loan);
    }

    /// <summary>Reads the payload.</summary>
    public static SyncReturned Read(ref WireReader reader) => new(reader.Fixed64(), reader.Unsigned());
}

/// <summary>A hub that has a store has stored that a loan is over, and all that was done meanwhile: the node need not keep it any more.</summary>
/// <param name="ObjectId">The synchronizer.</param>
/// <param name="Loan">The loan.</param>
public sealed record SyncSettled(ulong ObjectId, ulong Loan) : HubMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.SyncSettled;

    /// <inheritdoc/>
    public override void Write(WireWriter writer)
    {
        writer.Fixed64(ObjectId);
        writer.Unsigned(Loan);
    }

    /// <summary>Reads the payload.</summary>
    public static SyncSettled Read(ref WireReader reader) => new(reader.Fixed64(), reader.Unsigned());
}

/// <summary>
/// To a hub that was started again: a synchronizer that was lent to this node, as it is after all that the node did. The loan is over. Those of the node's requests that wait are made again, but where who waits is
/// part of the state.
/// </summary>
/// <param name="ObjectId">The synchronizer.</param>
/// <param name="Loan">The loan. A hub that has stored its end passes it over.</param>
/// <param name="State">All of it: the snapshot, what the nodes hold, and those that wait where they are part of what is stored.</param>
public sealed record ClaimLoan(ulong ObjectId, ulong Loan, ReadOnlyMemory<byte> State) : NodeMessage
{
    /// <inheritdoc/>
    public override FrameKind Kind => FrameKind.ClaimLoan;

    /// <inheritdoc/>
    public override void Write(WireWriter writer)
    {
        writer.Fixed64(ObjectId);
        writer.Unsigned(Loan);
        writer.Raw(State.Span);
    }

    /// <summary>Reads the payload.</summary>
    public static ClaimLoan Read(ref WireReader reader) => new(reader.Fixed64(), reader.Unsigned(), reader.Rest());
}
