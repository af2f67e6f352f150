using System.Collections;

namespace Weft.Runtime.Collections.Legacy;

/// <summary>The members of the non-generic <see cref="SortedList"/> itself; see <see cref="NonVirtual"/>. Those that come down to other virtual members are not here.</summary>
internal static class PlainSortedList
{
    internal static readonly Func<SortedList, int> Count = NonVirtual.Of<Func<SortedList, int>>("get_Count");
    internal static readonly Func<SortedList, object, int> IndexOf = NonVirtual.Of<Func<SortedList, object, int>>(nameof(SortedList.IndexOfKey));
    internal static readonly Func<SortedList, int, object> KeyAt = NonVirtual.Of<Func<SortedList, int, object>>(nameof(SortedList.GetKey));
    internal static readonly Func<SortedList, int, object?> ValueAt = NonVirtual.Of<Func<SortedList, int, object?>>(nameof(SortedList.GetByIndex));
    internal static readonly Action<SortedList, object, object?> Add = NonVirtual.Of<Action<SortedList, object, object?>>(nameof(SortedList.Add));
    internal static readonly Action<SortedList, object, object?> Set = NonVirtual.Of<Action<SortedList, object, object?>>("set_Item");
    internal static readonly Action<SortedList, int, object?> SetAt = NonVirtual.Of<Action<SortedList, int, object?>>(nameof(SortedList.SetByIndex));
    internal static readonly Action<SortedList, int> RemoveAt = NonVirtual.Of<Action<SortedList, int>>(nameof(SortedList.RemoveAt));
    internal static readonly Action<SortedList> Clear = NonVirtual.Of<Action<SortedList>>(nameof(SortedList.Clear));
    internal static readonly Action<SortedList, int> Resize = NonVirtual.Of<Action<SortedList, int>>("set_Capacity");
}
