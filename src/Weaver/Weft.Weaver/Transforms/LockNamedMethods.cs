using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Configuration;
using Weft.Weaver.Emit;

namespace Weft.Weaver.Transforms;

/// <summary>Methods for which the configuration names a lock: their body moves, and what stays calls it inside the lock.</summary>
internal sealed class LockNamedMethods : ITransform
{
    public void Apply(WovenModule module)
    {
        foreach ((MethodDefinition method, NamedLockRule named) in module.Assembly.Named)
            Lock(module, method, named);
    }

    private static void Lock(WovenModule module, MethodDefinition method, NamedLockRule named)
    {
        MethodDefinition body = BodyMover.Move(method, Names.Named(method), module.Members);
        module.Members.HideStub(method);
        IL il = new(method);
        VariableDefinition? result = method.ReturnType.Unmodified().MetadataType == MetadataType.Void ? null : il.Local(method.ReturnType.Unmodified());
        Instruction after = result is null ? Instruction.Create(OpCodes.Ret) : Instruction.Create(OpCodes.Ldloc, result);

        Push(il, named);
        il.Emit(OpCodes.Call, module.Contract.Method("LeveledLocks", "EnterNamed"));
        Instruction start = Instruction.Create(OpCodes.Nop);
        il.Add(start);
        LockSynchronizedMethods.Forward(il, method, body);
        if (result is not null)
            il.Emit(OpCodes.Stloc, result);
        il.Emit(OpCodes.Leave, after);
        Instruction handler = Push(il, named);
        il.Emit(OpCodes.Call, module.Contract.Method("LeveledLocks", "ExitNamed"));
        il.Emit(OpCodes.Endfinally);
        il.Add(after);
        if (result is not null)
            il.Emit(OpCodes.Ret);
        il.Body.ExceptionHandlers.Add(new ExceptionHandler(ExceptionHandlerType.Finally) { TryStart = start, TryEnd = handler, HandlerStart = handler, HandlerEnd = after });
    }

    private static Instruction Push(IL il, NamedLockRule named)
    {
        Instruction first = il.Emit(OpCodes.Ldstr, named.Name);
        il.Add(Instruction.Create(OpCodes.Ldc_I4, (int)named.Level));
        return first;
    }
}
