using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Emit;

namespace Weft.Weaver.Transforms;

/// <summary><c>MethodImplOptions.Synchronized</c> has no IL that could be woven: the flag goes, and a lock on the instance or the type comes.</summary>
internal sealed class LockSynchronizedMethods : ITransform
{
    public void Apply(WovenModule module)
    {
        foreach (MethodDefinition method in module.Assembly.Synchronized)
            Lock(module, method);
    }

    private static void Lock(WovenModule module, MethodDefinition method)
    {
        MethodDefinition body = BodyMover.Move(method, Names.Locked(method), module.Members);
        module.Members.HideStub(method);
        method.ImplAttributes &= ~MethodImplAttributes.Synchronized;
        IL il = new(method);
        VariableDefinition taken = il.Local(module.Module.TypeSystem.Boolean);
        VariableDefinition? result = method.ReturnType.Unmodified().MetadataType == MetadataType.Void ? null : il.Local(method.ReturnType.Unmodified());
        Instruction after = result is null ? Instruction.Create(OpCodes.Ret) : Instruction.Create(OpCodes.Ldloc, result);
        Instruction end = Instruction.Create(OpCodes.Endfinally);

        Instruction start = PushLock(module, il, method);
        il.Emit(OpCodes.Ldloca, taken);
        il.Emit(OpCodes.Call, Monitor(module, "Enter", parameters: 2));
        Forward(il, method, body);
        if (result is not null)
            il.Emit(OpCodes.Stloc, result);
        il.Emit(OpCodes.Leave, after);
        Instruction handler = il.Emit(OpCodes.Ldloc, taken);
        il.Emit(OpCodes.Brfalse, end);
        PushLock(module, il, method);
        il.Emit(OpCodes.Call, Monitor(module, "Exit", parameters: 1));
        il.Add(end);
        il.Add(after);
        if (result is not null)
            il.Emit(OpCodes.Ret);
        il.Body.ExceptionHandlers.Add(new ExceptionHandler(ExceptionHandlerType.Finally) { TryStart = start, TryEnd = handler, HandlerStart = handler, HandlerEnd = after });
    }

    /// <summary>Calls a moved body with the arguments of its stub.</summary>
    internal static void Forward(IL il, MethodDefinition method, MethodDefinition body)
    {
        if (method.HasThis)
            il.Emit(OpCodes.Ldarg_0);
        foreach (ParameterDefinition parameter in method.Parameters)
            il.Emit(OpCodes.Ldarg, parameter);
        il.Emit(OpCodes.Call, BodyMover.Beside(body));
    }

    private static Instruction PushLock(WovenModule module, IL il, MethodDefinition method)
    {
        if (method.HasThis)
            return il.Emit(OpCodes.Ldarg_0);
        Instruction first = il.Emit(OpCodes.Ldtoken, GenericReferences.Self(method.DeclaringType));
        il.Emit(OpCodes.Call, TypeTokens.ToType(module.Contract));
        return first;
    }

    private static MethodReference Monitor(WovenModule module, string name, int parameters)
    {
        MethodDefinition shim = module.Settings.Runtime.GetType("Weft.Runtime.Contract", "MonitorShims").Methods.First(method => method.Name == name && method.Parameters.Count == parameters);
        return module.Module.ImportReference(shim);
    }
}
