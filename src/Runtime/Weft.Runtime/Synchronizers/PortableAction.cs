using System.Reflection;
using System.Runtime.CompilerServices;
using Weft.Protocol;
using Weft.Runtime.Objects;
using Weft.Runtime.Values;

namespace Weft.Runtime.Synchronizers;

/// <summary>
/// A delegate that every node can make: of a static method, of a lambda that captures nothing, or of a method of an object that can be shared. It travels as the method's name and
/// its receiver.
/// </summary>
internal static class PortableAction
{
    private const BindingFlags All = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>Throws where other nodes could not make it; shows the receiver.</summary>
    internal static void Visit(Delegate? action, string what, ReferenceVisitor visitor)
    {
        if (action is null)
            return;
        bool fits = action.GetInvocationList().Length == 1 && !action.Method.IsGenericMethod && action.Method.DeclaringType is { ContainsGenericParameters: false };
        if (fits && (action.Target is null || IsStateless(action.Target)))
        {
            visitor.UseType(action.Method.DeclaringType!);
            return;
        }
        if (!fits || TypeRegistry.Find(action.Target!.GetType()) is null)
            throw new NonPortableException($"{RuntimeCodes.NotPortable}: {what} at {visitor.Place} cannot be shared: its method is {action.Method.DeclaringType}.{action.Method.Name}, of a receiver that other nodes cannot make. Use a static method, a lambda that captures nothing, or a method of a shared object.", visitor.Place ?? what);
        visitor.UseType(action.Method.DeclaringType!);
        visitor.Visit(action.Target!);
    }

    /// <summary>The method's name as a value, and the receiver.</summary>
    internal static (string? Method, object? Receiver) Encode(Delegate? action) =>
        action is null ? (null, null) : (WireTypeName.Of(action.Method.DeclaringType!) + "::" + action.Method.Name, action.Target is { } target && !IsStateless(target) ? target : null);

    /// <summary>Makes the delegate again; null for none.</summary>
    /// <exception cref="ProtocolException">This node's application has no such method.</exception>
    internal static TDelegate? Decode<TDelegate>(string? encoded, object? receiver) where TDelegate : Delegate
    {
        if (encoded is null)
            return null;
        int end = encoded.LastIndexOf("::", StringComparison.Ordinal);
        Type type = WireTypeResolver.Resolve(encoded[..Math.Max(0, end)]);
        ParameterInfo[] parameters = typeof(TDelegate).GetMethod("Invoke")!.GetParameters();
        MethodInfo method = type.GetMethod(encoded[(end + 2)..], All, [.. parameters.Select(parameter => parameter.ParameterType)])
            ?? throw new ProtocolException($"The method {encoded}, which another node shared, is not in this node's application.");
        object? target = method.IsStatic ? null : receiver ?? Activator.CreateInstance(type, nonPublic: true);
        return method.CreateDelegate<TDelegate>(target);
    }

    // The class that a compiler makes for lambdas without captures.
    private static bool IsStateless(object target) => target.GetType() is var type && type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        && type.GetConstructor(Type.EmptyTypes) is not null && type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Length == 0;
}
