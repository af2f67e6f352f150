using Weft.Protocol;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Values;

/// <summary>
/// Unshared objects in the arguments of calls: each is written where it is referred to, as its type and a tuple of its content. Shared objects among them go by identity.
/// </summary>
internal static class ByValue
{
    /// <summary>How deep objects may refer to objects: values nest twice as deep, and the protocol has a limit.</summary>
    internal const int MaxDepth = WireValue.MaxDepth / 2 - 2;

    [ThreadStatic]
    private static bool _writing;

    /// <summary>Writes a value whose references were all visited by an <see cref="Invocation.ArgumentVisitor"/>.</summary>
    internal static void Write<T>(WireWriter writer, T value)
    {
        bool outer = _writing;
        _writing = true;
        try
        {
            ValueCodec<T>.For.Write(writer, value);
        }
        finally
        {
            _writing = outer;
        }
    }

    /// <summary>Writes an object that has no header; false if this thread is not writing by value.</summary>
    internal static bool TryWrite(WireWriter writer, object value)
    {
        if (!_writing || TypeRegistry.Find(value) is not { } descriptor)
            return false;
        writer.Byte((byte)ValueTag.Typed);
        writer.Fixed64(descriptor.TypeId);
        descriptor.WriteValue(value, writer);
        return true;
    }

    /// <summary>Reads what carries its type: a boxed literal, a delegate, or an object by value.</summary>
    internal static object? Read(ref WireReader reader)
    {
        reader.Byte();
        Type type = TypeRegistry.TypeOf(reader.Fixed64());
        return (type.IsValueType && !BoxTypes.AreObjects(type)) || CodecResolver.IsLiteral(type) || ValueClasses.ClassOf(type) is not null ? CodecResolver.Resolve(type).ReadBoxed(ref reader)
            : typeof(Delegate).IsAssignableFrom(type) ? PortableDelegate.ReadContent(type, ref reader)
            : TypeRegistry.Find(type) is { } descriptor ? descriptor.ReadValue(ref reader)
            : throw new ProtocolException($"An instance of {type} came by value, but this node cannot make one.");
    }

    /// <summary>Starts a tuple.</summary>
    internal static void WriteCount(WireWriter writer, int count)
    {
        writer.Byte((byte)ValueTag.Tuple);
        writer.Unsigned((ulong)count);
    }

    /// <summary>Reads the start of a tuple.</summary>
    internal static int ReadCount(ref WireReader reader)
    {
        ValueTag tag = (ValueTag)reader.Byte();
        return tag == ValueTag.Tuple ? reader.Count() : throw new ProtocolException($"The content of an object was expected before byte {reader.Position}, but {tag} came.");
    }
}
