using Weft.Hub.Storage;
using Weft.Protocol;

namespace Weft.Hub.Core;

// What the store has, and what the members have handed back, once more and in order: members get what they had not.
public sealed partial class HubCore
{
    private void Replay(StoredHub stored, TailAssembly tail, List<Claim> claims, Member[] gone, long now)
    {
        foreach (Member member in _membership.InSession)
            Welcome(member.Connection, member, resumed: true, firstId: 0, idCount: 0, default);
        // Before what they did: whoever was cut off while they came knows nothing of them, and hands back what they did under their session, if this hub dies too.
        foreach (Member member in gone)
            TellOthers(member, MemberChange.Died);
        foreach (LogRecord record in stored.Records)
            Replay(record);
        if (!tail.Items.TrueForAll(TryReplay))
            Expel(claims.FindAll(claim => claim.Member.AppliedBefore > _sequence), now);
        foreach ((Member member, TailGroup group) in tail.Leftover)
            TakeLeftover(member, group);
        // What comes behind a group that cannot be applied has no place.
        Expel(claims.FindAll(static claim => claim.Own.Count > 0 && claim.Member.LastGroup < claim.Own[^1].GroupNumber), now);
    }

    private void TakeLeftover(Member member, TailGroup group)
    {
        if (member.State != MemberState.Active || group.GroupNumber != member.LastGroup + 1)
            return;
        _scratch.LetGo();
        try
        {
            HandleGroup(member, new Group(group.GroupNumber, 1, group.Entries));
        }
        catch (Exception defect) when (defect is ProtocolException or TypeCollisionException)
        {
            _out.Log($"Group {group.GroupNumber}, which {member} has handed back, cannot be applied: {defect.Message}");
        }
    }

    private void Expel(List<Claim> claims, long now)
    {
        foreach (Claim claim in claims.Where(static claim => claim.Member.State == MemberState.Active))
        {
            RefuseWhoRanAhead(claim);
            Die(claim.Member, now);
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

    private bool TryReplay(TailItem item)
    {
        _sequence++;
        try
        {
            if (item.Root is { } decided)
                ReplayTailRoot(decided);
            else
                ReplayTailGroup(new LogRecord(_sequence, item.Session, item.GroupNumber, item.Entries!.Value));
            return true;
        }
        catch (Exception defect) when (defect is ProtocolException or TypeCollisionException)
        {
            _out.Log($"What was handed back as number {_sequence} cannot be applied: {defect.Message}");
            _sequence--;
            return false;
        }
    }

    private void ReplayTailGroup(LogRecord record)
    {
        _group.Parse(record.Entries.Span, member: null);
        RequireNewCalls();
        ToStore.Store(record);
        ReplayParsed(record);
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
        if (!tail.Value.IsEmpty)
            RequireValue(tail.Value.Span, $"root '{tail.Name}'");
        RootOutcome outcome = _roots.Find(tail.Name) is null ? RootOutcome.Created : RootOutcome.Replaced;
        RootRecord root = new(tail.Decision, tail.Name, outcome, tail.TypeId, tail.Value);
        ToStore.Store(root.ToRecord(), root.ToRoot());
        ReplayRoot(root);
    }

    private void ReplayGroup(LogRecord record)
    {
        _group.Parse(record.Entries.Span, member: null);
        ReplayParsed(record);
    }

    private void ReplayParsed(LogRecord record)
    {
        _scratch.LetGo();
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
