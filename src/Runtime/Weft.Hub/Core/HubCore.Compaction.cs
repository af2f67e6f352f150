using Weft.Hub.Storage;

namespace Weft.Hub.Core;

// The log in the store: what is told of it, and up to where it is not needed for any member.
public sealed partial class HubCore
{
    private (ulong Sequence, List<(Member Member, ulong Sent)> Frames)? _unconfirmed;

    /// <summary>
    /// Everything up to this number is stored, and was handled by all members whom it concerns: none of them will lack it, or hand it back, should the hub be started again. So a snapshot
    /// may contain it.
    /// </summary>
    public ulong Compactable { get; private set; }

    /// <summary>What the store tells of itself, for whoever asks; the shell says so before questions.</summary>
    public StoreSummary? Storage { get; set; }

    private void NoteCompactable()
    {
        if (!_options.IsLasting)
            return;
        if (_unconfirmed is { } waiting)
        {
            if (waiting.Sequence > Durable || waiting.Frames.Exists(each => each.Member.State is MemberState.Active or MemberState.Cut && each.Member.Confirmed < each.Sent))
                return;
            Compactable = waiting.Sequence;
        }
        _unconfirmed = Compactable == _sequence ? null : (_sequence, [.. _membership.InSession.Select(static member => (member, member.Sent))]);
    }
}
