using Weft.Runtime.Barriers;
using Weft.Runtime.Contract;

namespace Weft.Runtime.Objects;

/// <summary>Finds and sets the header of an instance of any kind.</summary>
internal static class Headers
{
    /// <summary>The header, or null for an object that is not shared. A header copied by a clone is taken off.</summary>
    internal static SharedHeader? Of(object instance)
    {
        if (!ObjectMark.IsSet(instance))
            return null;
        if (instance is IWoven woven)
            return Checked(instance, ref woven.Header);
        if (instance is IHeaderOwner owner)
            return Checked(instance, ref owner.Header);
        return SideTable.Find(instance);
    }

    /// <summary>The header of a collection's content, or null where it is not shared: of an instance whose class derives from the collection, that of its part.</summary>
    internal static SharedHeader? OfContent(object collection) => collection is IWoven ? SideTable.Find(collection) : Of(collection);

    /// <summary>Sets the header; for instances without room, registers it in the side table.</summary>
    internal static void Set(object instance, SharedHeader header)
    {
        if (instance is IWoven woven)
        {
            // Before the header: whoever finds the mark looks there.
            ObjectMark.Set(instance);
            Volatile.Write(ref woven.Header, header);
        }
        else if (instance is IHeaderOwner owner)
        {
            int number = HeaderSlots.Reserve();
            bool isMarked = ObjectMark.TrySet(instance, number);
            Volatile.Write(ref owner.Header, header);
            if (isMarked)
                HeaderSlots.Put(header, number);
            else
                HeaderSlots.Release(number);
        }
        else
        {
            SideTable.Set(instance, header);
        }
    }

    /// <summary>Puts another header in the place of one, or none.</summary>
    internal static void Replace(object instance, SharedHeader from, SharedHeader? to)
    {
        if (instance is IWoven woven)
        {
            // Before the header tells that nothing is here: whoever reads must look at it.
            Volatile.Write(ref woven.State, 1);
            if (Interlocked.CompareExchange(ref woven.Header, to, from) == from)
                return;
        }
        else if (instance is IHeaderOwner owner && Interlocked.CompareExchange(ref owner.Header, to, from) == from)
        {
            HeaderSlots.Replace(from, to);
            return;
        }
        SideTable.Replace(instance, from, to);
    }

    /// <summary>
    /// The header in a place, if it belongs to the instance; a header copied by a clone is taken off, and so is that of an object whose state is here after the node has left.
    /// </summary>
    internal static SharedHeader? Checked(object instance, ref ObjectHeader? place)
    {
        if (Volatile.Read(ref place) is not SharedHeader header)
            return null;
        if (header.Owns(instance) && !(Activation.HasLeft && header.IsPlainWithoutNode))
            return header;
        place = null;
        return null;
    }
}
