using System.Collections;
using System.ComponentModel;
using System.Diagnostics;
using Weft.Runtime.Barriers;
using Weft.Runtime.Collections;
using Weft.Runtime.Collections.Legacy;

namespace Weft.Runtime.Contract;

/// <summary>Replaces the members of <see cref="IList"/> that change what is there already: arrays too are changed through it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.IList", Untouched = "*")]
public static class UntypedListShims
{
    /// <summary>See <see cref="IList.this"/>.</summary>
    public static void set_Item(IList self, int index, object? value)
    {
        if (self is Array array)
        {
            ArrayWrites.Share(array, value);
            self[index] = value;
            ArrayWrites.Written(array, index, 1);
            return;
        }
        if (Plain(self) is { } list)
        {
            ArrayListShims.set_Item(list, index, value);
            return;
        }
        self[index] = value;
        Adopted.LookAgain(self);
    }

    /// <summary>See <see cref="IList.Add"/>.</summary>
    public static int Add(IList self, object? value)
    {
        if (Plain(self) is { } list)
            return ArrayListShims.Add(list, value);
        int index = self.Add(value);
        Adopted.LookAgain(self);
        return index;
    }

    /// <summary>See <see cref="IList.Insert"/>.</summary>
    public static void Insert(IList self, int index, object? value)
    {
        if (Plain(self) is { } list)
        {
            ArrayListShims.Insert(list, index, value);
            return;
        }
        self.Insert(index, value);
        Adopted.LookAgain(self);
    }

    /// <summary>See <see cref="IList.Remove"/>.</summary>
    public static void Remove(IList self, object? value)
    {
        if (Plain(self) is { } list)
        {
            ArrayListShims.Remove(list, value);
            return;
        }
        self.Remove(value);
        Adopted.LookAgain(self);
    }

    /// <summary>See <see cref="IList.RemoveAt"/>.</summary>
    public static void RemoveAt(IList self, int index)
    {
        if (Plain(self) is { } list)
        {
            ArrayListShims.RemoveAt(list, index);
            return;
        }
        self.RemoveAt(index);
        Adopted.LookAgain(self);
    }

    /// <summary>See <see cref="IList.Clear"/>.</summary>
    public static void Clear(IList self)
    {
        if (Plain(self) is { } list)
        {
            ArrayListShims.Clear(list);
            return;
        }
        self.Clear();
        if (self is Array array)
            ArrayWrites.Written(array);
        else
            Adopted.LookAgain(self);
    }

    // A class that derives from it may do something of its own in these members, unless it is shared: the weaver refuses it then.
    private static ArrayList? Plain(IList self) => self is ArrayList list && (list.GetType() == typeof(ArrayList) || FrameworkWrappers.IsWrapper(list.GetType()) || (list is IWoven && DerivedCollections.IsShared(list))) ? list : null;
}

/// <summary>Replaces <see cref="ICollection.CopyTo"/>, which writes an array.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.ICollection", Untouched = "*")]
public static class UntypedCollectionShims
{
    /// <summary>See <see cref="ICollection.CopyTo"/>.</summary>
    public static void CopyTo(ICollection self, Array array, int index)
    {
        self.CopyTo(array, index);
        ArrayWrites.Written(array, index, self.Count);
    }
}
