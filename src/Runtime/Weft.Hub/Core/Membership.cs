using Weft.Hub.Storage;
using Weft.Protocol;

namespace Weft.Hub.Core;

/// <summary>Who is in the cluster, and who may come in.</summary>
internal sealed class Membership(HubCoreOptions options)
{
    private readonly List<Member> _members = [];
    private readonly List<Member> _inSession = [];
    private readonly Dictionary<int, Member> _byNumber = [];
    private readonly SortedSet<int> _freeSlots = [];
    private int _slots;
    private int _lastNumber;
    private string? _configurationHash;
    private int _contractVersion;

    public string? ClusterName { get; private set; } = options.ClusterName;

    /// <summary>All members whose number is not history, the cut and the departed included.</summary>
    public IReadOnlyList<Member> All => _members;

    /// <summary>Those that get what is relayed, now or when they come back.</summary>
    public List<Member> InSession => _inSession;

    /// <summary>Those of them that can answer.</summary>
    public IEnumerable<Member> Connected => _inSession.Where(member => member.State == MemberState.Active);

    /// <summary>Says why a node cannot come in; null if it can.</summary>
    public Refused? Objection(Hello hello)
    {
        if (hello.ProtocolVersion != FrameCodec.ProtocolVersion)
        {
            return new Refused(HubDiagnostics.ProtocolVersion,
                $"The node speaks version {hello.ProtocolVersion} of the Weft protocol, the hub version {FrameCodec.ProtocolVersion}. Run the same Weft version on all nodes and the hub.");
        }
        if (ClusterName is not null && hello.ClusterName != ClusterName)
        {
            return new Refused(HubDiagnostics.ClusterName,
                $"This is the hub of the cluster '{ClusterName}', but node '{hello.NodeName}' belongs to '{hello.ClusterName}'. Set 'name' in the 'cluster' section, or WEFT_HUB to the address of its own hub.");
        }
        if (_inSession.Count == 0)
            return null;
        if (hello.ContractVersion != _contractVersion)
        {
            return new Refused(HubDiagnostics.ContractVersion,
                $"Node '{hello.NodeName}' was woven for contract version {hello.ContractVersion}, the other nodes for {_contractVersion}. Weave all nodes with the same Weft version.");
        }
        if (hello.ConfigurationHash != _configurationHash)
        {
            return new Refused(HubDiagnostics.ConfigurationHash,
                $"Node '{hello.NodeName}' was woven with another configuration ({hello.ConfigurationHash}) than the other nodes ({_configurationHash}). Weave all nodes from the same weft.yaml.");
        }
        return null;
    }

    public Member Add(Hello hello, HubConnection connection, long now)
    {
        ClusterName ??= hello.ClusterName;
        _configurationHash = hello.ConfigurationHash;
        _contractVersion = hello.ContractVersion;
        Member member = Add(new MemberInfo(++_lastNumber, hello.NodeName, hello.Host, hello.ProcessId, hello.Session), connection);
        member.LastHeard = now;
        _inSession.Add(member);
        connection.Member = member;
        return member;
    }

    /// <summary>Takes over what the store has of the cluster: all its members are missing.</summary>
    public void Restore(StoredCluster cluster, IEnumerable<StoredMember> members, long now)
    {
        ClusterName ??= cluster.ClusterName;
        (_configurationHash, _contractVersion, _lastNumber) = (cluster.ConfigurationHash, cluster.ContractVersion, cluster.LastMemberNumber);
        foreach (StoredMember stored in members.OrderBy(static each => each.Number))
        {
            Member member = Add(new MemberInfo(stored.Number, stored.Name, stored.Host, stored.ProcessId, stored.Session), new HubConnection());
            (member.State, member.LastGroup, member.LastHeard) = (MemberState.Missing, stored.LastGroup, now);
        }
    }

    /// <summary>A member of before is back.</summary>
    public void Return(Member member)
    {
        member.State = MemberState.Active;
        _inSession.Add(member);
    }

    /// <summary>What the store must have of the cluster.</summary>
    public StoredCluster ToStore() => new(options.Incarnation, ClusterName, _configurationHash, _contractVersion, _lastNumber);

    private Member Add(MemberInfo info, HubConnection connection)
    {
        int slot = _freeSlots.Count > 0 ? _freeSlots.Min : _slots++;
        _freeSlots.Remove(slot);
        var member = new Member(info, slot, connection);
        _members.Add(member);
        _byNumber.Add(info.Number, member);
        return member;
    }

    public Member? FindSession(Guid session) => _members.Find(member => member.Session == session);

    public Member? FindNumber(int number) => _byNumber.GetValueOrDefault(number);

    /// <summary>Changes a member's state; a dead one is forgotten and its slot is free.</summary>
    public void Set(Member member, MemberState state)
    {
        member.State = state;
        if (state is MemberState.Left or MemberState.Dead)
            _inSession.Remove(member);
        if (state != MemberState.Dead)
            return;
        _members.Remove(member);
        _byNumber.Remove(member.Number);
        _freeSlots.Add(member.Slot);
    }
}
