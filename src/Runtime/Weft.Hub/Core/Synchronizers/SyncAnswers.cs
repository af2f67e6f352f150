using Weft.Protocol;

namespace Weft.Hub.Core;

/// <summary>
/// The answers to requests that changed a synchronizer, until the members have confirmed that they have them: a member that does not know the answer asks again a hub that was started again
/// on its store, and what it asked for must not happen twice.
/// </summary>
internal sealed class SyncAnswers
{
    private readonly List<Answer> _unconfirmed = [];

    /// <summary>Notes an answer; the last frame that was sent to the member has it.</summary>
    public void Add(Member to, ulong requestId, SyncOutcome outcome, long number, ReadOnlySpan<byte> value) =>
        _unconfirmed.Add(new Answer(to, requestId, outcome, number, value.ToArray(), to.Sent));

    /// <summary>Finds what a request was answered, and forgets it.</summary>
    public bool TryTake(Member member, ulong requestId, out Answer answer)
    {
        int index = _unconfirmed.FindIndex(each => each.To == member && each.RequestId == requestId);
        answer = index < 0 ? default : _unconfirmed[index];
        if (index >= 0)
            _unconfirmed.RemoveAt(index);
        return index >= 0;
    }

    public void Write(WireWriter writer)
    {
        _unconfirmed.RemoveAll(static each => each.IsKnown);
        writer.Unsigned((uint)_unconfirmed.Count);
        foreach (Answer each in _unconfirmed)
        {
            writer.Unsigned((uint)each.To.Number);
            writer.Unsigned(each.RequestId);
            writer.Byte((byte)each.Outcome);
            writer.Signed(each.Number);
            writer.Bytes(each.Value);
        }
    }

    public void Read(ref WireReader reader, Func<int, Member?> members)
    {
        for (int count = reader.Count(); count > 0; count--)
        {
            Member? to = members((int)reader.Unsigned());
            var answer = new Answer(to!, reader.Unsigned(), (SyncOutcome)reader.Byte(), reader.Signed(), reader.Bytes().ToArray(), ulong.MaxValue);
            if (to is not null)
                _unconfirmed.Add(answer);
        }
    }

    /// <summary>One answer.</summary>
    /// <param name="To">Who asked.</param>
    /// <param name="RequestId">The request.</param>
    /// <param name="Outcome">What came of it.</param>
    /// <param name="Number">See <see cref="SyncReply.Number"/>.</param>
    /// <param name="Value">See <see cref="SyncReply.Value"/>.</param>
    /// <param name="Frame">The frame of the member's session that has it; none yet for one of the hub before.</param>
    internal readonly record struct Answer(Member To, ulong RequestId, SyncOutcome Outcome, long Number, byte[] Value, ulong Frame)
    {
        public bool IsKnown => To.State == MemberState.Dead || To.Confirmed >= Frame;
    }
}
