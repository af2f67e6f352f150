using Weft.Hub.Storage;
using Weft.Protocol;

namespace Weft.Hub.Core;

/// <summary>A decision about a root as the log has it: a record without a group number, whose entries are this.</summary>
/// <param name="Decision">Which decision.</param>
/// <param name="Name">The root's name.</param>
/// <param name="Outcome">What it did.</param>
/// <param name="TypeId">The type of the root's field; 0 if the root was deleted.</param>
/// <param name="Value">Its value; empty if it was deleted.</param>
internal sealed record RootRecord(RootDecision Decision, string Name, RootOutcome Outcome, ulong TypeId, ReadOnlyMemory<byte> Value)
{
    /// <summary>Reads a record of the log; null if it is that of a number without content.</summary>
    public static RootRecord? Read(LogRecord record)
    {
        if (record.Entries.IsEmpty)
            return null;
        var reader = new WireReader(record.Entries);
        return new RootRecord(
            new RootDecision(record.Sequence, record.Session, reader.Unsigned()), reader.Text(), (RootOutcome)reader.Byte(), reader.Fixed64(), reader.Rest());
    }

    /// <summary>The record of a number at which nothing happened that anybody knows.</summary>
    public static LogRecord Nothing(ulong sequence) => new(sequence, Guid.Empty, 0, default);

    public LogRecord ToRecord()
    {
        var writer = new WireWriter();
        writer.Unsigned(Decision.RequestId);
        writer.Text(Name);
        writer.Byte((byte)Outcome);
        writer.Fixed64(TypeId);
        writer.Raw(Value.Span);
        return new LogRecord(Decision.Sequence, Decision.Session, 0, writer.WrittenMemory);
    }

    public StoredRoot ToRoot() => new(Name, TypeId, Value, Decision.Sequence, Decision.Session, Decision.RequestId);
}
