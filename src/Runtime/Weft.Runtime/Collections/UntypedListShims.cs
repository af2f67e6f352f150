using System.Collections;
using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Weft.Runtime.Barriers;
using Weft.Runtime.Collections;
using Weft.Runtime.Collections.Legacy;
using Weft.Runtime.Objects;

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
        LookAgain(self);
    }

    /// <summary>See <see cref="IList.Add"/>.</summary>
    public static int Add(IList self, object? value)
    {
        if (Plain(self) is { } list)
            return ArrayListShims.Add(list, value);
        int index = self.Add(value);
        LookAgain(self);
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
        LookAgain(self);
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
        LookAgain(self);
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
        LookAgain(self);
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
            LookAgain(self);
    }

    // A class that derives from it may implement the interface anew; what it comes down to looks for itself, as the runtime's own class does.
    private static ArrayList? Plain(IList self, [CallerMemberName] string member = "")
    {
        if (self is ArrayList list)
            return list is not SharedArrayList && !Overrides.Implements(list, typeof(IList), member) ? list : null;
        if (SideTable.InUse && self is not null && FrameworkWrappers.IsWrapper(self.GetType()))
            FrameworkWrappers.Attend(self);
        return null;
    }

    private static void LookAgain(IList self)
    {
        if (self is not ArrayList)
            Adopted.LookAgain(self);
    }
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
