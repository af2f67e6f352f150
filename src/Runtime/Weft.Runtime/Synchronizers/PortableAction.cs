using Weft.Runtime.Objects;
using Weft.Runtime.Values;

namespace Weft.Runtime.Synchronizers;

/// <summary>
/// A delegate of a synchronizer that every node can make: of a static method, of a lambda that captures nothing, or of a method of an object that can be shared. It travels as the method's name and
/// its receiver.
/// </summary>
internal static class PortableAction
{
    /// <summary>Throws where other nodes could not make it; shows the receiver.</summary>
    internal static void Visit(Delegate? action, string what, ReferenceVisitor visitor)
    {
        if (action is null or { Target: UnknownMethod })
            return;
        string shown = $"{action.Method.DeclaringType}.{action.Method.Name}";
        if (!action.HasSingleTarget)
            throw Refused(what, "it calls several methods", visitor);
        if (PortableMethod.WhyNot(action.Method) is { } why)
            throw Refused(what, $"its method {shown} {why}", visitor);
        if (action.Target is null || PortableMethod.IsStateless(action.Target))
            return;
        if (TypeRegistry.Find(action.Target) is null)
            throw Refused(what, $"its method is {shown}, of a receiver that other nodes cannot make", visitor);
        visitor.Visit(action.Target);
    }

    /// <summary>The method's name as a value, and the receiver.</summary>
    internal static (string? Method, object? Receiver) Encode(Delegate? action) => action is null ? (null, null) : PortableDelegate.Encode(action);

    /// <summary>Makes the delegate again, one that throws where this node's application has no such method; null for none.</summary>
    internal static TDelegate? Decode<TDelegate>(string? encoded, object? receiver) where TDelegate : Delegate =>
        encoded is null ? null : (TDelegate)PortableDelegate.Make(typeof(TDelegate), encoded, receiver);

    private static NonPortableException Refused(string what, string why, ReferenceVisitor visitor) =>
        new($"{RuntimeCodes.NotPortable}: {what} at {visitor.Place} cannot be shared: {why}. Use a static method, a lambda that captures nothing, or a method of a shared object, of a woven assembly.", visitor.Place ?? what);
}
