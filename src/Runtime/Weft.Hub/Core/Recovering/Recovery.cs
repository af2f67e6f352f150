using Weft.Protocol;

namespace Weft.Hub.Core;

/// <summary>
/// A hub that was started again on its store waits for the members that it had, each of which hands back what the store may lack, and grants nothing until all have done so or their time is
/// over.
/// </summary>
internal sealed class Recovery
{
    private readonly HubCoreOptions _options;
    private readonly Dictionary<Member, Claim> _claims = [];
    private readonly Dictionary<Member, long> _missingUntil = [];
    private readonly List<(HubConnection Connection, Hello Hello)> _newcomers = [];

    public Recovery(StoredHub stored, IEnumerable<Member> members, HubCoreOptions options, long now)
    {
        (Stored, _options) = (stored, options);
        Member[] all = [.. members];
        Member[] ended = [.. all.Where(member => options.Before is { } before && before.Host == member.Info.Host && before.ProcessId == member.Info.ProcessId)];
        foreach (Member member in all)
        {
            // Containers may share the name of their machine, and have the same numbers of processes: then it cannot be told which has ended.
            bool hasEnded = ended.Length == 1 && ended[0] == member;
            _missingUntil.Add(member, hasEnded ? now : now + (options.RecoveryMilliseconds ?? options.NodeTimeoutMilliseconds));
        }
    }

    public StoredHub Stored { get; }

    /// <summary>What the members that are back have said in full.</summary>
    public IEnumerable<Claim> Claims => _claims.Values.Where(static claim => claim.IsComplete).OrderBy(static claim => claim.Member.Number);

    /// <summary>New nodes, which are answered when it is over.</summary>
    public IReadOnlyList<(HubConnection Connection, Hello Hello)> Newcomers => _newcomers;

    /// <summary>A member is back and begins to hand back; what it said before counts no more.</summary>
    public void Begin(Member member)
    {
        _missingUntil.Remove(member);
        _claims[member] = new Claim(member);
    }

    public Claim ClaimOf(Member member) => _claims[member];

    /// <summary>A member has lost its connection once more.</summary>
    public void Lost(Member member, long now)
    {
        member.State = MemberState.Missing;
        _claims.Remove(member);
        _missingUntil[member] = now + (member.IsCondemned ? 0 : _options.ReconnectWindowMilliseconds);
    }

    /// <summary>A member will not come back.</summary>
    public void GiveUp(Member member)
    {
        _claims.Remove(member);
        _missingUntil.Remove(member);
    }

    public void Add(HubConnection connection, Hello hello) => _newcomers.Add((connection, hello));

    /// <summary>A new node does not wait any more.</summary>
    public void Forget(HubConnection connection) => _newcomers.RemoveAll(each => each.Connection == connection);

    public bool IsOver(long now) => !Awaited(now).Any();

    /// <summary>Those that are waited for.</summary>
    public IEnumerable<Member> Awaited(long now) => _missingUntil.Where(each => now < each.Value).Select(static each => each.Key)
        .Concat(_claims.Values.Where(claim => !claim.IsComplete && now - claim.Member.LastHeard < _options.NodeTimeoutMilliseconds).Select(static claim => claim.Member))
        .OrderBy(static member => member.Number);

    public string Describe(long now) =>
        $"The hub was started again on its store, and serves once all members of before are back, or {_options.RecoveryMilliseconds ?? _options.NodeTimeoutMilliseconds} ms are over. It waits for {string.Join(", ", Awaited(now))}.";
}
