using Weft.Protocol;

namespace Weft.Hub.Core;

// Who comes, goes and dies.
public sealed partial class HubCore
{
    /// <summary>A connection is closed: its member's leases are kept for the reconnect window.</summary>
    public void Closed(HubConnection connection, long now, Outbox output)
    {
        _out = output;
        if (connection.Member is not { } member)
            return;
        if (member.State == MemberState.Left)
        {
            Forget(member);
        }
        else if (member.State == MemberState.Active)
        {
            member.LastHeard = now;
            _membership.Set(member, MemberState.Cut);
            _calls.Forget(member);
            _locks.Cut(member);
            ForgetInquiries(member, now);
            foreach (SynchronizerObject synchronizer in _objects.Synchronizers)
                synchronizer.EndWaits(member, this);
            _out.Log($"{member} is cut off; its leases are kept for {_options.ReconnectWindowMilliseconds} ms.");
        }
    }

    /// <summary>Looks for members whose time is over. To be called several times a second.</summary>
    public void Tick(long now, Outbox output)
    {
        _out = output;
        AskForWaits(now);
        EndAudits(now);
        for (int i = _membership.All.Count - 1; i >= 0; i--)
        {
            Member member = _membership.All[i];
            long silence = now - member.LastHeard;
            if (member.State == MemberState.Cut && silence >= _options.ReconnectWindowMilliseconds)
            {
                _out.Log($"{member} did not come back within {_options.ReconnectWindowMilliseconds} ms and counts as dead.");
                Die(member, now);
            }
            else if (member.State != MemberState.Cut && silence >= _options.NodeTimeoutMilliseconds)
            {
                string text = $"Nothing was heard of {member} for {silence} ms; the node time-out is {_options.NodeTimeoutMilliseconds} ms.";
                _out.Log(text);
                Refuse(member.Connection, HubDiagnostics.Silence, text);
                Die(member, now);
            }
        }
    }

    private void HandleHello(HubConnection connection, Hello hello, long now)
    {
        if (_membership.Objection(hello) is { } refused)
        {
            _out.Log($"Refused a node: {refused.Code}: {refused.Text}");
            Refuse(connection, refused.Code, refused.Text);
            return;
        }
        if (hello.Session != Guid.Empty && _membership.FindSession(hello.Session) is { } earlier)
        {
            if (earlier.State == MemberState.Active)
                Refuse(earlier.Connection, HubDiagnostics.Superseded, "The session goes on in a newer connection.");
            Die(earlier, now);
        }
        Member member = _membership.Add(hello, connection, now);
        (ulong firstId, int idCount) = _objects.Reserve(_options.IdBlockSize);
        Send(member, new Welcome(
            member.Number, Resumed: false, LastGroup: 0, firstId, idCount, _options.ReconnectWindowMilliseconds, _options.NodeTimeoutMilliseconds,
            _membership.ClusterName!, [.. _membership.Active.Select(active => active.Info)], _types.All));
        TellOthers(member, MemberChange.Joined);
        _out.Log($"{member} joined from {hello.Host}, process {hello.ProcessId}.");
    }

    private void HandleLeave(Member member, long now)
    {
        _membership.Set(member, MemberState.Left);
        Release(member);
        ForgetInquiries(member, now);
        TellOthers(member, MemberChange.Left);
        Send(member, new MemberChanged(MemberChange.Left, member.Info));
        _out.Log($"{member} left.");
    }

    private void Die(Member member, long now)
    {
        bool wasMember = member.State is MemberState.Active or MemberState.Cut;
        Forget(member);
        ForgetInquiries(member, now);
        if (wasMember)
            TellOthers(member, MemberChange.Died);
    }

    private void Forget(Member member)
    {
        _membership.Set(member, MemberState.Dead);
        Release(member);
    }

    private void Release(Member member)
    {
        _objects.Forget(member);
        _roots.Forget(member);
        _calls.Forget(member);
        _locks.Forget(member);
        foreach (SynchronizerObject synchronizer in _objects.Synchronizers)
            synchronizer.Forget(member, this);
    }

    private void TellOthers(Member about, MemberChange change)
    {
        foreach (Member other in _membership.Active)
        {
            if (other != about)
                Send(other, new MemberChanged(change, about.Info));
        }
    }
}
