using Weft.Hub.Storage;
using Weft.Protocol;

namespace Weft.Hub.Core;

// Sessions: they begin, lose their connection and go on with another one.
public sealed partial class HubCore
{
    /// <summary>A connection is closed: its member's leases, and what is sent to it, are kept for the reconnect window.</summary>
    public void Closed(HubConnection connection, long now, Outbox output)
    {
        StartCall(output);
        _recovery?.Forget(connection);
        if (connection.Member is not { } member || connection.IsOver)
            return;
        if (member.State == MemberState.Reclaiming)
        {
            _recovery!.Lost(member, now);
        }
        else if (member.State == MemberState.Left)
        {
            Forget(member, now);
        }
        else if (member.State == MemberState.Active)
        {
            member.LastHeard = now;
            _membership.Set(member, MemberState.Cut);
            _locks.Cut(member);
            ForgetInquiries(member, now);
            SuspendSynchronizers(member);
            _out.Log($"{member} is cut off; its leases are kept for {_options.ReconnectWindowMilliseconds} ms.");
        }
        StoreSynchronizers();
    }

    /// <summary>The shell cannot keep what is to be sent to a member: its session ends.</summary>
    public void Overflowed(HubConnection connection, string text, long now, Outbox output)
    {
        StartCall(output);
        if (connection.Member is not { State: not MemberState.Dead } member || connection.IsOver)
            return;
        _out.Log($"{HubDiagnostics.Overflow}: {member} counts as dead: {text}");
        Refuse(connection, HubDiagnostics.Overflow, text, RejoinAdvice.Rejoin);
        Die(member, now);
        StoreSynchronizers();
    }

    private void HandleHello(HubConnection connection, Hello hello, long now)
    {
        bool resumes = hello.Incarnation != Guid.Empty;
        if (_recovery is not null)
        {
            HandleHelloWhileRecovering(connection, hello, now);
            return;
        }
        if ((_membership.Objection(hello) ?? (resumes ? ObjectionToResume(hello) : null)) is { } refused)
        {
            _out.Log($"Refused a node: {refused.Code}: {refused.Text}");
            Refuse(connection, refused.Code, refused.Text, refused.Advice);
            return;
        }
        if (resumes)
            Resume(connection, hello, _membership.FindSession(hello.Session)!, now);
        else
            Begin(connection, hello, now);
    }

    private void Begin(HubConnection connection, Hello hello, long now)
    {
        if (hello.Session != Guid.Empty && _membership.FindSession(hello.Session) is { } earlier)
        {
            if (earlier.State == MemberState.Active)
                Refuse(earlier.Connection, HubDiagnostics.Superseded, "The session goes on in a newer connection.");
            Die(earlier, now);
        }
        Member member = _membership.Add(hello, connection, now);
        (ulong firstId, int idCount) = _objects.Reserve(_options.IdBlockSize);
        if (_options.IsLasting)
        {
            ToStore.Store(_membership.ToStore());
            ToStore.Store(new StoredMember(member.Session, member.Number, member.Info.Name, member.Info.Host, member.Info.ProcessId));
        }
        Welcome(connection, member, resumed: false, firstId, idCount, _types.All);
        TellOthers(member, MemberChange.Joined);
        _out.Log($"{member} joined from {hello.Host}, process {hello.ProcessId}.");
    }

    private Refused? ObjectionToResume(Hello hello)
    {
        if (hello.Incarnation != _options.Incarnation)
            return OtherIncarnation(hello);
        if (_membership.FindSession(hello.Session) is { State: MemberState.Active or MemberState.Cut, IsCondemned: false } member
            && ReceivedBy(hello) >= member.Confirmed && ReceivedBy(hello) <= member.Sent)
        {
            return null;
        }
        return SessionOver(hello);
    }

    private static Refused OtherIncarnation(Hello hello) => new(
        HubDiagnostics.OtherIncarnation,
        $"The hub was started anew since node '{hello.NodeName}' joined it, and has nothing of what it had before. The node's session cannot go on.", RejoinAdvice.Afresh);

    private Refused SessionOver(Hello hello) => new(
        HubDiagnostics.SessionOver,
        $"Node '{hello.NodeName}' came back too late: its session is over, its leases are others', and what it had not published is not taken any more. The reconnect window is {_options.ReconnectWindowMilliseconds} ms, the node time-out {_options.NodeTimeoutMilliseconds} ms.", RejoinAdvice.Rejoin);

    private void Resume(HubConnection connection, Hello hello, Member member, long now)
    {
        HubConnection earlier = member.Connection;
        bool wasCut = member.State == MemberState.Cut;
        earlier.IsOver = true;
        if (!wasCut)
            _out.Close(earlier);
        (connection.Member, member.Connection, member.LastHeard) = (member, connection, now);
        _membership.Set(member, MemberState.Active);
        Welcome(connection, member, resumed: true, firstId: 0, idCount: 0, default);
        member.Confirmed = ReceivedBy(hello);
        _out.Continue(connection, earlier, member.Confirmed);
        _out.Log($"{member} is back.");
        if (!wasCut)
            return;
        _locks.Resume(member);
        ResumeSynchronizers(member, now);
    }

    // One that was welcomed by this hub and does not know it yet has handled nothing of it.
    private ulong ReceivedBy(Hello hello) => hello.Epoch != 0 && hello.Epoch < _options.Epoch ? 0 : hello.Received;

    private void Welcome(HubConnection connection, Member member, bool resumed, ulong firstId, int idCount, ReadOnlyMemory<byte> types) =>
        _out.Add(connection, Stamp(member) with { Complete = resumed ? member.AppliedBefore : _sequence }, new Welcome(
            member.Number, resumed, member.Received, _options.Incarnation, firstId, idCount, _options.ReconnectWindowMilliseconds, _options.NodeTimeoutMilliseconds,
            _membership.ClusterName!, [.. _membership.InSession.Select(each => each.Info)], types), resumed || !_options.IsLasting ? 0 : _out.Call);

    private void HandleReceived(Member member, Received received)
    {
        if (received.Count > member.Sent)
            throw new ProtocolException($"{member} has handled {received.Count} frames, of which {member.Sent} were sent.");
        if (received.Count <= member.Confirmed)
            return;
        member.Confirmed = received.Count;
        _out.Confirm(member.Connection, received.Count);
    }
}
