using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Diagnostics;

namespace Weft.Weaver.Tests.Verification;

/// <summary>Where code goes: branches, exception handlers, and what debuggers read of a body.</summary>
public sealed class FlowDefectTests
{
    private const string Guarded = "Specimens.Code::Guarded(";

    [TestCaseSource(nameof(Regions))]
    [TestCaseSource(nameof(Branches))]
    [TestCaseSource(nameof(Scopes))]
    public void Is_found(object defect) => Specimens.Expect((Defect)defect);

    private static IEnumerable<Defect> Regions()
    {
        yield return new("ret stands in a protected block", Codes.ExceptionRegion, Guarded, module =>
        {
            ILProcessor il = module.Method("Code", "Guarded").Body.GetILProcessor();
            Instruction leave = First(il.Body, Code.Leave_S, Code.Leave);
            il.InsertBefore(leave, il.Create(OpCodes.Ldc_I4_0));
            leave.OpCode = OpCodes.Ret;
            leave.Operand = null;
        });
        yield return InGuarded("A branch leads out of a protected block", body => First(body, Code.Leave_S, Code.Leave).OpCode = OpCodes.Br);
        yield return InGuarded("Code falls out of a finally block", body => Clear(Last(body, Code.Endfinally)));
        yield return InGuarded("leave leads out of a finally block", body =>
        {
            Instruction end = Last(body, Code.Endfinally);
            end.OpCode = OpCodes.Leave;
            end.Operand = body.Instructions[body.Instructions.Count - 1];
        });
        yield return InGuarded("A branch leads into a handler", body =>
        {
            ExceptionHandler handler = body.ExceptionHandlers.First(item => item.HandlerType == ExceptionHandlerType.Catch);
            body.GetILProcessor().InsertBefore(body.Instructions[0], Instruction.Create(OpCodes.Br, handler.HandlerStart));
        });
        yield return InGuarded("A branch leads into the middle of a protected block", body =>
            body.GetILProcessor().InsertBefore(body.Instructions[0], Instruction.Create(OpCodes.Br, body.ExceptionHandlers[0].TryStart.Next)));
        yield return InGuarded("rethrow stands outside a catch block", body =>
            body.GetILProcessor().InsertBefore(body.Instructions[0], Instruction.Create(OpCodes.Rethrow)));
        yield return InGuarded("A protected block ends before it begins", body =>
        {
            ExceptionHandler handler = body.ExceptionHandlers[0];
            (handler.TryStart, handler.TryEnd) = (handler.TryEnd, handler.TryStart);
        });
        yield return InGuarded("Handlers overlap without being nested", body => body.ExceptionHandlers[0].TryEnd = body.ExceptionHandlers[0].HandlerStart.Next);
        yield return InGuarded("A handler of an outer block comes first", body =>
        {
            ExceptionHandler outer = body.ExceptionHandlers[body.ExceptionHandlers.Count - 1];
            body.ExceptionHandlers.Remove(outer);
            body.ExceptionHandlers.Insert(0, outer);
        });
        yield return InGuarded("A handler begins at an instruction that was removed", body => body.ExceptionHandlers[0].HandlerStart = Instruction.Create(OpCodes.Nop));
        yield return Defect.InBody("A protected block is entered with a value on the stack", Codes.ExceptionRegion, "Number", il =>
        {
            Instruction start = il.Create(OpCodes.Nop), handler = il.Create(OpCodes.Endfinally), end = il.Create(OpCodes.Ldc_I4_1);
            il.Emit(OpCodes.Ldc_I4_1);
            il.Append(start);
            il.Emit(OpCodes.Leave, end);
            il.Append(handler);
            il.Append(end);
            il.Emit(OpCodes.Ret);
            il.Body.ExceptionHandlers.Add(new ExceptionHandler(ExceptionHandlerType.Finally) { TryStart = start, TryEnd = handler, HandlerStart = handler, HandlerEnd = end });
        });
    }

    private static IEnumerable<Defect> Branches()
    {
        yield return InLoop("A branch leads to an instruction that was removed", body =>
            body.GetILProcessor().Remove((Instruction)body.Instructions.Last(item => item.OpCode.FlowControl == FlowControl.Cond_Branch && item.Operand is Instruction).Operand));
        yield return InLoop("A case of a switch leads nowhere", body => ((Instruction[])body.Instructions.First(item => item.OpCode.Code == Code.Switch).Operand)[1] = Instruction.Create(OpCodes.Nop));
        yield return InLoop("A short branch does not reach its target", body =>
        {
            Instruction target = body.Instructions.First(item => item.OpCode.Code == Code.Switch).Next;
            for (int count = 0; count < 130; count++)
                body.GetILProcessor().InsertBefore(target, Instruction.Create(OpCodes.Nop));
        });
        yield return Defect.InBody("A branch leads between a prefix and its instruction", Codes.BranchTarget, "Nothing", il =>
        {
            Instruction call = il.Create(OpCodes.Ldsfld, il.Field("Animal", "Count"));
            il.Emit(OpCodes.Br, call);
            il.Emit(OpCodes.Volatile);
            il.Append(call);
            il.Emit(OpCodes.Pop, OpCodes.Ret);
        });
        yield return InLoop("An instruction stands in the body twice", body => body.Instructions.Add(body.Instructions[body.Instructions.Count - 1]));
    }

    private static IEnumerable<Defect> Scopes()
    {
        yield return new("A scope begins at an instruction that was removed", Codes.DebugScope, Guarded, module =>
            Scope(module).Start = new InstructionOffset(Instruction.Create(OpCodes.Nop)));
        yield return new("A scope ends at an instruction that was removed", Codes.DebugScope, Guarded, module =>
            Scope(module).End = new InstructionOffset(Instruction.Create(OpCodes.Nop)));
        yield return new("A sequence point belongs to an instruction that was removed", Codes.DebugScope, Guarded, module =>
        {
            MethodDefinition method = module.Method("Code", "Guarded");
            method.DebugInformation.SequencePoints.Add(new SequencePoint(Instruction.Create(OpCodes.Nop), method.DebugInformation.SequencePoints[0].Document) { StartLine = 3 });
        });
        yield return new("The name of a local variable outlives it", Codes.DebugScope, Guarded, module =>
        {
            VariableDefinition gone = new(module.TypeSystem.Int32);
            MethodBody body = module.Method("Code", "Sum").Body;
            for (int count = 0; count < 20; count++)
                body.Variables.Add(gone = new(module.TypeSystem.Int32));
            Scope(module).Variables.Add(new VariableDebugInformation(gone, "gone"));
        });
    }

    private static ScopeDebugInformation Scope(ModuleDefinition module)
    {
        MethodDefinition method = module.Method("Code", "Guarded");
        return method.Body.Instructions.Count > 0 ? method.DebugInformation.Scope : throw new InvalidOperationException("The method has no scope.");
    }

    private static Defect InGuarded(string name, Action<MethodBody> damage) =>
        new(name, Codes.ExceptionRegion, Guarded, module => damage(module.Method("Code", "Guarded").Body));

    private static Defect InLoop(string name, Action<MethodBody> damage) =>
        new(name, Codes.BranchTarget, "Specimens.Code::Loop(", module => damage(module.Method("Code", "Loop").Body));

    private static Instruction First(MethodBody body, params Code[] codes) => body.Instructions.First(item => codes.Contains(item.OpCode.Code));

    private static Instruction Last(MethodBody body, Code code) => body.Instructions.Last(item => item.OpCode.Code == code);

    private static void Clear(Instruction instruction)
    {
        instruction.OpCode = OpCodes.Nop;
        instruction.Operand = null;
    }
}
