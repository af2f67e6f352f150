using System.Collections.Concurrent;
using System.Reflection;
using Weft.Runtime.Literals;

namespace Weft.Runtime.Values;

/// <summary>Finds the codec of a static type, once for each type.</summary>
internal static class CodecResolver
{
    private static readonly ConcurrentDictionary<Type, IValueCodec> Codecs = new();

    internal static IValueCodec Resolve(Type type) => Codecs.GetOrAdd(type, Create);

    /// <summary>Whether values of this type are copied and refer to nothing.</summary>
    internal static bool IsLiteral(Type type) => LiteralCodecs.Find(type) is not null;

    private static IValueCodec Create(Type type)
    {
        if (LiteralCodecs.Find(type) is { } literal)
            return literal;
        if (type.IsByRefLike || type.IsPointer || type.IsFunctionPointer)
            throw new NonPortableException($"{RuntimeCodes.NotPortable}: values of {type} cannot be shared.", type.ToString());
        if (ValueClasses.ClassOf(type) is { } valueClass)
            return (IValueCodec)Activator.CreateInstance(ValueClasses.CodecOf(valueClass), BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DoNotWrapExceptions, null, null, null)!;
        Type codec = type.IsValueType ? typeof(TupleCodec<>)
            : typeof(Delegate).IsAssignableFrom(type) ? typeof(DelegateCodec<>)
            : MayHoldLiteral(type) ? typeof(PolymorphicCodec<>)
            : typeof(ReferenceCodec<>);
        return (IValueCodec)Activator.CreateInstance(codec.MakeGenericType(type), nonPublic: true)!;
    }

    // A place of one of these static types can hold a boxed literal or a string besides shared objects.
    private static bool MayHoldLiteral(Type type) =>
        type == typeof(object) || type == typeof(ValueType) || type == typeof(Enum) || type.IsInterface;
}
