using System.Reflection;
using System.Reflection.Emit;

namespace Weft.Runtime.Values;

/// <summary>
/// The receiver of a delegate whose method this node cannot call. Whoever calls the delegate learns of it; where it is stored again, it is the other nodes' delegate still.
/// </summary>
internal sealed class UnknownMethod(string name, object? receiver, string why)
{
    private static readonly MethodInfo Thrower = typeof(UnknownMethod).GetMethod(nameof(Throw), BindingFlags.Instance | BindingFlags.NonPublic)!;

    internal string Name { get; } = name;

    internal object? Receiver { get; } = receiver;

    /// <summary>Makes a delegate that throws when it is called.</summary>
    internal Delegate Delegate(Type type)
    {
        MethodInfo invoke = type.GetMethod("Invoke")!;
        DynamicMethod method = new("Unknown", invoke.ReturnType, [typeof(UnknownMethod), .. invoke.GetParameters().Select(parameter => parameter.ParameterType)], typeof(UnknownMethod).Module, skipVisibility: true);
        ILGenerator il = method.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Call, Thrower);
        il.Emit(OpCodes.Throw);
        return method.CreateDelegate(type, this);
    }

    private MissingMethodException Throw() => new($"{RuntimeCodes.DelegateUnknown}: another node has stored a delegate of {Name[(Name.IndexOf('|', StringComparison.Ordinal) + 1)..]}, which this node cannot call: {why}.");
}
