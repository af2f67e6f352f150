using Weft.Protocol;

namespace Weft.Hub.Core;

/// <summary>
/// Who uses a synchronizer, and to whom it is lent: a member that alone has made so many requests in a row does operations itself. One that was soon wanted back is lent again later each time.
/// </summary>
internal sealed class Lending
{
    private const int WorthwhileFactor = 4;

    private Member? _lastUser;
    private int _inRow;
    private int _needed;

    /// <summary>The loan; null while the object is not lent.</summary>
    public Loan? Loan { get; private set; }

    /// <summary>Requests that wait until it is given back, or until their member has a connection again.</summary>
    public List<HeldRequest> Held { get; } = [];

    /// <summary>Notes a request.</summary>
    /// <param name="from">Whose it is.</param>
    /// <param name="least">After how many requests in a row it is lent first.</param>
    /// <returns>Whether it is time to lend it to this member.</returns>
    public bool IsDue(Member from, int least)
    {
        if (_lastUser != from)
            (_lastUser, _inRow) = (from, 0);
        return ++_inRow >= Math.Max(least, _needed) && Held.Count == 0;
    }

    /// <summary>It cannot be lent now: as many requests as before are to come first.</summary>
    public void Put() => _inRow = 0;

    /// <summary>Lends it.</summary>
    public void Lend(Member to, ulong number)
    {
        Loan = new Loan(to, number);
        _inRow = 0;
    }

    /// <summary>The hub before this one had lent it: only the number counts, by which its member says what has become of it.</summary>
    public void Restore(Member to, ulong number) => Loan = new Loan(to, number);

    /// <summary>The hub before this one had lent it, and that is over.</summary>
    public void Clear() => Loan = null;

    /// <summary>It is back.</summary>
    /// <param name="least">After how many requests in a row it is lent first.</param>
    /// <param name="most">After how many at most.</param>
    public void End(int least, int most)
    {
        int needed = Math.Max(least, _needed);
        _needed = Loan!.Replayed >= (long)needed * WorthwhileFactor ? least : Math.Min(2 * needed, Math.Max(least, most));
        (Loan, _lastUser, _inRow) = (null, null, 0);
    }

    /// <summary>A member is gone: nothing is done for it.</summary>
    public void Forget(Member member)
    {
        Held.RemoveAll(held => held.From == member);
        if (_lastUser == member)
            _lastUser = null;
    }
}

/// <summary>One loan of a synchronizer.</summary>
internal sealed class Loan(Member to, ulong number)
{
    public Member To { get; } = to;

    public ulong Number { get; } = number;

    /// <summary>Whether it was asked to be given back.</summary>
    public bool IsRecalled { get; set; }

    /// <summary>How many operations the member did.</summary>
    public long Replayed { get; set; }
}

/// <summary>A request for what is lent to another member.</summary>
/// <param name="From">Whose it is.</param>
/// <param name="Request">The request.</param>
/// <param name="Since">When it came.</param>
internal readonly record struct HeldRequest(Member From, SyncRequest Request, long Since);
