using Weft.Protocol;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Values;

/// <summary>How values of one static type travel. Stateless and callable on any thread; runs no user code.</summary>
internal abstract class ValueCodec<T> : IValueCodec
{
    /// <summary>The codec of this type.</summary>
    /// <exception cref="NonPortableException">Values of this type cannot be shared.</exception>
    internal static ValueCodec<T> For => field ??= (ValueCodec<T>)CodecResolver.Resolve(typeof(T));

    /// <summary>Whether values are copied and never contain a reference to a shared object.</summary>
    public abstract bool IsLiteral { get; }

    /// <summary>Writes a value with its tag. Every object that it refers to must be shared already.</summary>
    internal abstract void Write(WireWriter writer, T value);

    /// <summary>Reads a value.</summary>
    internal abstract T Read(ref WireReader reader);

    /// <summary>Whether all that a value refers to is shared already, and its type known to the cluster: then nobody need look what it is. It may be said of no value.</summary>
    internal virtual bool RefersToNothingNew(T value) => false;

    /// <summary>Shows the objects that a value refers to.</summary>
    internal virtual void VisitReferences(T value, ReferenceVisitor visitor)
    {
    }

    void IValueCodec.WriteBoxed(WireWriter writer, object? value) => Write(writer, (T)value!);

    void IValueCodec.VisitBoxed(object? value, ReferenceVisitor visitor)
    {
        if (!IsLiteral)
            VisitReferences((T)value!, visitor);
    }

    object? IValueCodec.ReadBoxed(ref WireReader reader) => Read(ref reader);
}

/// <summary>A codec used without its static type: literals in <c>object</c> places.</summary>
internal interface IValueCodec
{
    bool IsLiteral { get; }

    void WriteBoxed(WireWriter writer, object? value);

    void VisitBoxed(object? value, ReferenceVisitor visitor);

    object? ReadBoxed(ref WireReader reader);
}
