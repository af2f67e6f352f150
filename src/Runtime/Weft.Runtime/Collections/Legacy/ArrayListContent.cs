using System.Collections;
using System.Runtime.CompilerServices;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections.Legacy;

/// <summary>The content of an <see cref="ArrayList"/>.</summary>
internal readonly struct ArrayListContent : ISequenceContent<ArrayList, object?>
{
    public static ArrayList Create() => new SharedArrayList();

    public static Replica MakeReplica(SharedHeader header) => new ArrayListReplica(header);

    public static long Stamp(ArrayList list) => ContentStamp.Of(Version(list), PlainArrayList.Count(list));

    public static int Count(ArrayList list) => PlainArrayList.Count(list);

    public static object?[] Copy(ArrayList list) => PlainArrayList.ToArray(list);

    public static void Load(ArrayList list, object?[] content)
    {
        PlainArrayList.Clear(list);
        PlainArrayList.InsertRange(list, 0, content);
    }

    public static bool TryInsert(ArrayList list, int index, object? item)
    {
        PlainArrayList.Insert(list, index, item);
        return true;
    }

    public static bool TryRemove(ArrayList list, int index, int count)
    {
        PlainArrayList.RemoveRange(list, index, count);
        return true;
    }

    public static bool TrySet(ArrayList list, int index, object? item)
    {
        PlainArrayList.Set(list, index, item);
        return true;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_version")]
    private static extern ref int Version(ArrayList list);
}
