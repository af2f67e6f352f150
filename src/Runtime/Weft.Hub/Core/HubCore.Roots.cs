using Weft.Protocol;

namespace Weft.Hub.Core;

// Roots: looking up, assigning, telling, deleting.
public sealed partial class HubCore
{
    private void HandleRootLookup(Member member, RootLookup lookup)
    {
        if (_roots.Find(lookup.Name) is not { } root)
        {
            _roots.NoteAbsent(lookup.Name, member);
            Send(member, new RootReply(lookup.RequestId, RootOutcome.Absent, default, 0, default, default));
            return;
        }
        ReplyRoot(member, lookup.RequestId, RootOutcome.Existing, root);
    }

    private void HandleRootAssign(Member member, RootAssign assign)
    {
        RequireRootValue(assign);
        if (_decided.Remove((member.Session, assign.RequestId), out RootOutcome decided) && _roots.Find(assign.Name) is { } known)
        {
            ReplyRoot(member, assign.RequestId, decided, known);
            return;
        }
        (RootTable.Root root, RootOutcome outcome) = _roots.Assign(assign);
        bool changed = outcome is RootOutcome.Created or RootOutcome.Replaced;
        if (changed)
        {
            root.Decision = new RootDecision(++_sequence, member.Session, assign.RequestId);
            RootRecord record = new(root.Decision, assign.Name, outcome, root.TypeId, root.Value);
            ToStore.Store(record.ToRecord(), record.ToRoot());
        }
        ReplyRoot(member, assign.RequestId, outcome, root);
        if (!changed)
            return;
        // Whoever hears of it can hand it back, and not what its maker did before on what is lent to it.
        _goneAt = Math.Max(_goneAt, member.AheadOfStore);
        foreach (Member other in _membership.InSession)
        {
            if (other != member)
                TellRoot(other, assign.Name, root);
        }
    }

    private void RequireRootValue(RootAssign assign)
    {
        if ((ValueTag)new WireReader(assign.Value.Span).Peek() == ValueTag.Null)
            throw new ProtocolException($"The value for root '{assign.Name}' is null.");
        RequireValue(assign.Value.Span, $"root '{assign.Name}'");
    }

    /// <summary>Throws unless these bytes are one value, and what it refers to is here.</summary>
    private void RequireValue(ReadOnlySpan<byte> value, string what)
    {
        var references = new List<ulong>();
        var reader = new WireReader(value);
        WireValue.Skip(ref reader, references);
        if (!reader.AtEnd)
            throw new ProtocolException($"The value for {what} is followed by other bytes.");
        foreach (ulong id in references)
        {
            if (_objects.Find(id) is null)
                throw new ProtocolException($"The value for {what} refers to object {id:x}, which was not created before.");
        }
    }

    private void ReplyRoot(Member member, ulong requestId, RootOutcome outcome, RootTable.Root root)
    {
        root.Interested.Add(member.Slot);
        if (TryName(member, root, out ReadOnlyMemory<byte> creations))
            Send(member, new RootReply(requestId, outcome, root.Decision, root.TypeId, root.Value, creations));
    }

    private void TellRoot(Member member, string name, RootTable.Root root)
    {
        if (!root.Interested.Contains(member.Slot))
        {
            Send(member, new RootChanged(name, root.Decision, root.TypeId, default, default));
            return;
        }
        if (TryName(member, root, out ReadOnlyMemory<byte> creations))
            Send(member, new RootChanged(name, root.Decision, root.TypeId, root.Value, creations));
    }

    /// <summary>Names what a root refers to; gives the creations that must come along, unless they went ahead.</summary>
    private bool TryName(Member member, RootTable.Root root, out ReadOnlyMemory<byte> creations) => TryName(member, root.Value, out creations);

    private bool TryName(Member member, ReadOnlySpan<byte> value, out ReadOnlyMemory<byte> creations)
    {
        int start = _scratch.Length;
        _naming.NameAll(value, member, _sequence, _scratch);
        creations = _scratch[start..];
        if (creations.Length + value.Length <= _options.MaxEntryBytes)
            return true;
        creations = default;
        return SendAhead(member, start, _scratch.Length);
    }

    private void DeleteRoot(HubConnection connection, Query query)
    {
        bool removed = _roots.Remove(query.Argument);
        if (removed)
        {
            RootRecord record = new(new RootDecision(++_sequence, Guid.Empty, 0), query.Argument, RootOutcome.Absent, 0, default);
            ToStore.Store(record.ToRecord(), record.ToRoot());
            foreach (Member member in _membership.InSession)
                Send(member, new RootChanged(query.Argument, record.Decision, 0, default, default));
            _out.Log($"Root '{query.Argument}' was deleted by an administrator.");
        }
        _out.Add(connection, Stamp(), new QueryReply(query.RequestId, removed, removed ? "{}"u8.ToArray() : "null"u8.ToArray()));
    }
}
