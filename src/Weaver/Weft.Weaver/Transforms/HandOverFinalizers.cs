using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Analysis.Finalization;
using Weft.Weaver.Emit;

namespace Weft.Weaver.Transforms;

/// <summary>Finalizers that may use what is shared: their body moves, and what stays hands it over where the garbage collector calls it.</summary>
internal sealed class HandOverFinalizers : ITransform
{
    public void Apply(WovenModule module)
    {
        foreach (HandedFinalizer finalizer in module.Assembly.Finalizers)
        {
            if (finalizer.Method is { } method)
                HandOver(module, method, BodyMover.Move(method, Names.Finalizer, module.Members));
            else
                HandOver(module, Override(module, finalizer.Type), CallBase(module, finalizer.Type));
        }
    }

    private static void HandOver(WovenModule module, MethodDefinition method, MethodDefinition body)
    {
        module.Members.HideStub(method);
        IL il = new(method);
        MethodReference target = BodyMover.Beside(body);
        Instruction here = Instruction.Create(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Call, module.Contract.Method("Finalizers", "AreHandedOver"));
        il.Emit(OpCodes.Brfalse, here);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldftn, target);
        il.Emit(OpCodes.Newobj, Delegates.Constructor(module.Contract, "System", "Action"));
        il.Emit(OpCodes.Call, module.Contract.Method("Finalizers", "HandOver"));
        il.Emit(OpCodes.Ret);
        il.Add(here);
        il.Emit(OpCodes.Call, target);
        il.Emit(OpCodes.Ret);
    }

    /// <summary>Takes the place of a finalizer that code which is not woven declares. Classes that derive from this one may still have one of their own.</summary>
    private static MethodDefinition Override(WovenModule module, TypeDefinition type)
    {
        MethodDefinition method = module.Members.AddMethod(type, Names.Finalize, MethodAttributes.Private | MethodAttributes.Virtual | MethodAttributes.NewSlot, module.Module.TypeSystem.Void);
        method.Overrides.Add(BaseFinalizer(module, module.Module.TypeSystem.Object));
        return method;
    }

    private static MethodDefinition CallBase(WovenModule module, TypeDefinition type)
    {
        MethodDefinition body = module.Members.AddMethod(type, Names.Finalizer, MethodAttributes.Private, module.Module.TypeSystem.Void);
        IL il = new(body);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Call, BaseFinalizer(module, type.BaseType));
        il.Emit(OpCodes.Ret);
        return body;
    }

    private static MethodReference BaseFinalizer(WovenModule module, TypeReference type) =>
        ContractReferences.FrameworkMethod(type, "Finalize", module.Module.TypeSystem.Void, hasThis: true);
}
