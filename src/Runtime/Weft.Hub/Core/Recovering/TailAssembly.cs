using Weft.Protocol;

namespace Weft.Hub.Core;

/// <summary>What has one number of the tail.</summary>
/// <param name="Session">Who made the group.</param>
/// <param name="GroupNumber">Its number in that session.</param>
/// <param name="Entries">Its entries; null where nobody has them all.</param>
/// <param name="Root">A decision about a root; null for a group.</param>
internal sealed record TailItem(Guid Session, ulong GroupNumber, ReadOnlyMemory<byte>? Entries, TailRoot? Root);

/// <summary>
/// Puts together, from what the members hand back, the numbers that the hub before had given and the store does not have. Where a number cannot be filled the tail ends before it, and who has
/// handled that number already has seen what nobody can give back.
/// </summary>
internal sealed class TailAssembly
{
    private readonly SortedDictionary<ulong, TailItem> _known = [];
    private readonly Dictionary<(Guid Session, ulong Group), ulong> _numbers = [];
    private readonly List<Claim> _claims;
    private readonly bool _all;
    private readonly Dictionary<Claim, int> _placed = [];
    private readonly ulong _stored;

    /// <param name="stored">The last number in the store.</param>
    /// <param name="claims">What the members that came back say.</param>
    /// <param name="all">Whether all have come back, so that no group can be one of a member that is gone.</param>
    public TailAssembly(ulong stored, IEnumerable<Claim> claims, bool all)
    {
        _stored = stored;
        _claims = [.. claims];
        _all = all;
        foreach (Claim claim in _claims)
        {
            if (!TryNote(claim))
                RanAhead.Add(claim);
        }
        FillFromMakers();
        Place();
        foreach (Claim claim in _claims.Where(each => !RanAhead.Contains(each)))
            Leftover.AddRange(claim.Own.Skip(_placed.GetValueOrDefault(claim)).Select(group => (claim.Member, group)));
    }

    /// <summary>What follows the store, number for number.</summary>
    public List<TailItem> Items { get; } = [];

    /// <summary>Those that have handled what cannot be given back.</summary>
    public HashSet<Claim> RanAhead { get; } = [];

    /// <summary>Groups that have no number yet: they come behind the others.</summary>
    public List<(Member Member, TailGroup Group)> Leftover { get; } = [];

    // False where a member says something else of a number than others did: it has seen another past than they.
    private bool TryNote(Claim claim)
    {
        IEnumerable<(ulong Number, TailItem Item)> groups = claim.Own.Concat(claim.Others)
            .Select(static group => (group.Sequence, new TailItem(group.Session, group.GroupNumber, group.Whole ? group.Entries : default(ReadOnlyMemory<byte>?), null)));
        IEnumerable<(ulong Number, TailItem Item)> roots = claim.Roots.Select(static root => (root.Decision.Sequence, new TailItem(root.Decision.Session, 0, null, root)));
        (ulong Number, TailItem Item)[] all = [.. groups.Concat(roots).Where(each => each.Number > _stored)];
        if (!Array.TrueForAll(all, each => !_known.TryGetValue(each.Number, out TailItem? known) || IsSame(known, each.Item)))
            return false;
        foreach ((ulong number, TailItem item) in all)
            Note(number, item);
        return true;
    }

    private static bool IsSame(TailItem one, TailItem other) =>
        one.Session == other.Session && one.GroupNumber == other.GroupNumber && one.Root?.Decision == other.Root?.Decision;

    private void Note(ulong number, TailItem item)
    {
        TailItem known = _known.GetValueOrDefault(number) ?? item;
        // Who has not asked for a root was told that it exists, and not its value.
        TailRoot? root = known.Root is { Value.IsEmpty: true } ? item.Root : known.Root;
        _known[number] = known with { Entries = known.Entries ?? item.Entries, Root = root };
        if (item.Root is null)
            _numbers[(item.Session, item.GroupNumber)] = number;
    }

    // Whoever made a group has all of it, also where he was not told its number.
    private void FillFromMakers()
    {
        foreach (TailGroup group in _claims.SelectMany(static claim => claim.Own))
        {
            if (_numbers.TryGetValue((group.Session, group.GroupNumber), out ulong number))
                _known[number] = _known[number] with { Entries = group.Entries };
        }
    }

    private void Place()
    {
        ulong last = Math.Max(_known.Count == 0 ? 0 : _known.Keys.Last(), _claims.Count == 0 ? 0 : _claims.Max(static claim => claim.Applied));
        for (ulong number = _stored + 1; number <= last; number++)
        {
            TailItem? item = _known.GetValueOrDefault(number) ?? FindOnlyCandidate(number);
            if (item is null || !CanFollow(item))
            {
                RanAhead.UnionWith(_claims.Where(claim => claim.Applied >= number));
                return;
            }
            Items.Add(item);
            if (item.Root is null && _claims.Find(claim => claim.Member.Session == item.Session) is { } maker)
                _placed[maker] = _placed.GetValueOrDefault(maker) + 1;
        }
    }

    private bool CanFollow(TailItem item)
    {
        if (item.Root is not null)
            return true;
        Claim? maker = _claims.Find(claim => claim.Member.Session == item.Session);
        return item.Entries is not null && (maker is null || NextOf(maker)?.GroupNumber == item.GroupNumber);
    }

    private TailGroup? NextOf(Claim claim) => _placed.GetValueOrDefault(claim) is var placed && placed < claim.Own.Count ? claim.Own[placed] : null;

    // A number that nobody was told of is a group of one who has not handled it, since he would have been told; he has the group and does not know its number.
    private TailItem? FindOnlyCandidate(ulong number)
    {
        if (!_all)
            return null;
        TailGroup[] candidates = [.. _claims.Where(claim => claim.Applied < number).Select(NextOf).OfType<TailGroup>().Where(group => !_numbers.ContainsKey((group.Session, group.GroupNumber)))];
        return candidates is [var only] ? new TailItem(only.Session, only.GroupNumber, only.Entries, null) : null;
    }
}
