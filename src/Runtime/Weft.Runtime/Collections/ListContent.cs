using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections;

/// <summary>The content of a <see cref="List{T}"/>.</summary>
internal readonly struct ListContent<T> : ISequenceContent<List<T>, T>
{
    public static List<T> Create() => new SharedList<T>();

    public static Replica MakeReplica(SharedHeader header) => new ListReplica<T>(header);

    public static long Stamp(List<T> list) => ContentStamp<T>.Of(list);

    public static int Count(List<T> list) => list.Count;

    public static T[] Copy(List<T> list) => list.ToArray();

    public static void Load(List<T> list, T[] content)
    {
        list.Clear();
        list.AddRange(content);
    }

    public static bool TryInsert(List<T> list, int index, T item)
    {
        list.Insert(index, item);
        return true;
    }

    public static bool TryRemove(List<T> list, int index, int count)
    {
        list.RemoveRange(index, count);
        return true;
    }

    public static bool TrySet(List<T> list, int index, T item)
    {
        list[index] = item;
        return true;
    }
}
