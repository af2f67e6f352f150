using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;
using Weft.Weaver.Analysis;
using Weft.Weaver.Emit;

namespace Weft.Weaver.Transforms;

/// <summary>Generates <c>$weft_onload</c>: what fills the transient fields that a class declares.</summary>
internal sealed class AddOnLoad : ITransform
{
    public void Apply(WovenModule module)
    {
        foreach (TypePlan type in module.Assembly.Types)
        {
            if (type.OnLoad.Length > 0)
                Add(module, type);
        }
    }

    private static void Add(WovenModule module, TypePlan type)
    {
        MethodDefinition method = module.Members.AddMethod(type.Type, Names.OnLoad, MethodAttributes.Assembly | MethodAttributes.Static, module.Module.TypeSystem.Void);
        method.Parameters.Add(new ParameterDefinition("self", ParameterAttributes.None, GenericReferences.Self(type.Type)));
        IL il = new(method);
        foreach (OnLoadStep step in type.OnLoad)
        {
            switch (step)
            {
                case OnLoadStep.Initializer initializer:
                    il.Emit(OpCodes.Ldarg_0);
                    InitializerCopy.Emit(il, initializer, method.Parameters[0]);
                    il.Emit(OpCodes.Stfld, GenericReferences.Self(initializer.Field));
                    break;
                case OnLoadStep.New made:
                    il.Emit(OpCodes.Ldarg_0);
                    il.Emit(OpCodes.Newobj, module.Module.ImportReference(made.Constructor, type.Type));
                    il.Emit(OpCodes.Stfld, GenericReferences.Self(made.Field));
                    break;
                case OnLoadStep.Factory factory:
                    il.Emit(OpCodes.Ldarg_0);
                    if (factory.Target.Parameters.Count > 0)
                        il.Emit(OpCodes.Ldarg_0);
                    il.Emit(OpCodes.Call, module.Module.ImportReference(factory.Target, type.Type));
                    il.Emit(OpCodes.Stfld, GenericReferences.Self(factory.Field));
                    break;
                case OnLoadStep.Method call:
                    il.Emit(OpCodes.Ldarg_0);
                    il.Emit(OpCodes.Callvirt, call.Target.DeclaringType.HasGenericParameters ? call.Target.On(GenericReferences.Self(type.Type)) : module.Module.ImportReference(call.Target));
                    if (call.Target.ReturnType.MetadataType != MetadataType.Void)
                        il.Emit(OpCodes.Pop);
                    break;
            }
        }
        il.Emit(OpCodes.Ret);
    }
}

/// <summary>Copies the code of a field initializer, which is woven already, out of its constructor.</summary>
internal static class InitializerCopy
{
    internal static void Emit(IL il, OnLoadStep.Initializer initializer, ParameterDefinition self)
    {
        initializer.Constructor.Body.SimplifyMacros();
        Dictionary<VariableDefinition, VariableDefinition> locals = [];
        Dictionary<Instruction, Instruction> copies = [];
        List<Instruction> order = [];
        for (Instruction at = initializer.First; at != initializer.Store; at = at.Next)
        {
            Instruction copy = Instruction.Create(OpCodes.Nop);
            copy.OpCode = at.OpCode;
            copy.Operand = at.Operand;
            copies.Add(at, copy);
            order.Add(copy);
        }
        Instruction end = Instruction.Create(OpCodes.Nop);
        copies.Add(initializer.Store, end);
        foreach (Instruction copy in order)
        {
            copy.Operand = copy.Operand switch
            {
                Instruction target => copies[target],
                Instruction[] targets => targets.Select(target => copies[target]).ToArray(),
                VariableDefinition local => LocalOf(il, locals, local),
                ParameterDefinition => self,
                object operand => operand,
                null => null,
            };
            il.Add(copy);
        }
        il.Add(end);
    }

    private static VariableDefinition LocalOf(IL il, Dictionary<VariableDefinition, VariableDefinition> locals, VariableDefinition local)
    {
        if (!locals.TryGetValue(local, out VariableDefinition? copy))
            locals.Add(local, copy = il.Local(local.VariableType));
        return copy;
    }
}
