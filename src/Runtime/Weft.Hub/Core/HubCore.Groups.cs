using Weft.Hub.Storage;
using Weft.Protocol;

namespace Weft.Hub.Core;

// What nodes publish, ask for and drop.
public sealed partial class HubCore
{
    private void HandleGroup(Member member, Group message)
    {
        if (message.Number <= member.LastGroup)
        {
            Send(member, new Acknowledge(_sequence, message.Number));
            return;
        }
        if (message.Number != member.LastGroup + 1)
            throw new ProtocolException($"{member} sent group {message.Number} after group {member.LastGroup}.");
        if (message.Entries.Length > _options.MaxObjectBytes)
            throw new ProtocolException($"{member} sent a group of {message.Entries.Length} bytes; {_options.MaxObjectBytes} are allowed.");
        _group.Parse(message.Entries.Span, member.Number);
        RequireNewCalls();
        member.LastGroup = message.Number;
        ToStore.Store(new LogRecord(++_sequence, member.Session, message.Number, message.Entries));
        Accept(member, member.Number, message.Number, message.Entries);
        NoteCreated();
        Groups++;
        Transactions += message.Transactions;
        Entries += _group.Entries.Length;
    }

    // The group that was parsed has the number given out last.
    private void Accept(Member? maker, int origin, ulong number, ReadOnlyMemory<byte> entries)
    {
        ulong sequence = _sequence;
        Apply(maker, entries.Span);
        // It comes behind what only its maker can hand back, so nobody else can hand it back either.
        bool isAhead = maker?.AheadOfStore > _stored;
        foreach (Member other in _membership.InSession)
        {
            if (other == maker || other.AppliedBefore >= sequence)
                continue;
            int start = _scratch.Length;
            ReadOnlyMemory<byte> relayed = _relay.For(other, _group, entries, sequence, _scratch);
            bool isAsMade = _scratch.Length == start;
            if (relayed.Length > _options.MaxEntryBytes && !isAsMade)
                relayed = SendAhead(other, start, _relay.CreationsEnd) ? _scratch[_relay.CreationsEnd..] : default;
            if (!relayed.IsEmpty)
                Send(other, new Apply(sequence, origin, number, isAsMade && !isAhead, relayed));
        }
        if (maker is not null && maker.AppliedBefore < sequence)
            Send(maker, new Acknowledge(sequence, number));
    }

    private void RequireNewCalls()
    {
        Span<ParsedEntry> entries = _group.Entries;
        for (int i = 0; i < entries.Length; i++)
        {
            if (entries[i].Kind != EntryKind.Call)
                continue;
            ulong id = entries[i].CallId;
            bool twice = _calls.IsPending(id);
            for (int j = 0; j < i && !twice; j++)
                twice = entries[j].Kind == EntryKind.Call && entries[j].CallId == id;
            if (twice)
                throw new ProtocolException($"The call {id:x} is made a second time.");
        }
    }

    private void Apply(Member? member, ReadOnlySpan<byte> bytes)
    {
        _group.Apply(bytes, member);
        foreach (ref ParsedEntry entry in _group.Entries)
        {
            if (entry.Kind == EntryKind.Call)
                BeginCall(member, entry);
        }
    }

    private void BeginCall(Member? caller, ParsedEntry call)
    {
        IEnumerable<Member> targets = _membership.InSession.Where(member =>
            member != caller && member.AppliedBefore < _sequence && (call.Scope != CallScope.Holders || call.Target is null || call.Target.Residents.Contains(member.Slot)));
        _calls.Begin(call.CallId, _group.ReferencesOf(call).ToArray(), targets);
    }

    private void HandleFault(Member member, Fault fault)
    {
        Faults++;
        if (_objects.Find(fault.ObjectId) is not { } asked)
        {
            Send(member, new FaultReply(fault.RequestId, Found: false, default));
            return;
        }
        int start = _scratch.Length;
        _faults.Read(asked, member, fault.MaxObjects, _sequence, _scratch);
        int end = _scratch.Length;
        if (end - start > _options.MaxEntryBytes)
        {
            // The reply has the object that was asked for; what comes with it may be known before.
            end = _scratch.EndOfFirst(start);
            if (end - start > _options.MaxObjectBytes)
            {
                RefuseTooLarge(member, end - start);
                return;
            }
            if (!SendAhead(member, end, _scratch.Length))
                return;
        }
        Send(member, new FaultReply(fault.RequestId, Found: true, _scratch[start..end]));
    }

    private void HandleDrop(Member member, Drop drop)
    {
        foreach (ulong id in drop.Objects)
        {
            // Named again since, perhaps to another: the node drops it again when it hears of a change that it has no use for. At the same number the naming, by an answer
            // to a question, may be the later one: the node may have asked for the object anew while its drop was on its way.
            if (_objects.Find(id) is { } dropped && dropped.LastNamed < drop.LastApplied)
                dropped.Residents.Remove(member.Slot);
        }
    }

    /// <summary>
    /// Sends creations that are too long to go in one message with what names them in messages of their own before it. Nobody sees them there: only what follows refers to them.
    /// </summary>
    /// <returns>False if one is too large; then the member is refused.</returns>
    private bool SendAhead(Member to, int start, int end)
    {
        foreach (Range piece in _scratch.Cut(start, end, _options.MaxEntryBytes))
        {
            ReadOnlyMemory<byte> entries = _scratch[piece];
            if (entries.Length > _options.MaxObjectBytes)
            {
                RefuseTooLarge(to, entries.Length);
                return false;
            }
            Send(to, new Apply(_sequence, 0, GroupNumber: 0, Whole: false, entries));
        }
        return true;
    }

    private void RefuseTooLarge(Member member, int length)
    {
        string text = $"An object that {member} needs is {length} bytes long; {_options.MaxObjectBytes} are allowed. Divide it into several objects, or allow more (--max-object).";
        _out.Log($"{HubDiagnostics.ObjectTooLarge}: {text}");
        member.IsCondemned = true;
        Refuse(member.Connection, HubDiagnostics.ObjectTooLarge, text);
    }
}
