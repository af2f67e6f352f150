using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Emit;

namespace Weft.Weaver.Transforms;

/// <summary>
/// Generates, for each member of a base collection that a class calls, what does so: by the shim where the object is shared, and else as it was compiled, which passes over what
/// classes that derive from it may override.
/// </summary>
internal sealed class BaseCalls(WovenModule module)
{
    private const string Contract = "DerivedCollections";

    private readonly Dictionary<(TypeDefinition Caller, string Member), MethodDefinition> _methods = [];

    /// <summary>What is called instead of the base's member, on the same object and with the same arguments.</summary>
    internal MethodReference Of(TypeDefinition caller, MethodReference member, MethodDefinition shim)
    {
        if (!_methods.TryGetValue((caller, member.FullName), out MethodDefinition? method))
            _methods.Add((caller, member.FullName), method = Add(caller, member, shim));
        return caller.HasGenericParameters ? method.On(GenericReferences.Self(caller)) : method;
    }

    private MethodDefinition Add(TypeDefinition caller, MethodReference member, MethodDefinition shim)
    {
        MethodDefinition method = module.Members.AddMethod(caller, Names.Base(_methods.Count), MethodAttributes.Private, member.ReturnType);
        foreach (ParameterDefinition parameter in member.Parameters)
            method.Parameters.Add(new(parameter.Name, ParameterAttributes.None, parameter.ParameterType));
        IL il = new(method);
        Instruction plain = Instruction.Create(OpCodes.Nop);
        il.Emit(OpCodes.Ldarg, method.Body.ThisParameter);
        il.Emit(OpCodes.Call, module.Contract.Method(Contract, "IsShared"));
        il.Emit(OpCodes.Brfalse, plain);
        LoadArguments(il, method);
        il.Emit(OpCodes.Call, module.Contract.Shim(shim, [], []));
        il.Emit(OpCodes.Ret);
        il.Add(plain);
        LoadArguments(il, method);
        il.Emit(OpCodes.Call, member);
        // A result stays on the stack meanwhile.
        il.Emit(OpCodes.Ldarg, method.Body.ThisParameter);
        il.Emit(OpCodes.Call, module.Contract.Method(Contract, "LookAgain"));
        il.Emit(OpCodes.Ret);
        return method;
    }

    private static void LoadArguments(IL il, MethodDefinition method)
    {
        il.Emit(OpCodes.Ldarg, method.Body.ThisParameter);
        foreach (ParameterDefinition parameter in method.Parameters)
            il.Emit(OpCodes.Ldarg, parameter);
    }
}
