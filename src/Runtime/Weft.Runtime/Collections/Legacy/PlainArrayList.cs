using System.Collections;

namespace Weft.Runtime.Collections.Legacy;

/// <summary>The members of <see cref="ArrayList"/> itself; see <see cref="NonVirtual"/>. Those that come down to other virtual members are not here.</summary>
internal static class PlainArrayList
{
    internal static readonly Func<ArrayList, int> Count = NonVirtual.Of<Func<ArrayList, int>>("get_Count");
    internal static readonly Func<ArrayList, object?[]> ToArray = NonVirtual.Of<Func<ArrayList, object?[]>>(nameof(ArrayList.ToArray));
    internal static readonly Func<ArrayList, object?, int> Add = NonVirtual.Of<Func<ArrayList, object?, int>>(nameof(ArrayList.Add));
    internal static readonly Action<ArrayList> Clear = NonVirtual.Of<Action<ArrayList>>(nameof(ArrayList.Clear));
    internal static readonly Action<ArrayList, int, object?> Set = NonVirtual.Of<Action<ArrayList, int, object?>>("set_Item");
    internal static readonly Action<ArrayList, int, object?> Insert = NonVirtual.Of<Action<ArrayList, int, object?>>(nameof(ArrayList.Insert));
    internal static readonly Action<ArrayList, int, ICollection> InsertRange = NonVirtual.Of<Action<ArrayList, int, ICollection>>(nameof(ArrayList.InsertRange));
    internal static readonly Action<ArrayList, int> RemoveAt = NonVirtual.Of<Action<ArrayList, int>>(nameof(ArrayList.RemoveAt));
    internal static readonly Action<ArrayList, int, int> RemoveRange = NonVirtual.Of<Action<ArrayList, int, int>>(nameof(ArrayList.RemoveRange));
    internal static readonly Action<ArrayList, int, ICollection> SetRange = NonVirtual.Of<Action<ArrayList, int, ICollection>>(nameof(ArrayList.SetRange));
    internal static readonly Action<ArrayList, int> Resize = NonVirtual.Of<Action<ArrayList, int>>("set_Capacity");
    internal static readonly Action<ArrayList, int, int> Reverse = NonVirtual.Of<Action<ArrayList, int, int>>(nameof(ArrayList.Reverse));
    internal static readonly Action<ArrayList, int, int, IComparer?> Sort = NonVirtual.Of<Action<ArrayList, int, int, IComparer?>>(nameof(ArrayList.Sort));
}
