using Weft.Protocol;

namespace Weft.Runtime.Synchronizers;

/// <summary>The hub's answer to an operation on a synchronizer.</summary>
/// <param name="Outcome">What came of it.</param>
/// <param name="Number">A count or phase.</param>
/// <param name="Value">An encoded value, or empty.</param>
/// <param name="Objects">What the value refers to, kept alive until it is decoded.</param>
internal sealed record SyncAnswer(SyncOutcome Outcome, long Number, byte[] Value, object? Objects)
{
    internal bool IsDone => Outcome == SyncOutcome.Done;

    /// <summary>The text that the value is; null where there is none.</summary>
    internal string? Text
    {
        get
        {
            if (Value.Length == 0)
                return null;
            WireReader reader = new(Value.AsSpan());
            return (ValueTag)reader.Byte() == ValueTag.Text ? reader.Text() : null;
        }
    }
}
