using Weft.Protocol;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Values;

/// <summary>Places of static type <c>object</c> or of an interface: boxed values and delegates carry their type, all else is a reference.</summary>
internal sealed class PolymorphicCodec<T> : ValueCodec<T?> where T : class
{
    public override bool IsLiteral => false;

    internal override void Write(WireWriter writer, T? value)
    {
        if (value is Delegate method)
        {
            PortableDelegate.Write(writer, method);
            return;
        }
        if (value is null || !IsLiteralValue(value))
        {
            References.Write(writer, value);
            return;
        }
        Type type = TypeOf(value);
        writer.Byte((byte)ValueTag.Typed);
        writer.Fixed64(TypeRegistry.IdOf(type));
        CodecResolver.Resolve(type).WriteBoxed(writer, value);
    }

    internal override T? Read(ref WireReader reader) => References.Read(ref reader) as T;

    internal override void VisitReferences(T? value, ReferenceVisitor visitor)
    {
        if (value is null)
            return;
        if (value is Delegate method)
        {
            PortableDelegate.Visit(method, visitor);
            return;
        }
        if (!IsLiteralValue(value))
        {
            visitor.Visit(value);
            return;
        }
        visitor.UseType(TypeOf(value));
        CodecResolver.Resolve(TypeOf(value)).VisitBoxed(value, visitor);
    }

    private static bool IsLiteralValue(object value) => value is string || (value is ValueType ? !BoxTypes.AreObjects(value.GetType()) && !BoxTypes.ChangesUnseen(value) : ClassIsLiteral(value));

    private static bool ClassIsLiteral(object value) => CodecResolver.IsLiteral(TypeOf(value)) || ValueClasses.ClassOf(value.GetType()) is not null;

    // Type literals have private runtime classes, frozen collections and ends of channels internal ones.
    private static Type TypeOf(object value) => value is Type ? typeof(Type) : ValueClasses.ClassOf(value.GetType()) ?? value.GetType();
}
