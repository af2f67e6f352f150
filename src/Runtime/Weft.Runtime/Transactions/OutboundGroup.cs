using Weft.Protocol;

namespace Weft.Runtime.Transactions;

/// <summary>Entries that will go to the hub, or went, under one number. Kept until the hub acknowledges it.</summary>
internal sealed class OutboundGroup
{
    internal ulong Number { get; set; }

    internal int Transactions { get; set; }

    internal WireWriter Entries { get; } = new(4096);
}
