using Weft.Protocol;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Values;

/// <summary>
/// Delegates in shared state are values: the names of their methods, and their receivers, which are shared. Those of lambdas without captures have no receiver; each node has its own.
/// </summary>
internal static class PortableDelegate
{
    /// <summary>Refuses a delegate that other nodes could not make; shows its receivers.</summary>
    internal static void Visit(Delegate value, ReferenceVisitor visitor)
    {
        visitor.UseType(value.GetType());
        foreach (Delegate one in Delegate.EnumerateInvocationList(value))
        {
            if (one.Target is UnknownMethod unknown)
            {
                if (unknown.Receiver is not null)
                    visitor.Visit(unknown.Receiver);
                continue;
            }
            if (PortableMethod.WhyNot(one.Method) is { } why)
                visitor.Refuse($"a delegate of {Shown(one)} cannot be shared, since that method {why}. Use a method or a lambda of a woven assembly", Shown(one));
            else if (one.Target is { } target && !PortableMethod.IsStateless(target))
                visitor.Visit(target);
        }
    }

    internal static void Write(WireWriter writer, Delegate value)
    {
        // What cannot be shared was stored during a walk by a thread whose second look gets the exception, as with references.
        foreach (Delegate one in Delegate.EnumerateInvocationList(value))
        {
            if (one.Target is not UnknownMethod && PortableMethod.WhyNot(one.Method) is not null)
            {
                writer.Byte((byte)ValueTag.Null);
                return;
            }
        }
        writer.Byte((byte)ValueTag.Typed);
        writer.Fixed64(TypeRegistry.IdOf(value.GetType()));
        ByValue.WriteCount(writer, value.GetInvocationList().Length * 2);
        foreach (Delegate one in Delegate.EnumerateInvocationList(value))
        {
            (string name, object? receiver) = Encode(one);
            writer.Byte((byte)ValueTag.Text);
            writer.Text(name);
            References.Write(writer, receiver);
        }
    }

    /// <summary>Reads what follows the type.</summary>
    internal static Delegate ReadContent(Type type, ref WireReader reader)
    {
        int count = ByValue.ReadCount(ref reader);
        if (count is 0 || count % 2 != 0 || type.IsAbstract)
            throw new ProtocolException($"A delegate of {type} came with {count} values.");
        Delegate? made = null;
        for (; count > 0; count -= 2)
        {
            if ((ValueTag)reader.Byte() != ValueTag.Text)
                throw new ProtocolException($"The name of a delegate's method was expected before byte {reader.Position}.");
            string name = reader.Text();
            made = Delegate.Combine(made, Make(type, name, References.Read(ref reader)));
        }
        return made!;
    }

    /// <summary>The method's name and the receiver of a delegate that calls one method.</summary>
    internal static (string Name, object? Receiver) Encode(Delegate one) => one.Target is UnknownMethod unknown ? (unknown.Name, unknown.Receiver)
        : (PortableMethod.NameOf(one.Method), one.Target is { } target && !PortableMethod.IsStateless(target) ? target : null);

    /// <summary>Makes a delegate that calls one method; one that throws where this node cannot.</summary>
    internal static Delegate Make(Type type, string name, object? receiver)
    {
        if (PortableMethod.Find(name, out string why) is not { } method)
            return new UnknownMethod(name, receiver, why).Delegate(type);
        object? target = receiver ?? (method.IsStatic ? null : PortableMethod.StatelessTarget(method.DeclaringType!));
        Delegate? made = target is null ? Delegate.CreateDelegate(type, method, throwOnBindFailure: false) : Delegate.CreateDelegate(type, target, method, throwOnBindFailure: false);
        return made ?? new UnknownMethod(name, receiver, "its parameters or its receiver are others in this node's application").Delegate(type);
    }

    private static string Shown(Delegate one) => $"{one.Method.DeclaringType?.FullName ?? "no class"}.{one.Method.Name}";
}

/// <summary>Places of a delegate type.</summary>
internal sealed class DelegateCodec<T> : ValueCodec<T?> where T : Delegate
{
    public override bool IsLiteral => false;

    internal override void Write(WireWriter writer, T? value)
    {
        if (value is null)
            writer.Byte((byte)ValueTag.Null);
        else
            PortableDelegate.Write(writer, value);
    }

    // A place declared otherwise in another version of the class reads as null, as with references.
    internal override T? Read(ref WireReader reader) => References.Read(ref reader) as T;

    internal override void VisitReferences(T? value, ReferenceVisitor visitor)
    {
        if (value is not null)
            PortableDelegate.Visit(value, visitor);
    }
}
