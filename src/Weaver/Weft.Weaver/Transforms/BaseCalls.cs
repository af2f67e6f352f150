using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Emit;

namespace Weft.Weaver.Transforms;

/// <summary>
/// Generates, for each member of a base collection that a class calls, what does so as it was compiled, which passes over what classes that derive from it may override. A member that changes the collection has a
/// counterpart for shared objects; before any other, the object is brought up to date.
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
        if (module.Contract.Base(shim) is { } counterpart)
            AddChange(il, method, member, counterpart);
        else
            AddRead(il, method, member);
        return method;
    }

    private void AddChange(IL il, MethodDefinition method, MethodReference member, MethodReference counterpart)
    {
        Instruction plain = Instruction.Create(OpCodes.Nop);
        il.Emit(OpCodes.Ldarg, method.Body.ThisParameter);
        il.Emit(OpCodes.Call, module.Contract.Method(Contract, "IsShared"));
        il.Emit(OpCodes.Brfalse, plain);
        LoadArguments(il, method);
        il.Emit(OpCodes.Call, counterpart);
        il.Emit(OpCodes.Ret);
        il.Add(plain);
        LoadArguments(il, method);
        il.Emit(OpCodes.Call, member);
        // A result stays on the stack meanwhile.
        il.Emit(OpCodes.Ldarg, method.Body.ThisParameter);
        il.Emit(OpCodes.Call, module.Contract.Method(Contract, "LookAgain"));
        il.Emit(OpCodes.Ret);
    }

    private void AddRead(IL il, MethodDefinition method, MethodReference member)
    {
        il.Emit(OpCodes.Ldarg, method.Body.ThisParameter);
        il.Emit(OpCodes.Call, module.Contract.Method(Contract, "CatchUp"));
        foreach (ParameterDefinition array in method.Parameters.Where(parameter => parameter.ParameterType.FullName == "System.Array"))
        {
            il.Emit(OpCodes.Ldarg, array);
            il.Emit(OpCodes.Call, module.Contract.Method("ArrayAccess", "Expose"));
        }
        LoadArguments(il, method);
        il.Emit(OpCodes.Call, member);
        il.Emit(OpCodes.Ret);
    }

    private static void LoadArguments(IL il, MethodDefinition method)
    {
        il.Emit(OpCodes.Ldarg, method.Body.ThisParameter);
        foreach (ParameterDefinition parameter in method.Parameters)
            il.Emit(OpCodes.Ldarg, parameter);
    }
}
