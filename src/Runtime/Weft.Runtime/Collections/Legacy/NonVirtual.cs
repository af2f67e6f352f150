using System.Reflection;
using System.Reflection.Emit;

namespace Weft.Runtime.Collections.Legacy;

/// <summary>Calls of a framework class's own members, whatever classes that derive from it make of them: the content of a collection is what these see.</summary>
internal static class NonVirtual
{
    /// <summary>A delegate whose first parameter is the collection, the others are the member's.</summary>
    internal static TDelegate Of<TDelegate>(string member) where TDelegate : Delegate
    {
        MethodInfo invoke = typeof(TDelegate).GetMethod("Invoke")!;
        Type[] parameters = [.. invoke.GetParameters().Select(parameter => parameter.ParameterType)];
        MethodInfo method = parameters[0].GetMethod(member, parameters[1..]) ?? throw new MissingMethodException(parameters[0].FullName, member);
        DynamicMethod call = new(member, invoke.ReturnType, parameters, typeof(NonVirtual).Module, skipVisibility: true);
        ILGenerator il = call.GetILGenerator();
        for (int i = 0; i < parameters.Length; i++)
            il.Emit(OpCodes.Ldarg, (short)i);
        il.Emit(OpCodes.Call, method);
        il.Emit(OpCodes.Ret);
        return call.CreateDelegate<TDelegate>();
    }
}
