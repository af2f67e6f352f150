using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Weft.Runtime.Collections;

/// <summary>
/// The framework's own counts of changes, by which its enumerators see that a collection was modified. By these and the number of elements a replica sees that a collection was changed past it: by code that
/// is not woven, through the concrete type.
/// </summary>
internal static class ContentStamp
{
    internal const long Unknown = -1;

    internal static long Of(int version, int count) => ((long)(version & int.MaxValue) << 32) | (uint)count;
}

/// <summary>Counts of changes of classes with one type parameter.</summary>
internal static class ContentStamp<T>
{
    internal static long Of(List<T> list) => ContentStamp.Of(Version(list), list.Count);

    internal static long Of(Queue<T> queue) => ContentStamp.Of(Version(queue), queue.Count);

    internal static long Of(Stack<T> stack) => ContentStamp.Of(Version(stack), stack.Count);

    internal static long Of(HashSet<T> set) => ContentStamp.Of(Version(set), set.Count);

    internal static long Of(SortedSet<T> set) => ContentStamp.Of(Version(set), set.Count);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_version")]
    private static extern ref int Version(List<T> list);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_version")]
    private static extern ref int Version(Queue<T> queue);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_version")]
    private static extern ref int Version(Stack<T> stack);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_version")]
    private static extern ref int Version(HashSet<T> set);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "version")]
    private static extern ref int Version(SortedSet<T> set);
}

/// <summary>Counts of changes of classes with keys and values.</summary>
internal static class ContentStamp<TKey, TValue> where TKey : notnull
{
    private static readonly Func<SortedDictionary<TKey, TValue>, SortedSet<KeyValuePair<TKey, TValue>>?> Tree = MakeTree();

    internal static long Of(Dictionary<TKey, TValue> map) => ContentStamp.Of(Version(map), map.Count);

    internal static long Of(OrderedDictionary<TKey, TValue> map) => ContentStamp.Of(Version(map), map.Count);

    internal static long Of(SortedList<TKey, TValue> map) => ContentStamp.Of(Version(map), map.Count);

    internal static long Of(SortedDictionary<TKey, TValue> map) =>
        Tree(map) is { } tree ? ContentStamp<KeyValuePair<TKey, TValue>>.Of(tree) : ContentStamp.Unknown;

    // The type of the field is internal, so that no accessor can name it; each operation asks, and reflection takes longer than the operation.
    private static Func<SortedDictionary<TKey, TValue>, SortedSet<KeyValuePair<TKey, TValue>>?> MakeTree()
    {
        if (typeof(SortedDictionary<TKey, TValue>).GetField("_set", BindingFlags.Instance | BindingFlags.NonPublic) is not { } field || !typeof(SortedSet<KeyValuePair<TKey, TValue>>).IsAssignableFrom(field.FieldType))
            return static _ => null;
        if (!RuntimeFeature.IsDynamicCodeCompiled)
            return map => (SortedSet<KeyValuePair<TKey, TValue>>?)field.GetValue(map);
        DynamicMethod read = new("tree", typeof(SortedSet<KeyValuePair<TKey, TValue>>), [typeof(SortedDictionary<TKey, TValue>)], typeof(ContentStamp).Module, skipVisibility: true);
        ILGenerator il = read.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldfld, field);
        il.Emit(OpCodes.Ret);
        return read.CreateDelegate<Func<SortedDictionary<TKey, TValue>, SortedSet<KeyValuePair<TKey, TValue>>?>>();
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_version")]
    private static extern ref int Version(Dictionary<TKey, TValue> map);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_version")]
    private static extern ref int Version(OrderedDictionary<TKey, TValue> map);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "version")]
    private static extern ref int Version(SortedList<TKey, TValue> map);
}
