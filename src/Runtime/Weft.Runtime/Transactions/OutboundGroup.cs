using Weft.Protocol;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Transactions;

/// <summary>Entries that will go to the hub, or went, under one number. Kept until the hub acknowledges it.</summary>
internal sealed class OutboundGroup
{
    internal ulong Number { get; set; }

    internal int Transactions { get; set; }

    internal WireWriter Entries { get; } = new(4096);

    /// <summary>Places of which it replaced earlier writes, once each.</summary>
    internal List<(SharedHeader Header, int Fold)> Replaced { get; } = [];

    /// <summary>
    /// Takes the replaced writes off the pending ones: only the last is acknowledged. Once for the whole group, and before it is sent: while the place has that last one pending, it makes no
    /// difference how many there are.
    /// </summary>
    internal void ReleaseReplaced()
    {
        foreach ((SharedHeader header, int fold) in Replaced)
        {
            header.EnterLatch();
            for (ref int left = ref header.FoldSlots![fold].Replaced; left > 0; left--)
                header.Pending.Release((ulong)fold);
            header.ExitLatch();
        }
        Replaced.Clear();
    }
}
