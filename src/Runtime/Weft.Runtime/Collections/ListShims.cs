using System.ComponentModel;
using System.Diagnostics;

namespace Weft.Runtime.Contract;

/// <summary>Replaces <see cref="List{T}"/>'s members in woven code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.Generic.List`1", Untouched = "*")]
public static class ListShims<T>
{
    /// <summary>See <see cref="List{T}()"/>.</summary>
    public static List<T> Create() => new();

    /// <summary>See <see cref="List{T}.Add"/>.</summary>
    public static void Add(List<T> self, T item) => self.Add(item);
}
