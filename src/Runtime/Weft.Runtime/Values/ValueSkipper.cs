using Weft.Protocol;

namespace Weft.Runtime.Values;

/// <summary>Walks over encoded values and entries without making them.</summary>
internal static class ValueSkipper
{
    /// <summary>Skips one value.</summary>
    internal static void SkipValue(this ref WireReader reader, WireValue.ReferenceHandler? onReference = null) => WireValue.Visit(ref reader, onReference);

    internal static void SkipValues(this ref WireReader reader, int count, WireValue.ReferenceHandler? onReference = null)
    {
        for (; count > 0; count--)
            reader.SkipValue(onReference);
    }

    /// <summary>Skips a creation's state, after the kind.</summary>
    internal static void SkipState(this ref WireReader reader, ObjectKind kind, WireValue.ReferenceHandler? onReference = null)
    {
        if (kind is ObjectKind.Map or ObjectKind.Set)
            reader.SkipValue(onReference);
        int count = kind == ObjectKind.LockObject ? 0 : reader.Count();
        for (; count > 0; count--)
        {
            if (kind is ObjectKind.Physical or ObjectKind.Whole)
                reader.Raw(4);
            else if (kind is ObjectKind.Map or ObjectKind.Set)
                reader.Raw(8);
            reader.SkipValues(kind == ObjectKind.Map ? 2 : 1, onReference);
        }
    }

    /// <summary>Skips what follows the object id of an operation.</summary>
    internal static void SkipOperation(this ref WireReader reader, EntryKind kind, WireValue.ReferenceHandler? onReference = null)
    {
        switch (kind)
        {
            case EntryKind.FieldSet:
                reader.Raw(4);
                reader.SkipValue(onReference);
                break;
            case EntryKind.ElementSet:
                reader.Unsigned();
                reader.SkipValues(reader.Count(), onReference);
                break;
            case EntryKind.ListInsert or EntryKind.ListSet:
                reader.Unsigned();
                reader.SkipValue(onReference);
                break;
            case EntryKind.ListRemove:
                reader.Unsigned();
                reader.Unsigned();
                break;
            case EntryKind.ListReplace:
                reader.SkipValues(reader.Count(), onReference);
                break;
            case EntryKind.MapAdd or EntryKind.MapSet or EntryKind.SetAdd or EntryKind.EntryRemove:
                reader.Raw(8);
                reader.SkipValues(kind switch { EntryKind.MapAdd => 2, EntryKind.EntryRemove => 0, _ => 1 }, onReference);
                break;
            case EntryKind.Clear:
                break;
            default:
                throw new ProtocolException($"Entry kind {(byte)kind} before byte {reader.Position} is no operation on an object.");
        }
    }
}
