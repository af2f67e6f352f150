using Weft.Protocol;

namespace Weft.Hub.Core;

// Synchronizers that the hub before this one had lent: their members say what has become of them.
public sealed partial class HubCore
{
    // Nobody hears of what follows from it before it is stored.
    private void ExpectLoans(List<Claim> claims)
    {
        foreach (Claim claim in claims.Where(static claim => claim.Loans.Count > 0))
        {
            ToStore.ChangesSynchronizers = true;
            claim.Member.AheadOfStore = _goneAt = _out.Call;
        }
    }

    private void TakeLoans(List<Claim> claims, long now)
    {
        foreach (Claim claim in claims.Where(static claim => claim.Member.State == MemberState.Active))
        {
            if (!claim.Loans.TrueForAll(loan => TryTake(claim.Member, loan)))
                Expel([claim], now);
        }
        // Of these no member knew.
        foreach (SynchronizerObject synchronizer in _objects.Synchronizers.Where(static each => each.Lending.Loan is not null))
            EndOldLoan(synchronizer);
    }

    private bool TryTake(Member member, ClaimedLoan claimed)
    {
        if (_objects.Find(claimed.ObjectId) is SynchronizerObject { Lending.Loan: { } loan } target && loan.To == member && loan.Number == claimed.Number)
        {
            if (claimed.References.Any(reference => _objects.Find(reference) is null))
                return false;
            target.Replace(claimed.Machine);
            EndOldLoan(target);
        }
        // One whose end is stored is settled as well.
        Send(member, new SyncSettled(claimed.ObjectId, claimed.Number), _out.Call);
        return true;
    }

    private void EndOldLoan(SynchronizerObject synchronizer)
    {
        synchronizer.Lending.Clear();
        synchronizer.Machine.Changed();
        NoteChange(synchronizer);
    }
}
