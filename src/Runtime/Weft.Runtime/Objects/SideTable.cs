using System.Runtime.CompilerServices;
using Weft.Runtime.Barriers;

namespace Weft.Runtime.Objects;

/// <summary>Headers of shared objects without room for one: arrays, collections made by code that is not woven, plain lock objects.</summary>
internal static class SideTable
{
    private static readonly ConditionalWeakTable<object, SharedHeader> Headers = [];

    /// <summary>Whether anything was ever put in; monotone.</summary>
    internal static volatile bool InUse;

    internal static SharedHeader? Find(object instance) =>
        InUse && ObjectMark.IsSet(instance) && Headers.TryGetValue(instance, out SharedHeader? header) && !(Activation.HasLeft && header.IsPlainNow) ? header : null;

    internal static void Set(object instance, SharedHeader header)
    {
        InUse = true;
        header.Descriptor.NoteInSideTable();
        // Before the table: whoever finds a mark asks there.
        ObjectMark.Set(instance);
        if (instance is Array array)
            ArrayMark.Set(array);
        Headers.AddOrUpdate(instance, header);
    }

    internal static void Replace(object instance, SharedHeader from, SharedHeader? to)
    {
        if (!Headers.TryGetValue(instance, out SharedHeader? found) || found != from)
            return;
        if (to is null)
            Headers.Remove(instance);
        else
            Headers.AddOrUpdate(instance, to);
    }
}

/// <summary>Whether any collection of one class was ever put into the side table; monotone. What asks for a header of a collection looks here first, which costs no look-up.</summary>
internal static class SideTableFlag<TCollection> where TCollection : class
{
    internal static volatile bool Raised;
}
