using System.Runtime.CompilerServices;
using Weft.Runtime.Barriers;
using Weft.Runtime.Locks;

namespace Weft.Runtime.Objects;

/// <summary>Headers of shared objects without room for one: arrays, collections made by code that is not woven, plain lock objects.</summary>
internal static class SideTable
{
    // Of objects whose mark cannot be the number of their header.
    private static readonly ConditionalWeakTable<object, SharedHeader> Others = [];
    private static volatile bool _anyOther;

    /// <summary>Whether anything was ever put in; monotone.</summary>
    internal static volatile bool InUse;

    internal static SharedHeader? Find(object instance) => ObjectMark.IsSet(instance) && InUse ? FindMarked(instance) : null;

    internal static void Set(object instance, SharedHeader header)
    {
        InUse = true;
        header.Descriptor.NoteInSideTable();
        if (HeaderSlots.Find(instance, ObjectMark.Number(instance)) is { } earlier)
        {
            HeaderSlots.Replace(earlier, header);
            return;
        }
        int number = HeaderSlots.Reserve();
        // Before the header: whoever finds a mark asks here.
        if (!ObjectMark.TrySet(instance, number))
        {
            HeaderSlots.Release(number);
            number = 0;
        }
        if (instance is Array array)
            ArrayMark.Set(array);
        if (number != 0)
        {
            HeaderSlots.Put(header, number);
            return;
        }
        _anyOther = true;
        // The table has a lock of its own, and the object has its mark already.
        Uninterrupted.Do((instance, header), static entry => Others.AddOrUpdate(entry.instance, entry.header));
    }

    internal static void Replace(object instance, SharedHeader from, SharedHeader? to)
    {
        if (HeaderSlots.Replace(from, to) || !Others.TryGetValue(instance, out SharedHeader? found) || found != from)
            return;
        if (to is null)
            Others.Remove(instance);
        else
            Others.AddOrUpdate(instance, to);
    }

    private static SharedHeader? FindMarked(object instance)
    {
        SharedHeader? header = HeaderSlots.Find(instance, ObjectMark.Number(instance));
        if (header is null && !(_anyOther && Others.TryGetValue(instance, out header)))
            return null;
        return Activation.HasLeft && header!.IsPlainWithoutNode ? null : header;
    }
}

/// <summary>Whether any collection of one class was ever put into the side table; monotone. What asks for a header of a collection looks here first, which costs no look-up.</summary>
internal static class SideTableFlag<TCollection> where TCollection : class
{
    internal static volatile bool Raised;
}
