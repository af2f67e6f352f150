using Weft.Protocol;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Values;

/// <summary>References to shared objects: by identity.</summary>
internal sealed class ReferenceCodec<T> : ValueCodec<T?> where T : class
{
    public override bool IsLiteral => false;

    internal override bool RefersToNothingNew(T? value) => value is null || Headers.Of(value) is { IsAnnounced: true, IsVoid: false };

    internal override void Write(WireWriter writer, T? value) => References.Write(writer, value);

    internal override T? Read(ref WireReader reader) => References.Read(ref reader) switch
    {
        null => null,
        T value => value,
        // A place declared otherwise in another version of the class: reading it as null loses nothing that this version could use.
        _ => null,
    };

    internal override void VisitReferences(T? value, ReferenceVisitor visitor)
    {
        if (value is not null)
            visitor.Visit(value);
    }
}

/// <summary>Encoding of references, whatever the static type.</summary>
internal static class References
{
    internal static void Write(WireWriter writer, object? value)
    {
        if (value is null)
        {
            writer.Byte((byte)ValueTag.Null);
            return;
        }
        // Without a header it was stored during the walk by a thread whose second look shares it, or gets the exception, and writes the place again.
        if (Headers.Of(value) is { } header)
            Write(writer, header, value);
        else if (!ByValue.TryWrite(writer, value))
            writer.Byte((byte)ValueTag.Null);
    }

    internal static void Write(WireWriter writer, SharedHeader header, object value)
    {
        writer.Byte((byte)ValueTag.Reference);
        writer.Fixed64(header.Id);
        writer.Fixed64(header.Descriptor.TypeId);
        writer.Unsigned(value is Array array ? (ulong)array.LongLength : 0);
    }

    internal static object? Read(ref WireReader reader)
    {
        if ((ValueTag)reader.Peek() == ValueTag.Typed)
            return ByValue.Read(ref reader);
        ValueTag tag = (ValueTag)reader.Byte();
        if (tag == ValueTag.Null)
            return null;
        if (tag != ValueTag.Reference)
            throw new ProtocolException($"A reference was expected, but {tag} came.");
        ulong id = reader.Fixed64();
        ulong type = reader.Fixed64();
        ulong length = reader.Unsigned();
        return Activation.Node.Objects.Resolve(id, type, checked((int)length));
    }
}
