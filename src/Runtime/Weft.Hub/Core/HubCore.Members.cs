using Weft.Protocol;

namespace Weft.Hub.Core;

// Who goes and dies.
public sealed partial class HubCore
{
    /// <summary>Looks for members whose time is over. To be called several times a second.</summary>
    public void Tick(long now, Outbox output)
    {
        StartCall(output);
        if (_recovery is not null)
        {
            EndRecoveryInTime(now);
            StoreSynchronizers();
            return;
        }
        NoteCompactable();
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
                Refuse(member.Connection, HubDiagnostics.Silence, text, RejoinAdvice.Rejoin);
                Die(member, now);
            }
        }
        StoreSynchronizers();
    }

    private void HandleLeave(Member member, long now)
    {
        _membership.Set(member, MemberState.Left);
        StoreEnd(member);
        Release(member, now);
        ForgetInquiries(member, now);
        TellOthers(member, MemberChange.Left);
        Send(member, new MemberChanged(MemberChange.Left, member.Info));
        _out.Log($"{member} left.");
    }

    private void Die(Member member, long now)
    {
        bool wasMember = member.State is MemberState.Active or MemberState.Cut;
        Forget(member, now);
        ForgetInquiries(member, now);
        if (wasMember)
            TellOthers(member, MemberChange.Died);
    }

    private void Forget(Member member, long now)
    {
        if (member.State != MemberState.Left)
            StoreEnd(member);
        _membership.Set(member, MemberState.Dead);
        Release(member, now);
    }

    private void Release(Member member, long now)
    {
        _objects.Forget(member);
        _roots.Forget(member);
        _calls.Forget(member);
        _locks.Forget(member);
        ForgetSynchronizers(member, now);
    }

    private void TellOthers(Member about, MemberChange change)
    {
        foreach (Member other in _membership.InSession)
        {
            if (other != about)
                Send(other, new MemberChanged(change, about.Info));
        }
    }
}
