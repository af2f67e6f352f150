using Weft.Hub.Storage;
using Weft.Protocol;

namespace Weft.Hub.Core;

// A hub that was started again on its store: until it serves.
public sealed partial class HubCore
{
    private readonly Dictionary<(Guid Session, ulong RequestId), RootOutcome> _decided = [];
    private Recovery? _recovery;
    private bool _wasStarted;

    /// <summary>Whether the hub waits for the members of the hub before it, and does not serve yet.</summary>
    public bool IsRecovering => _recovery is not null;

    internal Recovery? Recovery => _recovery;

    private void Restore(StoredHub stored, long now)
    {
        _wasStarted = true;
        _membership.Restore(stored.Cluster, stored.Members, now);
        _objects.Members = number => _membership.All.FirstOrDefault(member => member.Number == number);
        _objects.Claimed = [];
        foreach (StoredSynchronizer synchronizer in stored.Synchronizers)
            _objects.StoredSynchronizers.Add(synchronizer.Id, synchronizer);
        _sequence = stored.Snapshot?.Sequence ?? 0;
        try
        {
            if (stored.Snapshot is { } snapshot)
                StateReplay.Load(snapshot, _objects, _group);
        }
        catch (ProtocolException damage)
        {
            throw new InvalidDataException($"The store's snapshot of number {_sequence} cannot be read: {damage.Message}", damage);
        }
        foreach (StoredRoot root in stored.Roots.Where(root => root.Sequence <= _sequence))
            _roots.Decide(new RootRecord(new RootDecision(root.Sequence, root.Session, root.RequestId), root.Name, RootOutcome.Created, root.TypeId, root.Value));
        _recovery = new Recovery(stored, _membership.All, _options, now);
        EndRecoveryInTime(now);
    }

    private void HandleHelloWhileRecovering(HubConnection connection, Hello hello, long now)
    {
        Recovery recovery = _recovery!;
        Member? member = hello.Session == Guid.Empty ? null : _membership.FindSession(hello.Session);
        bool isNew = hello.Incarnation == Guid.Empty;
        if ((_membership.Objection(hello) ?? (isNew ? null : ObjectionToReclaim(hello, member))) is { } refused)
        {
            _out.Log($"Refused a node: {refused.Code}: {refused.Text}");
            Refuse(connection, refused.Code, refused.Text, refused.Advice);
        }
        else if (isNew)
        {
            // A session that never heard that it was welcomed has nothing to hand back.
            if (member is not null)
                recovery.GiveUp(member);
            connection.Waits = true;
            recovery.Add(connection, hello);
        }
        else
        {
            BeginReclaim(connection, member!, now);
        }
        EndRecoveryInTime(now);
    }

    private Refused? ObjectionToReclaim(Hello hello, Member? member)
    {
        if (hello.Incarnation != _options.Incarnation)
            return OtherIncarnation(hello);
        return member is null or { IsCondemned: true } ? SessionOver(hello) : null;
    }

    private void BeginReclaim(HubConnection connection, Member member, long now)
    {
        HubConnection earlier = member.Connection;
        earlier.IsOver = true;
        if (member.State == MemberState.Reclaiming)
            _out.Close(earlier);
        (connection.Member, member.Connection, member.LastHeard, member.State) = (member, connection, now, MemberState.Reclaiming);
        _recovery!.Begin(member);
        _out.Add(connection, Stamp(), new Reclaim(_recovery.Stored.Last, member.LastGroup));
    }

    private void HandleReclaiming(Member member, NodeMessage message, long now)
    {
        try
        {
            _recovery!.ClaimOf(member).Take(message);
        }
        catch (ProtocolException)
        {
            // It would send the same again.
            member.IsCondemned = true;
            throw;
        }
        if (message is Reclaimed)
            EndRecoveryInTime(now);
    }

    private void EndRecoveryInTime(long now)
    {
        if (_recovery is not { } recovery || !recovery.IsOver(now))
            return;
        List<Claim> claims = [.. recovery.Claims];
        Member[] missing = [.. _membership.All.Where(member => !claims.Exists(claim => claim.Member == member))];
        TailAssembly tail = new(recovery.Stored.Last, claims, all: missing.Length == 0);
        foreach (Claim claim in claims.Where(claim => !tail.RanAhead.Contains(claim)).ToArray())
        {
            if (!claim.Leases.TrueForAll(lease => _locks.Reclaim(claim.Member, lease)))
                tail.RanAhead.Add(claim);
        }
        foreach (Claim claim in tail.RanAhead)
            RefuseWhoRanAhead(claim);
        claims.RemoveAll(tail.RanAhead.Contains);
        foreach (Member member in missing.Where(static member => member.State == MemberState.Reclaiming))
            RefuseWhoWasSilent(member);
        Member[] gone = [.. missing, .. tail.RanAhead.Select(static claim => claim.Member)];
        foreach (Member each in gone)
            End(each);
        foreach (Claim claim in claims)
            WelcomeBack(claim, now);
        ExpectLoans(claims);
        Replay(recovery.Stored, tail, claims, gone, now);
        TakeLoans(claims, now);
        foreach (Claim claim in claims.Where(static claim => claim.Member.State == MemberState.Active))
            _objects.GiveBirthLeases(claim.Member, claim.Born);
        _objects.Claimed = null;
        _recovery = null;
        foreach (Member each in gone)
            Forget(each);
        _out.Log($"The hub serves, from number {_sequence} on: {claims.Count} members are back, {missing.Length} are not, {tail.RanAhead.Count} had run ahead of what could be put together.");
        foreach ((HubConnection connection, Hello hello) in recovery.Newcomers)
            HandleHello(connection, hello, now);
    }

    private void RefuseWhoRanAhead(Claim claim)
    {
        string text = $"The hub was started again, and {claim.Member} had seen changes that were lost with the hub and with nodes that did not come back. It has to take the state as it is now.";
        _out.Log($"{HubDiagnostics.RanAhead}: {text}");
        _locks.Forget(claim.Member);
        Refuse(claim.Member.Connection, HubDiagnostics.RanAhead, text, RejoinAdvice.Rejoin);
    }

    private void RefuseWhoWasSilent(Member member)
    {
        string text = $"Nothing more was heard of {member} for {_options.NodeTimeoutMilliseconds} ms while it handed back what the hub may lack. Its session is over.";
        _out.Log($"{HubDiagnostics.SessionOver}: {text}");
        Refuse(member.Connection, HubDiagnostics.SessionOver, text, RejoinAdvice.Rejoin);
    }

    private void End(Member member)
    {
        if (member.State == MemberState.Reclaiming && !member.Connection.IsOver)
            member.Connection.IsOver = true;
        StoreEnd(member);
        _membership.Set(member, MemberState.Dead);
    }

    private void Forget(Member member)
    {
        foreach (SynchronizerObject synchronizer in _objects.Synchronizers)
            Use(synchronizer, each => each.Machine.Forget(member.Number, member.ToString(), this));
    }

    // It was silent while it waited, as it should be.
    private void WelcomeBack(Claim claim, long now)
    {
        Member member = claim.Member;
        (member.AppliedBefore, member.LastHeard) = (claim.Applied, now);
        _membership.Return(member);
        _objects.Claim(member, claim.Objects);
        foreach (string name in claim.RootNames)
            _roots.NoteInterest(name, member);
    }
}
