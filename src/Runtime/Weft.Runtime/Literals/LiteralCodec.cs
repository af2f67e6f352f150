using Weft.Protocol;
using Weft.Runtime.Objects;
using Weft.Runtime.Values;

namespace Weft.Runtime.Literals;

/// <summary>The codec of a literal type.</summary>
internal sealed class LiteralCodec<T, TLiteral> : ValueCodec<T> where TLiteral : struct, ILiteral<T>
{
    // Of these, a program may derive classes of its own, whose additions a copy would lose.
    private static readonly bool MayBeDerived = !typeof(T).IsValueType && !typeof(T).IsSealed;

    /// <summary>False also where an instance has to be looked at: it may be of a derived class.</summary>
    public override bool IsLiteral => !MayBeDerived;

    internal override void Write(WireWriter writer, T value) => TLiteral.Write(writer, value);

    internal override T Read(ref WireReader reader) => TLiteral.Read(ref reader);

    /// <summary>Shows an instance of a program's own derived class as the object that cannot be shared.</summary>
    internal override void VisitReferences(T value, ReferenceVisitor visitor)
    {
        if (!MayBeDerived || value is null)
            return;
        if (value is Type type)
            TypeForm.ThrowIfNameless(type, visitor);
        else if (value.GetType() != typeof(T) && !WireTypeName.IsFramework(value.GetType()))
            visitor.Visit(value);
    }
}

/// <summary>A nullable value: <see cref="ValueTag.Null"/> or the value, whose own first byte is never that tag.</summary>
internal sealed class NullableCodec<T> : ValueCodec<T?> where T : struct
{
    private readonly ValueCodec<T> _value = ValueCodec<T>.For;

    public override bool IsLiteral => _value.IsLiteral;

    internal override void Write(WireWriter writer, T? value)
    {
        if (value is { } present)
            _value.Write(writer, present);
        else
            writer.Byte((byte)ValueTag.Null);
    }

    internal override T? Read(ref WireReader reader)
    {
        if (reader.Peek() != (byte)ValueTag.Null)
            return _value.Read(ref reader);
        reader.Byte();
        return null;
    }

    internal override void VisitReferences(T? value, ReferenceVisitor visitor)
    {
        if (value is { } present)
            _value.VisitReferences(present, visitor);
    }
}
