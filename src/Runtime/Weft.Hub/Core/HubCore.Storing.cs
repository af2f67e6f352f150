using Weft.Hub.Storage;
using Weft.Protocol;

namespace Weft.Hub.Core;

// What waits until the store has it.
public sealed partial class HubCore
{
    private readonly List<(Member Member, ulong Stamp, ulong Call)> _pings = [];
    private ulong _call;
    private ulong _stored;
    private ulong _lastToStore;

    // Until it is stored that a member is gone, nobody is told what would not be true if it were still there.
    private ulong _goneAt;

    private Outbox ToStore
    {
        get
        {
            _lastToStore = _out.Call;
            return _out;
        }
    }

    /// <summary>The store has taken something. What waited for that is to be sent by the shell now.</summary>
    /// <param name="call">All that the calls of this core up to this one put out, see <see cref="Outbox.Call"/>, is stored.</param>
    /// <param name="durable">All groups and decisions up to this number are stored.</param>
    /// <param name="output">Takes what to do.</param>
    public void Stored(ulong call, ulong durable, Outbox output)
    {
        StartCall(output);
        (_stored, _durable) = (call, durable);
        foreach ((Member member, ulong stamp, ulong waits) in _pings)
        {
            if (waits <= _stored && member.State is MemberState.Active or MemberState.Cut)
                Send(member, new Pong(stamp));
        }
        _pings.RemoveAll(ping => ping.Call <= _stored);
    }

    private void StartCall(Outbox output)
    {
        _out = output;
        output.Call = ++_call;
    }

    private ulong Unless(ulong after) => after > _stored ? after : 0;

    private void HandlePing(Member member, Ping ping)
    {
        if (ping.WhenStored && _options.IsLasting && _lastToStore > _stored)
            _pings.Add((member, ping.Stamp, _lastToStore));
        else
            Send(member, new Pong(ping.Stamp));
    }

    private void StoreEnd(Member member)
    {
        if (!_options.IsLasting)
            return;
        ToStore.Store(new StoredMember(member.Session, member.Number, member.Info.Name, member.Info.Host, member.Info.ProcessId, IsGone: true));
        _goneAt = _out.Call;
    }
}
