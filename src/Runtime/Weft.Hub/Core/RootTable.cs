using Weft.Protocol;

namespace Weft.Hub.Core;

/// <summary>The cluster-wide named variables.</summary>
internal sealed class RootTable
{
    private readonly Dictionary<string, Root> _roots = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MemberSet> _askedInVain = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, Root> All => _roots;

    public Root? Find(string name) => _roots.GetValueOrDefault(name);

    /// <summary>Decides an assignment. The value of a new or replaced root is copied.</summary>
    public (Root Root, RootOutcome Outcome) Assign(RootAssign assign)
    {
        if (!_roots.TryGetValue(assign.Name, out Root? root))
        {
            root = new Root(assign.TypeId) { Value = assign.Value.ToArray() };
            if (_askedInVain.Remove(assign.Name, out MemberSet asked))
                root.Interested = asked;
            _roots.Add(assign.Name, root);
            return (root, RootOutcome.Created);
        }
        if (assign.Policy == RootAssignment.Error)
            return (root, RootOutcome.AlreadySet);
        // A field of another type cannot take the root over; the node finds the mismatch by the type id in the reply.
        if (assign.Policy == RootAssignment.FirstWins || root.TypeId != assign.TypeId)
            return (root, RootOutcome.Existing);
        root.Value = assign.Value.ToArray();
        return (root, RootOutcome.Replaced);
    }

    public bool Remove(string name) => _roots.Remove(name);

    /// <summary>Takes over what was decided before.</summary>
    /// <returns>The root as it is now; null if it was deleted.</returns>
    public Root? Decide(RootRecord record)
    {
        _roots.Remove(record.Name, out Root? before);
        if (record.Value.IsEmpty)
            return null;
        var root = new Root(record.TypeId) { Value = record.Value.ToArray(), Decision = record.Decision };
        if (before is not null)
            root.Interested = before.Interested;
        else if (_askedInVain.Remove(record.Name, out MemberSet asked))
            root.Interested = asked;
        _roots.Add(record.Name, root);
        return root;
    }

    /// <summary>Notes that a member wants to hear of a root, whether it exists or not.</summary>
    public void NoteInterest(string name, Member member)
    {
        if (_roots.TryGetValue(name, out Root? root))
            root.Interested.Add(member.Slot);
        else
            NoteAbsent(name, member);
    }

    /// <summary>Notes that a member wants to hear of a root that does not exist yet.</summary>
    public void NoteAbsent(string name, Member member)
    {
        MemberSet asked = _askedInVain.GetValueOrDefault(name);
        asked.Add(member.Slot);
        _askedInVain[name] = asked;
    }

    public void Forget(Member member)
    {
        foreach (Root root in _roots.Values)
            root.Interested.Remove(member.Slot);
        foreach (string name in _askedInVain.Keys.ToArray())
        {
            MemberSet asked = _askedInVain[name];
            asked.Remove(member.Slot);
            if (asked.IsEmpty)
                _askedInVain.Remove(name);
            else
                _askedInVain[name] = asked;
        }
    }

    internal sealed class Root(ulong typeId)
    {
        public ulong TypeId { get; } = typeId;

        public required byte[] Value { get; set; }

        public RootDecision Decision { get; set; }

        /// <summary>The members that have asked for it: they get its new values.</summary>
        public MemberSet Interested;
    }
}
