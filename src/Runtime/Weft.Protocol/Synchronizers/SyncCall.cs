namespace Weft.Protocol;

/// <summary>Takes the answers of a <see cref="SyncMachine"/>.</summary>
internal interface ISyncOutput
{
    /// <summary>Answers a request.</summary>
    /// <param name="to">Whose it is.</param>
    /// <param name="outcome">What came of it.</param>
    /// <param name="number">See <see cref="SyncReply.Number"/>.</param>
    /// <param name="value">See <see cref="SyncReply.Value"/>.</param>
    /// <param name="kept">What was put with the value, for its sake.</param>
    void Reply(SyncWaiter to, SyncOutcome outcome, long number, ReadOnlySpan<byte> value = default, object? kept = null);
}

/// <summary>One request of a member, without its value.</summary>
/// <param name="Member">The member's number.</param>
/// <param name="RequestId">Chosen by the member.</param>
/// <param name="Operation">What to do.</param>
/// <param name="Amount">See <see cref="SyncRequest.Amount"/>.</param>
/// <param name="Try">Whether it would rather be declined than wait.</param>
/// <param name="Now">When it came.</param>
internal readonly record struct SyncCall(int Member, ulong RequestId, SyncOperation Operation, long Amount, bool Try, long Now)
{
    /// <summary>Whoever waits for the answer.</summary>
    public SyncWaiter Waiter => new(Member, RequestId, Now);
}

/// <summary>A request that waits.</summary>
/// <param name="Member">The number of the member whose it is.</param>
/// <param name="RequestId">Its number.</param>
/// <param name="Since">When it came; does not tell one from another.</param>
internal readonly record struct SyncWaiter(int Member, ulong RequestId, long Since)
{
    public bool Equals(SyncWaiter other) => Member == other.Member && RequestId == other.RequestId;

    public override int GetHashCode() => HashCode.Combine(Member, RequestId);
}

/// <summary>An item of a channel.</summary>
/// <param name="Value">It, encoded.</param>
/// <param name="Kept">What has to stay alive with it, where it is on a node.</param>
internal readonly record struct SyncItem(StoredValue Value, object? Kept);
