using System.Collections.Frozen;
using Weft.Protocol;
using Weft.Runtime.Objects;
using Weft.Runtime.Values;

namespace Weft.Runtime.Collections.Immutable;

/// <summary>
/// Frozen collections are values: they are copied wherever they are referred to. The framework picks the class of an instance by its content, so none can be there before its content.
/// </summary>
internal static class FrozenCodecs
{
    /// <summary>The public class of a frozen collection, from that of an instance or place; null for any other.</summary>
    internal static Type? ClassOf(Type type)
    {
        if (type.Assembly != typeof(FrozenSet<>).Assembly)
            return null;
        for (Type? t = type; t is not null; t = t.BaseType)
        {
            if (t.IsConstructedGenericType && t.GetGenericTypeDefinition() is { } definition && (definition == typeof(FrozenDictionary<,>) || definition == typeof(FrozenSet<>)))
                return t;
        }
        return null;
    }

    internal static Type CodecOf(Type frozen) =>
        (frozen.GetGenericArguments() is { Length: 2 } ? typeof(FrozenMapCodec<,>) : typeof(FrozenSetCodec<>)).MakeGenericType(frozen.GetGenericArguments());

    /// <summary>Values are read by the thread that applies changes.</summary>
    internal static void RefuseUserCode(bool needsUserCode, Type type)
    {
        if (needsUserCode)
        {
            throw new NonPortableException(
                $"{RuntimeCodes.NotPortable}: {type} cannot be shared, since comparing its keys runs code of the program. Use keys with the framework's own equality, or a Dictionary or ImmutableDictionary.", type.ToString());
        }
    }
}

internal sealed class FrozenMapCodec<TKey, TValue> : ValueCodec<FrozenDictionary<TKey, TValue>?> where TKey : notnull
{
    private static readonly ValueCodec<TKey> Keys = ValueCodec<TKey>.For;
    private static readonly ValueCodec<TValue> Values = ValueCodec<TValue>.For;

    internal FrozenMapCodec() => FrozenCodecs.RefuseUserCode(KeyTraits<TKey>.NeedsUserCode, typeof(FrozenDictionary<TKey, TValue>));

    public override bool IsLiteral => false;

    internal override void Write(WireWriter writer, FrozenDictionary<TKey, TValue>? value)
    {
        if (value is null)
        {
            writer.Byte((byte)ValueTag.Null);
            return;
        }
        ByValue.WriteCount(writer, 1 + value.Count * 2);
        PortableComparers.Write(writer, KeyComparison<TKey>.ByEquality(value.Comparer));
        foreach ((TKey key, TValue item) in value)
        {
            Keys.Write(writer, key);
            Values.Write(writer, item);
        }
    }

    internal override FrozenDictionary<TKey, TValue>? Read(ref WireReader reader)
    {
        if ((ValueTag)reader.Peek() == ValueTag.Null)
        {
            reader.Byte();
            return null;
        }
        int count = ByValue.ReadCount(ref reader);
        KeyComparison<TKey> comparison = PortableComparers.ReadEquality<TKey>(ref reader);
        Dictionary<TKey, TValue> content = new(comparison.Equality);
        for (; count > 2; count -= 2)
        {
            TKey key = Keys.Read(ref reader);
            content[key] = Values.Read(ref reader);
        }
        return content.ToFrozenDictionary(comparison.Equality);
    }

    internal override void VisitReferences(FrozenDictionary<TKey, TValue>? value, ReferenceVisitor visitor)
    {
        if (value is null)
            return;
        FrozenCodecs.RefuseUserCode(PortableComparers.IsOfProgram(value.Comparer), value.GetType());
        PortableComparers.Visit(KeyComparison<TKey>.ByEquality(value.Comparer), visitor);
        foreach ((TKey key, TValue item) in value)
        {
            Keys.VisitReferences(key, visitor);
            Values.VisitReferences(item, visitor);
        }
    }
}

internal sealed class FrozenSetCodec<T> : ValueCodec<FrozenSet<T>?>
{
    private static readonly ValueCodec<T> Items = ValueCodec<T>.For;

    internal FrozenSetCodec() => FrozenCodecs.RefuseUserCode(KeyTraits<T>.NeedsUserCode, typeof(FrozenSet<T>));

    public override bool IsLiteral => false;

    internal override void Write(WireWriter writer, FrozenSet<T>? value)
    {
        if (value is null)
        {
            writer.Byte((byte)ValueTag.Null);
            return;
        }
        ByValue.WriteCount(writer, 1 + value.Count);
        PortableComparers.Write(writer, KeyComparison<T>.ByEquality(value.Comparer));
        foreach (T item in value)
            Items.Write(writer, item);
    }

    internal override FrozenSet<T>? Read(ref WireReader reader)
    {
        if ((ValueTag)reader.Peek() == ValueTag.Null)
        {
            reader.Byte();
            return null;
        }
        T[] content = new T[ByValue.ReadCount(ref reader) - 1];
        KeyComparison<T> comparison = PortableComparers.ReadEquality<T>(ref reader);
        for (int i = 0; i < content.Length; i++)
            content[i] = Items.Read(ref reader);
        return content.ToFrozenSet(comparison.Equality);
    }

    internal override void VisitReferences(FrozenSet<T>? value, ReferenceVisitor visitor)
    {
        if (value is null)
            return;
        FrozenCodecs.RefuseUserCode(PortableComparers.IsOfProgram(value.Comparer), value.GetType());
        PortableComparers.Visit(KeyComparison<T>.ByEquality(value.Comparer), visitor);
        foreach (T item in value)
            Items.VisitReferences(item, visitor);
    }
}
