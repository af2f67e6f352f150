using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Analysis;
using Weft.Weaver.Emit;

namespace Weft.Weaver.Transforms;

/// <summary>
/// Makes each distributed method a stub, which keeps its token, attributes, overrides and parameters. The body moves beside it,
/// with an invoker that runs it for calls which arrive.
/// </summary>
internal sealed class DistributeMethods : ITransform
{
    private const int Others = 2;

    public void Apply(WovenModule module)
    {
        foreach (DistributedMethodPlan plan in module.Plan.Methods.Values.Where(plan => plan.Method.Module == module.Module).OrderBy(plan => plan.Method.MetadataToken.RID))
            Distribute(module, plan);
    }

    private static void Distribute(WovenModule module, DistributedMethodPlan plan)
    {
        MethodDefinition body = BodyMover.Move(plan.Method, Names.Body(plan.Method), module.Members);
        FieldDefinition handle = module.MethodHandle(plan.Method);
        module.Members.HideStub(plan.Method);
        EmitStub(module, plan, body, handle);
        MethodDefinition invoker = AddInvoker(module, plan, body);
        // The holder is outside of the class, and names the invoker of a class that only its enclosing class may name.
        if (IsHidden(plan.Method.DeclaringType))
            module.AccessedAssemblies.Add(module.Module.Assembly.Name.Name);

        IL il = new(module.TypeInitializer());
        il.Emit(OpCodes.Ldstr, plan.WireName);
        il.Emit(plan.RunOn);
        il.Emit(OpCodes.Ldnull);
        il.Emit(OpCodes.Ldftn, invoker);
        il.Emit(OpCodes.Newobj, Delegates.Constructor(module.Contract, "System", "Func`3", module.Module.TypeSystem.Object, module.Contract.Type("CallArguments"), module.Module.TypeSystem.Object));
        il.Emit(OpCodes.Newobj, module.Contract.Method("DistributedMethod", ".ctor"));
        il.Emit(OpCodes.Stsfld, handle);
    }

    private static bool IsHidden(TypeDefinition type) =>
        type.DeclaringType is not null && (type.IsNestedPrivate || type.IsNestedFamily || type.IsNestedFamilyAndAssembly || IsHidden(type.DeclaringType));

    private static void EmitStub(WovenModule module, DistributedMethodPlan plan, MethodDefinition body, FieldDefinition handle)
    {
        MethodDefinition method = plan.Method;
        IL il = new(method);
        VariableDefinition arguments = il.Local(module.Contract.Type("CallArguments"));
        Instruction local = Instruction.Create(OpCodes.Nop);
        PushReceiver(il, method);
        il.Emit(OpCodes.Ldsfld, handle);
        il.Emit(OpCodes.Call, module.Contract.Method("Calls", "IsDistributed"));
        il.Emit(OpCodes.Brfalse, local);
        PushReceiver(il, method);
        il.Emit(OpCodes.Ldsfld, handle);
        il.Emit(OpCodes.Call, module.Contract.Method("Calls", "Begin"));
        il.Emit(OpCodes.Stloc, arguments);
        foreach (ParameterDefinition parameter in method.Parameters)
        {
            il.Emit(OpCodes.Ldloc, arguments);
            il.Emit(OpCodes.Ldarg, parameter);
            il.Emit(OpCodes.Callvirt, module.Contract.Method("CallArguments", "Add", parameter.ParameterType));
        }
        il.Emit(OpCodes.Ldloc, arguments);
        il.Emit(OpCodes.Call, module.Contract.Method("Calls", "Send"));
        if (plan.RunOn == Others)
        {
            DefaultResult.Emit(module, il, method.ReturnType);
            il.Emit(OpCodes.Ret);
        }
        else if (plan.Where is not null)
        {
            il.Emit(OpCodes.Ldarg_0);
            PushWhere(module, il, plan.Where);
            il.Emit(OpCodes.Brtrue, local);
            DefaultResult.Emit(module, il, method.ReturnType);
            il.Emit(OpCodes.Ret);
        }
        il.Add(local);
        LockSynchronizedMethods.Forward(il, method, body);
        il.Emit(OpCodes.Ret);
    }

    private static MethodDefinition AddInvoker(WovenModule module, DistributedMethodPlan plan, MethodDefinition body)
    {
        TypeSystem types = module.Module.TypeSystem;
        MethodDefinition method = plan.Method;
        MethodDefinition invoker = module.Members.AddMethod(method.DeclaringType, Names.Invoke(method), MethodAttributes.Assembly | MethodAttributes.Static, types.Object);
        invoker.Parameters.Add(new ParameterDefinition("receiver", ParameterAttributes.None, types.Object));
        invoker.Parameters.Add(new ParameterDefinition("arguments", ParameterAttributes.None, module.Contract.Type("CallArguments")));
        IL il = new(invoker);
        TypeReference self = GenericReferences.Self(method.DeclaringType);
        if (plan.Where is not null)
        {
            Instruction run = Instruction.Create(OpCodes.Nop);
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Castclass, self);
            PushWhere(module, il, plan.Where);
            il.Emit(OpCodes.Brtrue, run);
            il.Emit(OpCodes.Ldnull);
            il.Emit(OpCodes.Ret);
            il.Add(run);
        }
        if (method.HasThis)
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Castclass, self);
        }
        foreach (ParameterDefinition parameter in method.Parameters)
        {
            il.Emit(OpCodes.Ldarg_1);
            il.Emit(OpCodes.Callvirt, module.Contract.Method("CallArguments", "Read", parameter.ParameterType));
        }
        il.Emit(OpCodes.Call, BodyMover.Beside(body));
        if (method.ReturnType.MetadataType == MetadataType.Void)
            il.Emit(OpCodes.Ldnull);
        else if (method.ReturnType.IsValueType || method.ReturnType.IsGenericParameter)
            il.Emit(OpCodes.Box, method.ReturnType);
        il.Emit(OpCodes.Ret);
        return invoker;
    }

    private static void PushReceiver(IL il, MethodDefinition method) => il.Emit(method.HasThis ? OpCodes.Ldarg_0 : OpCodes.Ldnull);

    private static void PushWhere(WovenModule module, IL il, FieldDefinition where)
    {
        bool planned = module.Plan.Fields.ContainsKey(where);
        FieldReference field = where.Module == module.Module ? GenericReferences.Self(where) : module.Module.ImportReference(where);
        if (planned)
            il.Emit(OpCodes.Call, Accessors.Of(module, field, Names.Get, stores: false, isStatic: false));
        else
            il.Emit(OpCodes.Ldfld, field);
    }
}

/// <summary>What a distributed method returns where its body does not run.</summary>
internal static class DefaultResult
{
    internal static void Emit(WovenModule module, IL il, TypeReference result)
    {
        TypeReference type = result.Unmodified();
        if (type.MetadataType == MetadataType.Void)
            return;
        TypeReference task = module.Contract.Framework("System.Threading.Tasks", "Task");
        if (type.FullName == task.FullName)
        {
            il.Emit(OpCodes.Call, ContractReferences.FrameworkMethod(task, "get_CompletedTask", task, hasThis: false));
            return;
        }
        if (type is GenericInstanceType { ElementType.FullName: "System.Threading.Tasks.Task`1" } generic)
        {
            MethodReference fromResult = new("FromResult", module.Module.TypeSystem.Void, task) { HasThis = false };
            GenericParameter parameter = new(fromResult);
            fromResult.GenericParameters.Add(parameter);
            fromResult.ReturnType = generic.ElementType.Closed(parameter);
            fromResult.Parameters.Add(new ParameterDefinition(parameter));
            PushDefault(il, generic.GenericArguments[0]);
            il.Emit(OpCodes.Call, fromResult.Closed(generic.GenericArguments[0]));
            return;
        }
        PushDefault(il, type);
    }

    private static void PushDefault(IL il, TypeReference type)
    {
        VariableDefinition value = il.Local(type);
        il.Emit(OpCodes.Ldloca, value);
        il.Emit(OpCodes.Initobj, type);
        il.Emit(OpCodes.Ldloc, value);
    }
}
