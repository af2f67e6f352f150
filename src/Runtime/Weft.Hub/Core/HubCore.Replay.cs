using Weft.Hub.Storage;
using Weft.Protocol;

namespace Weft.Hub.Core;

// What the store has, and what the members have handed back, once more and in order: members get what they had not.
public sealed partial class HubCore
{
    private void Replay(StoredHub stored, TailAssembly tail)
    {
        foreach (Member member in _membership.InSession)
            Welcome(member.Connection, member, resumed: true, firstId: 0, idCount: 0, default);
        foreach (LogRecord record in stored.Records)
            Replay(record);
        foreach (TailItem item in tail.Items)
            Replay(item);
        foreach ((Member member, TailGroup group) in tail.Leftover)
        {
            _scratch.LetGo();
            if (member.State == MemberState.Active)
                HandleGroup(member, new Group(group.GroupNumber, 1, group.Entries));
        }
    }

    private void Replay(LogRecord record)
    {
        _sequence = record.Sequence;
        try
        {
            if (record.GroupNumber != 0)
                ReplayGroup(record);
            else if (RootRecord.Read(record) is { } root)
                ReplayRoot(root);
        }
        catch (Exception damage) when (damage is ProtocolException or TypeCollisionException)
        {
            throw new InvalidDataException($"The store's record {record.Sequence} cannot be read: {damage.Message}", damage);
        }
    }

    private void Replay(TailItem item)
    {
        _sequence++;
        if (item.Root is { } decided)
        {
            ReplayTailRoot(decided);
            return;
        }
        LogRecord record = new(_sequence, item.Session, item.GroupNumber, item.Entries!.Value);
        ToStore.Store(record);
        ReplayGroup(record);
        NoteCreated();
    }

    private void ReplayTailRoot(TailRoot tail)
    {
        // Nobody was told the value, so nobody has seen it; whoever assigned it does so again.
        if (tail is { TypeId: not 0, Value.IsEmpty: true })
        {
            ToStore.Store(RootRecord.Nothing(_sequence));
            return;
        }
        RootOutcome outcome = _roots.Find(tail.Name) is null ? RootOutcome.Created : RootOutcome.Replaced;
        RootRecord root = new(tail.Decision, tail.Name, outcome, tail.TypeId, tail.Value);
        ToStore.Store(root.ToRecord(), root.ToRoot());
        ReplayRoot(root);
    }

    private void ReplayGroup(LogRecord record)
    {
        _scratch.LetGo();
        _group.Parse(record.Entries.Span, member: null);
        Member? maker = _membership.InSession.Find(member => member.Session == record.Session);
        if (maker is not null)
            maker.LastGroup = Math.Max(maker.LastGroup, record.GroupNumber);
        int origin = maker?.Number ?? _recovery!.Stored.Members.FirstOrDefault(member => member.Session == record.Session)?.Number ?? 0;
        Accept(maker, origin, record.GroupNumber, record.Entries);
    }

    private void ReplayRoot(RootRecord root)
    {
        _scratch.LetGo();
        Member? maker = root.Decision.Session == Guid.Empty ? null : _membership.InSession.Find(member => member.Session == root.Decision.Session);
        if (maker is not null && maker.AppliedBefore < _sequence)
            _decided[(root.Decision.Session, root.Decision.RequestId)] = root.Outcome;
        RootTable.Root? now = _roots.Decide(root);
        foreach (Member other in _membership.InSession)
        {
            if (other == maker || other.AppliedBefore >= _sequence)
                continue;
            if (now is null)
                Send(other, new RootChanged(root.Name, root.Decision, 0, default, default));
            else
                TellRoot(other, root.Name, now);
        }
    }
}
