using Weft.Protocol;

namespace Weft.Hub.Core;

/// <summary>A synchronizer that was lent to a member by the hub before this one.</summary>
/// <param name="ObjectId">Which.</param>
/// <param name="Number">The number of the loan.</param>
/// <param name="Machine">What it has become.</param>
/// <param name="References">Which objects it refers to.</param>
internal sealed record ClaimedLoan(ulong ObjectId, ulong Number, SyncMachine Machine, IReadOnlyList<ulong> References)
{
    /// <summary>Reads what a member says.</summary>
    /// <exception cref="ProtocolException">It is no state of a synchronizer.</exception>
    public static ClaimedLoan Read(ClaimLoan claim, Member member)
    {
        List<ulong> references = [];
        var reader = new WireReader(claim.State);
        SyncMachine machine = SyncMachine.ReadWhole(ref reader, number => number == member.Number, references);
        if (!reader.AtEnd || machine.Waiting.Any(waiter => waiter.Member != member.Number) || machine.Taken.Keys.Any(other => other != member.Number))
            throw new ProtocolException($"{member} hands back object {claim.ObjectId:x}, which was lent to it, with what it cannot have.");
        return new ClaimedLoan(claim.ObjectId, claim.Loan, machine, references);
    }
}
