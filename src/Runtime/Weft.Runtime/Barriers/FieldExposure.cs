using Weft.Runtime.Contract;
using Weft.Runtime.Objects;
using Weft.Runtime.Transactions;

namespace Weft.Runtime.Barriers;

/// <summary>The fields of one shared object whose addresses were handed out, or the value in a box: they may be written unseen.</summary>
internal sealed class FieldExposure(SharedHeader header) : Exposure(header)
{
    private readonly List<KnownField> _fields = [];

    /// <summary>Whether it lasts as long as the object.</summary>
    internal bool IsKept { get; private set; }

    /// <summary>Whether the address of any field, value of a dictionary or root of a copied type was ever handed out in this process. Monotone.</summary>
    internal static bool Any { get; private set; }

    internal override bool IsRemembered => !IsKept;

    /// <summary>One is handed out.</summary>
    internal static void NoteAny() => Any = true;

    /// <summary>Has a field compared when the current thread publishes.</summary>
    internal static void Add<T>(object owner, SharedHeader header, FieldSlot<T> slot, ref T place)
    {
        NoteAny();
        Collections.SharedWrites.WaitUntilAnnounced(header);
        Exposure exposure = Hold(header, 0, static (header, _) => new FieldExposure(header));
        header.EnterLatch();
        FieldExposure fields = (FieldExposure)exposure;
        if (fields.Find(slot) is null)
            fields._fields.Add(new KnownField<T>(slot, place));
        header.ExitLatch();
        ThreadTransaction.Current.Exposed.Add(owner, exposure);
    }

    /// <summary>Has what is known of a field kept as long as the object, from now on. Under the latch.</summary>
    internal static void Keep<T>(SharedHeader header, FieldSlot<T> slot, ref T place)
    {
        if (Of(header, slot) is not null)
            return;
        FieldExposure exposure = (FieldExposure)HoldLatched(header, 0, static (header, _) => new FieldExposure(header));
        exposure.IsKept = true;
        exposure._fields.Add(new KnownField<T>(slot, place));
    }

    /// <summary>Has an object whose fields are known anyway compared when the current thread publishes.</summary>
    internal static void Look(object owner, SharedHeader header)
    {
        Collections.SharedWrites.WaitUntilAnnounced(header);
        ThreadTransaction.Current.Exposed.Add(owner, Hold(header, 0, static (header, _) => new FieldExposure(header)));
    }

    /// <summary>Whether any of the fields was written unseen.</summary>
    internal bool IsWritten(object owner)
    {
        Header.EnterLatch();
        bool written = _fields.Exists(field => field.IsWritten(owner));
        Header.ExitLatch();
        return written;
    }

    /// <summary>What is known of a field; null where its address was not handed out. Under the latch.</summary>
    internal static KnownField<T>? Of<T>(SharedHeader header, FieldSlot<T> slot) => header.Exposure is FieldExposure exposure ? (KnownField<T>?)exposure.Find(slot) : null;

    internal override bool Has<TPlace>(ref readonly TPlace place) => Field(in place) is not null;

    internal override void Lend<TPlace>(ref TPlace place, ref Loan<TPlace> loan)
    {
        (IWoven owner, int field) = Field(in place)!.Value;
        AtomicBarrier.Lend(owner, Header, ref owner.Header, ref owner.State, field, ref place, ref loan);
    }

    internal override void TakeBack<TPlace>(ref TPlace place, ref Loan<TPlace> loan)
    {
        (IWoven owner, int field) = Field(in place)!.Value;
        AtomicBarrier.TakeBack(owner, ref owner.Header, field, ref place, ref loan);
    }

    // Members of structs are no fields: their address is that of another type, or that of the first one of a field which is worked on as a whole.
    private (IWoven Owner, int Field)? Field<TPlace>(ref readonly TPlace place)
    {
        if (Header.Owner is not IWoven owner)
            return null;
        Header.EnterLatch();
        KnownField[] fields = [.. _fields];
        Header.ExitLatch();
        foreach (KnownField field in fields)
        {
            if (field.Slot is FieldSlot<TPlace> slot && slot.IsAt(owner, in place))
                return (owner, slot.Index);
        }
        return null;
    }

    internal override bool RecordDifference()
    {
        if (Header.Owner is not { } owner)
            return false;
        Header.EnterLatch();
        KnownField[] fields = [.. _fields];
        Header.ExitLatch();
        bool any = false;
        foreach (KnownField field in fields)
            any |= field.RecordDifference(Header, owner);
        return any;
    }

    private KnownField? Find(FieldSlot slot) => _fields.Find(field => field.Slot == slot);
}

/// <summary>The content of a field as it is known: what was recorded or came from other nodes.</summary>
internal abstract class KnownField
{
    internal abstract FieldSlot Slot { get; }

    /// <summary>Whether it was written unseen. Under the latch.</summary>
    internal abstract bool IsWritten(object owner);

    /// <summary>Records what was written unseen. Not under the latch.</summary>
    internal abstract bool RecordDifference(SharedHeader header, object owner);
}

/// <summary>The known content of a field, by its type.</summary>
internal sealed class KnownField<T>(FieldSlot<T> slot, T value) : KnownField
{
    internal T Value = value;

    internal override FieldSlot Slot => slot;

    internal override bool IsWritten(object owner) => slot.Differs(owner, this);

    internal override bool RecordDifference(SharedHeader header, object owner) => slot.RecordDifference(header, owner, this);
}
