using Weft.Protocol;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Values;

/// <summary>Places of static type <c>object</c> or of an interface: boxed values and delegates carry their type, all else is a reference.</summary>
internal sealed class PolymorphicCodec<T> : ValueCodec<T?> where T : class
{
    public override bool IsLiteral => false;

    internal override bool RefersToNothingNew(T? value)
    {
        if (value is null)
            return true;
        if (value is Delegate)
            return false;
        ValueInPlace how = ValueInPlace.Of(value);
        return how.IsValue ? how.IsReady : Headers.Of(value) is { IsAnnounced: true, IsVoid: false };
    }

    internal override void Write(WireWriter writer, T? value)
    {
        if (value is Delegate method)
        {
            PortableDelegate.Write(writer, method);
            return;
        }
        if (value is null || ValueInPlace.Of(value) is not { IsValue: true } how)
        {
            References.Write(writer, value);
            return;
        }
        writer.Byte((byte)ValueTag.Typed);
        writer.Fixed64(how.TypeId);
        how.Codec!.WriteBoxed(writer, value);
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
        ValueInPlace how = ValueInPlace.Of(value);
        if (!how.IsValue)
        {
            visitor.Visit(value);
            return;
        }
        Session.Node? session = Activation.Joined;
        visitor.UseType(how.Type!);
        if (visitor is ArgumentSharer)
            how.DefinedIn(session);
        how.Codec!.VisitBoxed(value, visitor);
    }
}
