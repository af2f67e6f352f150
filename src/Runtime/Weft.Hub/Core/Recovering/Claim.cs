using Weft.Protocol;

namespace Weft.Hub.Core;

/// <summary>What one member hands back to a hub that was started again on its store, and what it says that it has.</summary>
internal sealed class Claim(Member member)
{
    private readonly List<TailGroup> _own = [];

    public Member Member { get; } = member;

    /// <summary>Its own groups that the store does not have, in their order.</summary>
    public IReadOnlyList<TailGroup> Own => _own;

    /// <summary>Groups of others.</summary>
    public List<TailGroup> Others { get; } = [];

    public List<TailRoot> Roots { get; } = [];

    public List<LockClaim> Leases { get; } = [];

    public List<ulong> Born { get; } = [];

    public List<ulong> Objects { get; } = [];

    public List<string> RootNames { get; } = [];

    /// <summary>Synchronizers that were lent to it.</summary>
    public List<ClaimedLoan> Loans { get; } = [];

    /// <summary>Up to which number it has handled everything.</summary>
    public ulong Applied { get; private set; }

    /// <summary>Whether it has said all.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Takes one message of the claim. What is kept of it is copied.</summary>
    /// <exception cref="ProtocolException">It has no place in a claim.</exception>
    public void Take(NodeMessage message)
    {
        if (IsComplete)
            throw new ProtocolException($"{Member} sent {message.Kind} after it had handed back everything.");
        switch (message)
        {
            case TailGroup group:
                Take(group with { Entries = group.Entries.ToArray() });
                break;
            case TailRoot root:
                Roots.Add(root with { Value = root.Value.ToArray() });
                break;
            case ClaimLocks locks:
                Leases.AddRange(locks.Leases);
                break;
            case ClaimBorn born:
                Born.AddRange(born.Objects);
                break;
            case ClaimObjects objects:
                Objects.AddRange(objects.Objects);
                break;
            case ClaimRoots roots:
                RootNames.AddRange(roots.Names);
                break;
            case ClaimLoan loan:
                Loans.Add(ClaimedLoan.Read(loan, Member));
                break;
            case Reclaimed reclaimed:
                End(reclaimed);
                break;
            default:
                throw new ProtocolException($"{Member} sent {message.Kind} while it hands back what the hub may lack.");
        }
    }

    private void Take(TailGroup group)
    {
        if (group.Session != Member.Session)
        {
            Others.Add(group);
            return;
        }
        if (group.GroupNumber <= Member.LastGroup)
            return;
        ulong expected = Member.LastGroup + (ulong)_own.Count + 1;
        if (group.GroupNumber != expected || !group.Whole)
            throw new ProtocolException($"{Member} handed back its group {group.GroupNumber}, {(group.Whole ? "" : "in parts, ")}where group {expected} is to follow.");
        _own.Add(group);
    }

    private void End(Reclaimed reclaimed)
    {
        ulong last = Member.LastGroup + (ulong)_own.Count;
        if (reclaimed.LastSent > last)
            throw new ProtocolException($"{Member} handed back its groups up to {last} and has sent {reclaimed.LastSent}.");
        (Applied, IsComplete) = (reclaimed.Applied, true);
    }
}
