using Weft.Runtime.Barriers;
using Weft.Runtime.Collections;

namespace Weft.Runtime.Contract;

/// <content>Members that only read: what other nodes did and this one has still queued is performed first.</content>
public static partial class ListShims<T>
{
    /// <summary>See <see cref="List{T}.BinarySearch(int, int, T, IComparer{T})"/>.</summary>
    public static int BinarySearch(List<T> self, int index, int count, T item, IComparer<T>? comparer)
    {
        ListReplica<T>.CatchUp(self);
        return self.BinarySearch(index, count, item, comparer);
    }

    /// <summary>See <see cref="List{T}.BinarySearch(T)"/>.</summary>
    public static int BinarySearch(List<T> self, T item)
    {
        ListReplica<T>.CatchUp(self);
        return self.BinarySearch(item);
    }

    /// <summary>See <see cref="List{T}.BinarySearch(T, IComparer{T})"/>.</summary>
    public static int BinarySearch(List<T> self, T item, IComparer<T>? comparer)
    {
        ListReplica<T>.CatchUp(self);
        return self.BinarySearch(item, comparer);
    }

    /// <summary>See <see cref="List{T}.Contains(T)"/>.</summary>
    public static bool Contains(List<T> self, T item)
    {
        ListReplica<T>.CatchUp(self);
        return self.Contains(item);
    }

    /// <summary>See <see cref="List{T}.ConvertAll{TOutput}(Converter{T, TOutput})"/>.</summary>
    public static List<TOutput> ConvertAll<TOutput>(List<T> self, Converter<T, TOutput> converter)
    {
        ListReplica<T>.CatchUp(self);
        return FreshCollections.Own(self.ConvertAll<TOutput>(converter));
    }

    /// <summary>See <see cref="List{T}.CopyTo(T[])"/>.</summary>
    public static void CopyTo(List<T> self, T[] array)
    {
        ListReplica<T>.CatchUp(self);
        self.CopyTo(array);
        ArrayWrites.Written(array, 0, self.Count);
    }

    /// <summary>See <see cref="List{T}.CopyTo(int, T[], int, int)"/>.</summary>
    public static void CopyTo(List<T> self, int index, T[] array, int arrayIndex, int count)
    {
        ListReplica<T>.CatchUp(self);
        self.CopyTo(index, array, arrayIndex, count);
        ArrayWrites.Written(array, arrayIndex, count);
    }

    /// <summary>See <see cref="List{T}.CopyTo(T[], int)"/>.</summary>
    public static void CopyTo(List<T> self, T[] array, int arrayIndex)
    {
        ListReplica<T>.CatchUp(self);
        self.CopyTo(array, arrayIndex);
        ArrayWrites.Written(array, arrayIndex, self.Count);
    }

    /// <summary>See <see cref="List{T}.Exists(Predicate{T})"/>.</summary>
    public static bool Exists(List<T> self, Predicate<T> match)
    {
        ListReplica<T>.CatchUp(self);
        return self.Exists(match);
    }

    /// <summary>See <see cref="List{T}.Find(Predicate{T})"/>.</summary>
    public static T? Find(List<T> self, Predicate<T> match)
    {
        ListReplica<T>.CatchUp(self);
        return self.Find(match);
    }

    /// <summary>See <see cref="List{T}.FindAll(Predicate{T})"/>.</summary>
    public static List<T> FindAll(List<T> self, Predicate<T> match)
    {
        ListReplica<T>.CatchUp(self);
        return FreshCollections.Own(self.FindAll(match));
    }

    /// <summary>See <see cref="List{T}.FindIndex(Predicate{T})"/>.</summary>
    public static int FindIndex(List<T> self, Predicate<T> match)
    {
        ListReplica<T>.CatchUp(self);
        return self.FindIndex(match);
    }

    /// <summary>See <see cref="List{T}.FindIndex(int, Predicate{T})"/>.</summary>
    public static int FindIndex(List<T> self, int startIndex, Predicate<T> match)
    {
        ListReplica<T>.CatchUp(self);
        return self.FindIndex(startIndex, match);
    }

    /// <summary>See <see cref="List{T}.FindIndex(int, int, Predicate{T})"/>.</summary>
    public static int FindIndex(List<T> self, int startIndex, int count, Predicate<T> match)
    {
        ListReplica<T>.CatchUp(self);
        return self.FindIndex(startIndex, count, match);
    }

    /// <summary>See <see cref="List{T}.FindLast(Predicate{T})"/>.</summary>
    public static T? FindLast(List<T> self, Predicate<T> match)
    {
        ListReplica<T>.CatchUp(self);
        return self.FindLast(match);
    }

    /// <summary>See <see cref="List{T}.FindLastIndex(Predicate{T})"/>.</summary>
    public static int FindLastIndex(List<T> self, Predicate<T> match)
    {
        ListReplica<T>.CatchUp(self);
        return self.FindLastIndex(match);
    }

    /// <summary>See <see cref="List{T}.FindLastIndex(int, Predicate{T})"/>.</summary>
    public static int FindLastIndex(List<T> self, int startIndex, Predicate<T> match)
    {
        ListReplica<T>.CatchUp(self);
        return self.FindLastIndex(startIndex, match);
    }

    /// <summary>See <see cref="List{T}.FindLastIndex(int, int, Predicate{T})"/>.</summary>
    public static int FindLastIndex(List<T> self, int startIndex, int count, Predicate<T> match)
    {
        ListReplica<T>.CatchUp(self);
        return self.FindLastIndex(startIndex, count, match);
    }

    /// <summary>See <see cref="List{T}.ForEach(Action{T})"/>.</summary>
    public static void ForEach(List<T> self, Action<T> action)
    {
        ListReplica<T>.CatchUp(self);
        self.ForEach(action);
    }

    /// <summary>See <see cref="List{T}.Count"/>.</summary>
    [CatchesUp(ReadsPlainly = true)]
    public static int get_Count(List<T> self)
    {
        ListReplica<T>.CatchUp(self);
        return self.Count;
    }

    /// <summary>See <see cref="List{T}.this"/>.</summary>
    [CatchesUp(ReadsPlainly = true)]
    public static T get_Item(List<T> self, int index)
    {
        ListReplica<T>.CatchUp(self);
        return self[index];
    }

    /// <summary>See <see cref="List{T}.GetEnumerator()"/>.</summary>
    [CatchesUp(ReadsPlainly = true)]
    public static List<T>.Enumerator GetEnumerator(List<T> self)
    {
        ListReplica<T>.CatchUp(self);
        return self.GetEnumerator();
    }

    /// <summary>See <see cref="List{T}.GetRange(int, int)"/>.</summary>
    public static List<T> GetRange(List<T> self, int index, int count)
    {
        ListReplica<T>.CatchUp(self);
        return FreshCollections.Own(self.GetRange(index, count));
    }

    /// <summary>See <see cref="List{T}.IndexOf(T)"/>.</summary>
    public static int IndexOf(List<T> self, T item)
    {
        ListReplica<T>.CatchUp(self);
        return self.IndexOf(item);
    }

    /// <summary>See <see cref="List{T}.IndexOf(T, int)"/>.</summary>
    public static int IndexOf(List<T> self, T item, int index)
    {
        ListReplica<T>.CatchUp(self);
        return self.IndexOf(item, index);
    }

    /// <summary>See <see cref="List{T}.IndexOf(T, int, int)"/>.</summary>
    public static int IndexOf(List<T> self, T item, int index, int count)
    {
        ListReplica<T>.CatchUp(self);
        return self.IndexOf(item, index, count);
    }

    /// <summary>See <see cref="List{T}.LastIndexOf(T)"/>.</summary>
    public static int LastIndexOf(List<T> self, T item)
    {
        ListReplica<T>.CatchUp(self);
        return self.LastIndexOf(item);
    }

    /// <summary>See <see cref="List{T}.LastIndexOf(T, int)"/>.</summary>
    public static int LastIndexOf(List<T> self, T item, int index)
    {
        ListReplica<T>.CatchUp(self);
        return self.LastIndexOf(item, index);
    }

    /// <summary>See <see cref="List{T}.LastIndexOf(T, int, int)"/>.</summary>
    public static int LastIndexOf(List<T> self, T item, int index, int count)
    {
        ListReplica<T>.CatchUp(self);
        return self.LastIndexOf(item, index, count);
    }

    /// <summary>See <see cref="List{T}.Slice(int, int)"/>.</summary>
    public static List<T> Slice(List<T> self, int start, int length)
    {
        ListReplica<T>.CatchUp(self);
        return FreshCollections.Own(self.Slice(start, length));
    }

    /// <summary>See <see cref="List{T}.ToArray()"/>.</summary>
    public static T[] ToArray(List<T> self)
    {
        ListReplica<T>.CatchUp(self);
        return self.ToArray();
    }

    /// <summary>See <see cref="List{T}.TrueForAll(Predicate{T})"/>.</summary>
    public static bool TrueForAll(List<T> self, Predicate<T> match)
    {
        ListReplica<T>.CatchUp(self);
        return self.TrueForAll(match);
    }
}
