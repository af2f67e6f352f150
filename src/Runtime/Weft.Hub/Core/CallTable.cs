using Weft.Protocol;

namespace Weft.Hub.Core;

/// <summary>Distributed calls that not every target has answered. Receiver and arguments stay pinned as long.</summary>
internal sealed class CallTable
{
    private readonly Dictionary<ulong, PendingCall> _pending = [];

    public int PendingCount => _pending.Count;

    public long Relayed { get; private set; }

    public long Failed { get; private set; }

    public void Begin(ulong callId, StoredObject[] pinned, IEnumerable<Member> targets)
    {
        var call = new PendingCall(pinned);
        foreach (Member target in targets)
            call.Waiting.Add(target);
        if (call.Waiting.Count == 0)
            return;
        if (!_pending.TryAdd(callId, call))
            throw new ProtocolException($"The call {callId:x} is made a second time.");
        Relayed++;
    }

    public bool IsPending(ulong callId) => _pending.ContainsKey(callId);

    public void Done(ulong callId, Member member, bool failed, bool lenient = false)
    {
        if (!_pending.TryGetValue(callId, out PendingCall? call) || !call.Waiting.Remove(member))
        {
            // The target may answer a second time what it had answered the hub before this one.
            if (lenient)
                return;
            throw new ProtocolException($"{member} answers the call {callId:x}, which does not wait for it.");
        }
        if (failed)
        {
            Failed++;
            member.CallsFailed++;
        }
        if (call.Waiting.Count == 0)
            _pending.Remove(callId);
    }

    public void Forget(Member member)
    {
        foreach ((ulong id, PendingCall call) in _pending)
        {
            if (call.Waiting.Remove(member) && call.Waiting.Count == 0)
                _pending.Remove(id);
        }
    }

    private sealed class PendingCall(StoredObject[] pinned)
    {
        public StoredObject[] Pinned { get; } = pinned;

        public HashSet<Member> Waiting { get; } = [];
    }
}
