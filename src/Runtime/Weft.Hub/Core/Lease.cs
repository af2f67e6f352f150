using Weft.Protocol;

namespace Weft.Hub.Core;

/// <summary>Who has one lock, and who waits for it.</summary>
internal sealed class Lease
{
    private readonly List<Holding> _holdings = new(1);

    public IReadOnlyList<Holding> Holdings => _holdings;

    /// <summary>Those that wait, in the order in which they get it.</summary>
    public LinkedList<Waiter> Queue { get; } = [];

    /// <summary>Those that wait for a pulse.</summary>
    public WaitSet Waits { get; } = new();

    public Holding? Of(Member member)
    {
        foreach (Holding each in _holdings)
        {
            if (each.Member == member)
                return each;
        }
        return null;
    }

    /// <summary>Whether what the other members have lets this one have it too.</summary>
    public bool Admits(Member member, LockMode mode)
    {
        foreach (Holding each in _holdings)
        {
            if (each.IsInTheWayOf(member, mode))
                return false;
        }
        return true;
    }

    /// <summary>Gives a member what it asked for, beside what it has.</summary>
    public Holding Give(Member member, LockMode mode, ulong term)
    {
        Holding? holding = Of(member);
        if (holding is null)
            _holdings.Add(holding = new Holding(member));
        (holding.Mode, holding.Term, holding.Asked, holding.Ordered) = (mode > holding.Mode ? mode : holding.Mode, term, false, LockMode.None);
        return holding;
    }

    /// <summary>A member has given back all but this.</summary>
    public void Lower(Holding holding, LockMode keep)
    {
        (holding.Mode, holding.Asked, holding.Ordered) = (keep, false, LockMode.None);
        if (keep == LockMode.None)
            _holdings.Remove(holding);
    }

    /// <summary>The waiter that gets the lock next; one that only tries may go before it.</summary>
    public Waiter? FirstThatWaits()
    {
        foreach (Waiter each in Queue)
        {
            if (!each.IsTry)
                return each;
        }
        return null;
    }

    /// <summary>What one member has of the lock.</summary>
    internal sealed class Holding(Member member)
    {
        public Member Member { get; } = member;

        public LockMode Mode { get; set; }

        /// <summary>The request that was granted, by which the member names the lease when it returns it.</summary>
        public ulong Term { get; set; }

        /// <summary>The member was asked whether it is using the lock.</summary>
        public bool Asked { get; set; }

        /// <summary>Questions that were answered in the member's stead because its connection broke; its own answers are still to come.</summary>
        public int Unanswered { get; set; }

        /// <summary>For what the member was told to return the lease.</summary>
        public LockMode Ordered { get; set; }

        public bool IsInTheWayOf(Member other, LockMode mode) => Member != other && !LockModes.GoTogether(Mode, mode);
    }

    /// <summary>A thread that waits for the lock, or asks for it.</summary>
    /// <param name="Member">Its member.</param>
    /// <param name="RequestId">Its request.</param>
    /// <param name="Mode">What it wants.</param>
    /// <param name="IsTry">Whether it waits only for the holders' answers.</param>
    /// <param name="Keeps">Whether the member keeps what it has meanwhile.</param>
    internal readonly record struct Waiter(Member Member, ulong RequestId, LockMode Mode, bool IsTry, bool Keeps)
    {
        /// <summary>Whether threads that are in the lock wait to be in it alone: nobody can get it before them.</summary>
        public bool IsInside => Keeps && Mode == LockMode.Write;
    }
}
