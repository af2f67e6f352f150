using Weft.Protocol;

namespace Weft.Runtime.Literals;

/// <summary>How one literal type travels. Implemented by empty structs, so that the generic codec calls it without dispatch.</summary>
/// <typeparam name="T">The literal type.</typeparam>
internal interface ILiteral<T>
{
    /// <summary>Writes a value with its tag.</summary>
    static abstract void Write(WireWriter writer, T value);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="ProtocolException">The bytes are no value of this type.</exception>
    static abstract T Read(ref WireReader reader);
}
