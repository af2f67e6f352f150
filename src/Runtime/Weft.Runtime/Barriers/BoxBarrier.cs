using System.Runtime.CompilerServices;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Barriers;

/// <summary>Structs in shared boxes, changed there by their own methods.</summary>
internal static class BoxBarrier
{
    /// <summary>Code that may change the value in a box begins: what it changes is published with all that it publishes itself.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Begin(object box)
    {
        if (SideTable.Find(box) is not { } header)
            return;
        if (header.Deferred is not null)
            Collections.SharedWrites.Drain(box, header);
        // Without one it has no state yet that a change could differ from.
        if (header.Exposure is not null)
            FieldExposure.Look(box, header);
    }

    /// <summary>Such code has ended: publishes what it changed, at once where the thread is in no section.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void End(object box)
    {
        if (SideTable.Find(box) is { } header)
            BoxSlot.Publish(box, header);
    }
}
