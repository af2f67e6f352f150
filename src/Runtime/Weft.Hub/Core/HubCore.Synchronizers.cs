using Weft.Protocol;

namespace Weft.Hub.Core;

// Semaphores, events, countdowns, barriers and channels.
public sealed partial class HubCore
{
    void ISyncOutput.Reply(Member to, ulong requestId, SyncOutcome outcome, long number, ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
            Send(to, new SyncReply(requestId, outcome, number, default, default));
        else if (TryName(to, value, out ReadOnlyMemory<byte> creations))
            Send(to, new SyncReply(requestId, outcome, number, value.ToArray(), creations));
    }

    private void HandleSync(Member member, SyncRequest request, long now)
    {
        SynchronizerObject target = RequireSynchronizer(member, request.ObjectId);
        if (request.Operation == SyncOperation.Snapshot)
        {
            ReplySnapshot(member, request, target);
            return;
        }
        if (!request.Value.IsEmpty)
            RequireValue(request.Value.Span, $"an operation on {target.Id:x}");
        target.Handle(new SyncCall(member, request.RequestId, request.Operation, request.Amount, request.Try, now), request.Value.Span, this);
    }

    // As one value, a tuple.
    private void ReplySnapshot(Member member, SyncRequest request, SynchronizerObject target)
    {
        var writer = new WireWriter();
        writer.Byte((byte)ValueTag.Tuple);
        target.WriteSnapshot(writer);
        ((ISyncOutput)this).Reply(member, request.RequestId, SyncOutcome.Done, 0, writer.Written);
    }

    private SynchronizerObject RequireSynchronizer(Member member, ulong id) =>
        _objects.Find(id) as SynchronizerObject ?? throw new ProtocolException($"{member} uses object {id:x} as a semaphore, event, countdown, barrier or channel, which it is not.");
}
