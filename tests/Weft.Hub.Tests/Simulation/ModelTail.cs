using Weft.Protocol;

namespace Weft.Hub.Tests.Simulation;

/// <summary>What a model node keeps until the hub has it on stable storage, to hand it back to one that was started again.</summary>
internal sealed class ModelTail(Guid session)
{
    private readonly SortedDictionary<ulong, (ulong Sequence, byte[] Entries)> _own = [];
    private readonly List<TailGroup> _others = [];
    private readonly List<TailRoot> _roots = [];
    private readonly Dictionary<int, Guid> _sessions = [];
    private ulong _durable;

    /// <summary>Own groups that the hub has said to be stored.</summary>
    public List<(ulong Sequence, ulong Group)> Promised { get; } = [];

    public void Know(MemberInfo member) => _sessions[member.Number] = member.Session;

    public void Published(ulong group, byte[] entries) => _own.Add(group, (0, entries));

    public void Handled(HubMessage message, in HubStamp stamp)
    {
        switch (message)
        {
            case Welcome welcome:
                foreach (MemberInfo member in welcome.Members)
                    Know(member);
                break;
            case MemberChanged changed:
                Know(changed.Member);
                break;
            case Acknowledge acknowledge:
                _own[acknowledge.GroupNumber] = (acknowledge.Sequence, _own[acknowledge.GroupNumber].Entries);
                break;
            case Apply { Origin: not 0 } apply:
                _others.Add(new TailGroup(apply.Sequence, _sessions[apply.Origin], apply.GroupNumber, apply.Whole, apply.Whole ? apply.Entries.ToArray() : default(ReadOnlyMemory<byte>)));
                break;
            case RootChanged changed:
                Decided(changed.Decision, changed.Name, changed.TypeId, changed.Value);
                break;
        }
        // A hub that does not take the session may have another past.
        if (message is not Refused)
            Stored(stamp.Durable);
    }

    public void Decided(RootDecision decision, string name, ulong typeId, ReadOnlyMemory<byte> value) => _roots.Add(new TailRoot(decision, name, typeId, value.ToArray()));

    public IEnumerable<NodeMessage> HandBack(Reclaim reclaim)
    {
        foreach ((ulong group, (ulong sequence, byte[] entries)) in _own)
        {
            if (group > reclaim.LastGroup)
                yield return new TailGroup(sequence, session, group, true, entries);
        }
        foreach (TailGroup each in _others.Where(each => each.Sequence > reclaim.Durable))
            yield return each;
        foreach (TailRoot each in _roots.Where(each => each.Decision.Sequence > reclaim.Durable))
            yield return each;
    }

    private void Stored(ulong durable)
    {
        if (durable <= _durable)
            return;
        _durable = durable;
        foreach ((ulong group, (ulong sequence, _)) in _own.ToArray())
        {
            if (sequence == 0 || sequence > durable)
                continue;
            _own.Remove(group);
            Promised.Add((sequence, group));
        }
        _others.RemoveAll(each => each.Sequence <= durable);
        _roots.RemoveAll(each => each.Decision.Sequence <= durable);
    }
}
