using System.Runtime.CompilerServices;
using Weft.Runtime.Barriers;
using Weft.Runtime.Contract;
using Weft.Runtime.Transactions;

namespace Weft.Runtime.Objects;

/// <summary>The value in a box, member by member. It is written by the struct's own methods alone, so what is known of it is kept as long as the box, and what differs was written here.</summary>
internal abstract class BoxSlot
{
    private BoxSlot()
    {
    }

    /// <summary>Publishes what the struct's own code has written.</summary>
    internal static void Publish(object box, SharedHeader header)
    {
        if (header.Exposure is not FieldExposure exposure || !exposure.IsWritten(box))
            return;
        ThreadTransaction transaction = ThreadTransaction.Current;
        transaction.CheckWritable(header, "the boxed value");
        exposure.RecordDifference();
        transaction.EndOfStatement();
    }
}

/// <summary>The value in a box, by its type.</summary>
internal sealed class BoxSlot<T>() : FieldSlot<T>("", 0, SharedFieldAttributes.None) where T : struct
{
    internal override void OnShared(object owner, SharedHeader header)
    {
        header.EnterLatch();
        BeforeFill(owner, header);
        header.ExitLatch();
    }

    internal override void BeforeFill(object owner, SharedHeader header) => FieldExposure.Keep(header, this, ref Locate(owner));

    private protected override ref T Locate(object owner) => ref Unsafe.Unbox<T>(owner);
}
