namespace Weft.Runtime.Objects;

/// <summary>
/// Exclusion among threads of this node that store volatile fields. Held while a transaction enters the outbound queue, never over user code; two objects may have one, which costs
/// time and nothing else.
/// </summary>
internal static class VolatileTurns
{
    private static readonly Lock[] Turns = [.. Enumerable.Range(0, 64).Select(_ => new Lock())];

    internal static Lock Of(SharedHeader header) => Turns[header.Id % (ulong)Turns.Length];
}
