using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections.Immutable;

/// <summary>The content of a builder of an <see cref="ImmutableList{T}"/>.</summary>
internal readonly struct ListBuilderContent<T> : ISequenceContent<ImmutableList<T>.Builder, T>
{
    public static ImmutableList<T>.Builder Create() => ImmutableList.CreateBuilder<T>();

    public static Replica MakeReplica(SharedHeader header) => new SequenceBuilderReplica<ImmutableList<T>.Builder, T, ListBuilderContent<T>>(header);

    public static long Stamp(ImmutableList<T>.Builder builder) => ContentStamp.Of(Version(builder), builder.Count);

    public static int Count(ImmutableList<T>.Builder builder) => builder.Count;

    public static T[] Copy(ImmutableList<T>.Builder builder)
    {
        T[] content = new T[builder.Count];
        builder.CopyTo(content);
        return content;
    }

    public static void Load(ImmutableList<T>.Builder builder, T[] content)
    {
        builder.Clear();
        builder.AddRange(content);
    }

    public static bool TryInsert(ImmutableList<T>.Builder builder, int index, T item)
    {
        builder.Insert(index, item);
        return true;
    }

    public static bool TryRemove(ImmutableList<T>.Builder builder, int index, int count)
    {
        for (; count > 0; count--)
            builder.RemoveAt(index);
        return true;
    }

    public static bool TrySet(ImmutableList<T>.Builder builder, int index, T item)
    {
        builder[index] = item;
        return true;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_version")]
    private static extern ref int Version(ImmutableList<T>.Builder builder);
}

/// <summary>The content of a builder of an <see cref="ImmutableArray{T}"/>. It keeps no count of changes: past the replica only one of the number of items is seen.</summary>
internal readonly struct ArrayBuilderContent<T> : ISequenceContent<ImmutableArray<T>.Builder, T>
{
    public static ImmutableArray<T>.Builder Create() => ImmutableArray.CreateBuilder<T>();

    public static Replica MakeReplica(SharedHeader header) => new SequenceBuilderReplica<ImmutableArray<T>.Builder, T, ArrayBuilderContent<T>>(header);

    public static long Stamp(ImmutableArray<T>.Builder builder) => builder.Count;

    public static int Count(ImmutableArray<T>.Builder builder) => builder.Count;

    public static T[] Copy(ImmutableArray<T>.Builder builder) => builder.ToArray();

    public static void Load(ImmutableArray<T>.Builder builder, T[] content)
    {
        builder.Clear();
        builder.AddRange(content);
    }

    public static bool TryInsert(ImmutableArray<T>.Builder builder, int index, T item)
    {
        builder.Insert(index, item);
        return true;
    }

    public static bool TryRemove(ImmutableArray<T>.Builder builder, int index, int count)
    {
        if (count == 1)
            builder.RemoveAt(index);
        else
            builder.RemoveRange(index, count);
        return true;
    }

    public static bool TrySet(ImmutableArray<T>.Builder builder, int index, T item)
    {
        builder[index] = item;
        return true;
    }
}
