using System.Reflection;

namespace Weft.Runtime.Collections;

/// <summary>Sets that <see cref="SortedSet{T}.GetViewBetween"/> returned: they have no content of their own, and what is changed through them changes the whole.</summary>
internal static class SortedSetViews<T>
{
    private static readonly Type View = Of(typeof(T));
    private static readonly FieldInfo Whole = View.GetField("_underlying", BindingFlags.Instance | BindingFlags.NonPublic) ?? throw Unknown();

    internal static bool IsView(SortedSet<T> set) => set.GetType() == View;

    internal static SortedSet<T> WholeOf(SortedSet<T> set) => IsView(set) ? (SortedSet<T>)Whole.GetValue(set)! : set;

    private static Type Of(Type item) =>
        typeof(SortedSet<>).GetNestedType("TreeSubSet", BindingFlags.NonPublic)?.MakeGenericType(item) ?? throw Unknown();

    private static NotSupportedException Unknown() => new("This framework's SortedSet makes its views in a way that this version of Weft does not know.");
}
