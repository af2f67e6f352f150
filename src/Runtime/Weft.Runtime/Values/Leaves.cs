using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Weft.Protocol;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Values;

/// <summary>One innermost literal or reference member of a field: the place that is the unit of change.</summary>
/// <typeparam name="TField">The field's type.</typeparam>
internal abstract class Leaf<TField>
{
    /// <summary>What follows the field's wire name: empty, or <c>.member</c> for members of a struct.</summary>
    internal abstract string Path { get; }

    internal abstract bool IsLiteral { get; }

    internal abstract void Write(WireWriter writer, ref TField field);

    internal abstract void Read(ref WireReader reader, ref TField field);

    internal abstract void VisitReferences(ref TField field, ReferenceVisitor visitor);

    internal abstract void Copy(ref TField from, ref TField to);

    /// <summary>Copies to a place that still has its original content, and leaves any other as it is: atomically where the processor can.</summary>
    internal abstract void CopyOver(ref TField original, ref TField from, ref TField to);

    /// <summary>Whether both have the same literal, or refer to the same object. Bit for bit where the type has no better equality.</summary>
    internal abstract bool Same(ref TField left, ref TField right);
}

/// <summary>A field without members: it is its own leaf.</summary>
internal sealed class WholeLeaf<T> : Leaf<T>
{
    private readonly ValueCodec<T> _codec = ValueCodec<T>.For;

    internal override string Path => "";

    internal override bool IsLiteral => _codec.IsLiteral;

    internal override void Write(WireWriter writer, ref T field) => _codec.Write(writer, field);

    internal override void Read(ref WireReader reader, ref T field) => field = _codec.Read(ref reader);

    internal override void VisitReferences(ref T field, ReferenceVisitor visitor) => _codec.VisitReferences(field, visitor);

    internal override void Copy(ref T from, ref T to) => to = from;

    internal override void CopyOver(ref T original, ref T from, ref T to) => LeafEquality<T>.CopyOver(ref original, ref from, ref to);

    internal override bool Same(ref T left, ref T right) => LeafEquality<T>.Same(left, right);
}

/// <summary>A leaf inside a struct.</summary>
internal sealed class MemberLeaf<TField, T>(string path, MemberLeaf<TField, T>.Locate locate) : Leaf<TField>
{
    private readonly ValueCodec<T> _codec = ValueCodec<T>.For;

    internal delegate ref T Locate(ref TField field);

    internal override string Path => path;

    internal override bool IsLiteral => _codec.IsLiteral;

    internal override void Write(WireWriter writer, ref TField field) => _codec.Write(writer, locate(ref field));

    internal override void Read(ref WireReader reader, ref TField field) => locate(ref field) = _codec.Read(ref reader);

    internal override void VisitReferences(ref TField field, ReferenceVisitor visitor) => _codec.VisitReferences(locate(ref field), visitor);

    internal override void Copy(ref TField from, ref TField to) => locate(ref to) = locate(ref from);

    internal override void CopyOver(ref TField original, ref TField from, ref TField to) => LeafEquality<T>.CopyOver(ref locate(ref original), ref locate(ref from), ref locate(ref to));

    internal override bool Same(ref TField left, ref TField right) => LeafEquality<T>.Same(locate(ref left), locate(ref right));
}

internal static class LeafEquality<T>
{
    internal static bool Same(T left, T right) =>
        typeof(T).IsValueType || left is string ? EqualityComparer<T>.Default.Equals(left, right) && SameBits(left, right) : ReferenceEquals(left, right);

    internal static void CopyOver(ref T original, ref T from, ref T to)
    {
        if (!typeof(T).IsValueType || typeof(T).IsPrimitive || typeof(T).IsEnum)
            Interlocked.CompareExchange(ref to, from, original);
        else if (Same(original, to))
            to = from;
    }

    // 0.0 equals -0.0 and 1.0m equals 1.00m, but the difference can be seen.
    private static bool SameBits(T left, T right) => (left, right) switch
    {
        (double x, double y) => BitConverter.DoubleToInt64Bits(x) == BitConverter.DoubleToInt64Bits(y),
        (float x, float y) => BitConverter.SingleToInt32Bits(x) == BitConverter.SingleToInt32Bits(y),
        (decimal x, decimal y) => decimal.GetBits(x).AsSpan().SequenceEqual(decimal.GetBits(y)),
        (DateTime x, DateTime y) => x.Kind == y.Kind,
        (DateTimeOffset x, DateTimeOffset y) => x.EqualsExact(y),
        _ => true,
    };
}

/// <summary>Splits types into leaves.</summary>
internal static class Leaves
{
    internal static Leaf<T>[] Of<T>() => Cache<T>.Leaves;

    private static bool IsComposite(Type type) => type.IsValueType && !CodecResolver.IsLiteral(type);

    private static void Collect<TField>(Type type, string path, List<Step> way, List<Leaf<TField>> leaves)
    {
        if (type.IsExplicitLayout || type.IsDefined(typeof(UnsafeValueTypeAttribute)))
            throw new NonPortableException($"{RuntimeCodes.NotPortable}: {type}{path} has elements or overlapping members that are no fields, and cannot be shared.", type.ToString());
        FieldInfo[] fields = type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
        if (type.GetCustomAttribute<InlineArrayAttribute>() is { } inline)
        {
            for (int element = 0; element < inline.Length; element++)
                CollectMember(type, fields[0], element, $"{path}[{element}]", way, leaves);
            return;
        }
        foreach (FieldInfo field in fields)
            CollectMember(type, field, 0, $"{path}.{field.Name}", way, leaves);
    }

    private static void CollectMember<TField>(Type type, FieldInfo field, int element, string path, List<Step> way, List<Leaf<TField>> leaves)
    {
        if (field.FieldType.IsPointer || field.FieldType.IsFunctionPointer)
            throw new NonPortableException($"{RuntimeCodes.NotPortable}: {type}{path} is a pointer and cannot be shared.", $"{type}::{field.Name}");
        way.Add(new(field, element));
        if (IsComposite(field.FieldType))
            Collect(field.FieldType, path, way, leaves);
        else
            leaves.Add(Make<TField>(field.FieldType, path, way));
        way.RemoveAt(way.Count - 1);
    }

    /// <summary>A member of a struct; of the one member of an inline array, an element.</summary>
    private readonly record struct Step(FieldInfo Field, int Element);

    private static Leaf<TField> Make<TField>(Type leafType, string path, List<Step> way)
    {
        DynamicMethod locate = new("locate", leafType.MakeByRefType(), [typeof(TField).MakeByRefType()], typeof(Leaves).Module, skipVisibility: true);
        ILGenerator il = locate.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        foreach (Step step in way)
        {
            il.Emit(OpCodes.Ldflda, step.Field);
            if (step.Element == 0)
                continue;
            il.Emit(OpCodes.Ldc_I4, step.Element);
            il.Emit(OpCodes.Sizeof, step.Field.FieldType);
            il.Emit(OpCodes.Mul);
            il.Emit(OpCodes.Add);
        }
        il.Emit(OpCodes.Ret);
        Type leaf = typeof(MemberLeaf<,>).MakeGenericType(typeof(TField), leafType);
        Type locator = leaf.GetNestedType("Locate", BindingFlags.NonPublic)!.MakeGenericType(typeof(TField), leafType);
        return (Leaf<TField>)Activator.CreateInstance(leaf, BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public, null, [path, locate.CreateDelegate(locator)], null)!;
    }

    private static class Cache<T>
    {
        internal static readonly Leaf<T>[] Leaves = Build();

        private static Leaf<T>[] Build()
        {
            if (!IsComposite(typeof(T)))
                return [new WholeLeaf<T>()];
            List<Leaf<T>> leaves = [];
            Collect(typeof(T), "", [], leaves);
            return [.. leaves];
        }
    }
}
