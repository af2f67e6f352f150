using System.Collections;
using System.ComponentModel;
using System.Diagnostics;
using Weft.Runtime.Barriers;
using Weft.Runtime.Collections;

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
        self[index] = value;
        Adopted.LookAgain(self);
    }

    /// <summary>See <see cref="IList.Clear"/>.</summary>
    public static void Clear(IList self)
    {
        self.Clear();
        if (self is Array array)
            ArrayWrites.Written(array);
        else
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
