using System.Collections;
using Weft.Runtime.Barriers;
using Weft.Runtime.Collections.Legacy;

namespace Weft.Runtime.Contract;

/// <content>Members that only read, also through wrappers.</content>
public static partial class ArrayListShims
{
    /// <summary>See <see cref="ArrayList.Count"/>.</summary>
    [CatchesUp(ReadsPlainly = true)]
    public static int get_Count(ArrayList self) => Replicas<ArrayList, SharedArrayList, ArrayListReplica>.Current(self).Count;

    /// <summary>See <see cref="ArrayList.this"/>.</summary>
    [CatchesUp(ReadsPlainly = true)]
    public static object? get_Item(ArrayList self, int index) => Replicas<ArrayList, SharedArrayList, ArrayListReplica>.Current(self)[index];

    /// <summary>See <see cref="ArrayList.BinarySearch(int, int, object, IComparer)"/>.</summary>
    public static int BinarySearch(ArrayList self, int index, int count, object? value, IComparer? comparer) => Replicas<ArrayList, SharedArrayList, ArrayListReplica>.Current(self).BinarySearch(index, count, value, comparer);

    /// <summary>See <see cref="ArrayList.BinarySearch(object)"/>.</summary>
    public static int BinarySearch(ArrayList self, object? value) => Replicas<ArrayList, SharedArrayList, ArrayListReplica>.Current(self).BinarySearch(value);

    /// <summary>See <see cref="ArrayList.BinarySearch(object, IComparer)"/>.</summary>
    public static int BinarySearch(ArrayList self, object? value, IComparer? comparer) => Replicas<ArrayList, SharedArrayList, ArrayListReplica>.Current(self).BinarySearch(value, comparer);

    /// <summary>See <see cref="ArrayList.Clone()"/>.</summary>
    public static object Clone(ArrayList self) => Replicas<ArrayList, SharedArrayList, ArrayListReplica>.Current(self).Clone();

    /// <summary>See <see cref="ArrayList.Contains(object)"/>.</summary>
    public static bool Contains(ArrayList self, object? item) => Replicas<ArrayList, SharedArrayList, ArrayListReplica>.Current(self).Contains(item);

    /// <summary>See <see cref="ArrayList.CopyTo(Array)"/>.</summary>
    public static void CopyTo(ArrayList self, Array array)
    {
        Replicas<ArrayList, SharedArrayList, ArrayListReplica>.Current(self).CopyTo(array);
        ArrayWrites.Written(array, 0, self.Count);
    }

    /// <summary>See <see cref="ArrayList.CopyTo(Array, int)"/>.</summary>
    public static void CopyTo(ArrayList self, Array array, int arrayIndex)
    {
        Replicas<ArrayList, SharedArrayList, ArrayListReplica>.Current(self).CopyTo(array, arrayIndex);
        ArrayWrites.Written(array, arrayIndex, self.Count);
    }

    /// <summary>See <see cref="ArrayList.CopyTo(int, Array, int, int)"/>.</summary>
    public static void CopyTo(ArrayList self, int index, Array array, int arrayIndex, int count)
    {
        Replicas<ArrayList, SharedArrayList, ArrayListReplica>.Current(self).CopyTo(index, array, arrayIndex, count);
        ArrayWrites.Written(array, arrayIndex, count);
    }

    /// <summary>See <see cref="ArrayList.GetEnumerator()"/>.</summary>
    public static IEnumerator GetEnumerator(ArrayList self) => Replicas<ArrayList, SharedArrayList, ArrayListReplica>.Current(self).GetEnumerator();

    /// <summary>See <see cref="ArrayList.GetEnumerator(int, int)"/>.</summary>
    public static IEnumerator GetEnumerator(ArrayList self, int index, int count) => Replicas<ArrayList, SharedArrayList, ArrayListReplica>.Current(self).GetEnumerator(index, count);

    /// <summary>See <see cref="ArrayList.GetRange(int, int)"/>.</summary>
    public static ArrayList GetRange(ArrayList self, int index, int count) => Replicas<ArrayList, SharedArrayList, ArrayListReplica>.Current(self).GetRange(index, count);

    /// <summary>See <see cref="ArrayList.IndexOf(object)"/>.</summary>
    public static int IndexOf(ArrayList self, object? value) => Replicas<ArrayList, SharedArrayList, ArrayListReplica>.Current(self).IndexOf(value);

    /// <summary>See <see cref="ArrayList.IndexOf(object, int)"/>.</summary>
    public static int IndexOf(ArrayList self, object? value, int startIndex) => Replicas<ArrayList, SharedArrayList, ArrayListReplica>.Current(self).IndexOf(value, startIndex);

    /// <summary>See <see cref="ArrayList.IndexOf(object, int, int)"/>.</summary>
    public static int IndexOf(ArrayList self, object? value, int startIndex, int count) => Replicas<ArrayList, SharedArrayList, ArrayListReplica>.Current(self).IndexOf(value, startIndex, count);

    /// <summary>See <see cref="ArrayList.LastIndexOf(object)"/>.</summary>
    public static int LastIndexOf(ArrayList self, object? value) => Replicas<ArrayList, SharedArrayList, ArrayListReplica>.Current(self).LastIndexOf(value);

    /// <summary>See <see cref="ArrayList.LastIndexOf(object, int)"/>.</summary>
    public static int LastIndexOf(ArrayList self, object? value, int startIndex) => Replicas<ArrayList, SharedArrayList, ArrayListReplica>.Current(self).LastIndexOf(value, startIndex);

    /// <summary>See <see cref="ArrayList.LastIndexOf(object, int, int)"/>.</summary>
    public static int LastIndexOf(ArrayList self, object? value, int startIndex, int count) => Replicas<ArrayList, SharedArrayList, ArrayListReplica>.Current(self).LastIndexOf(value, startIndex, count);

    /// <summary>See <see cref="ArrayList.ToArray()"/>.</summary>
    public static object?[] ToArray(ArrayList self) => Replicas<ArrayList, SharedArrayList, ArrayListReplica>.Current(self).ToArray();

    /// <summary>See <see cref="ArrayList.ToArray(Type)"/>.</summary>
    public static Array ToArray(ArrayList self, Type type) => Replicas<ArrayList, SharedArrayList, ArrayListReplica>.Current(self).ToArray(type);
}
