using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Verification.Types;

namespace Weft.Weaver.Verification.Bodies;

/// <summary>Applies to each instruction the rule that it is under.</summary>
internal sealed class InstructionRules(StackMachine machine, RegionRules regions)
{
    private readonly Prefixes _prefixes = new(machine, regions);

    internal Flow Step(Instruction instruction)
    {
        if (instruction.OpCode.OpCodeType == OpCodeType.Prefix)
        {
            _prefixes.Add(instruction);
            return Flow.GoesOn;
        }
        VerifierType? constrained = _prefixes.Take(instruction);
        if (!Locals(instruction.OpCode.Code) && !Numbers(instruction.OpCode.Code) && !Memory(instruction) && !Objects(instruction) && !Members(instruction, constrained))
            return Control(instruction);
        return Flow.GoesOn;
    }

    private bool Locals(Code code)
    {
        switch (code)
        {
            case Code.Nop or Code.Break:
                return true;
            case Code.Ldarg_0 or Code.Ldarg_1 or Code.Ldarg_2 or Code.Ldarg_3 or Code.Ldarg_S or Code.Ldarg:
                LocalRules.LoadArgument(machine);
                return true;
            case Code.Ldarga_S or Code.Ldarga:
                LocalRules.LoadArgumentAddress(machine);
                return true;
            case Code.Starg_S or Code.Starg:
                LocalRules.StoreArgument(machine);
                return true;
            case Code.Ldloc_0 or Code.Ldloc_1 or Code.Ldloc_2 or Code.Ldloc_3 or Code.Ldloc_S or Code.Ldloc:
                LocalRules.LoadLocal(machine);
                return true;
            case Code.Ldloca_S or Code.Ldloca:
                LocalRules.LoadLocalAddress(machine);
                return true;
            case Code.Stloc_0 or Code.Stloc_1 or Code.Stloc_2 or Code.Stloc_3 or Code.Stloc_S or Code.Stloc:
                LocalRules.StoreLocal(machine);
                return true;
            case Code.Dup:
                Slot top = machine.Pop();
                machine.Push(top);
                machine.Push(top);
                return true;
            case Code.Pop:
                machine.Pop();
                return true;
            default:
                return false;
        }
    }

    private bool Numbers(Code code)
    {
        switch (code)
        {
            case >= Code.Ldc_I4_M1 and <= Code.Ldc_I4:
                machine.Push(Slot.Int32);
                return true;
            case Code.Ldc_I8:
                machine.Push(new Slot(StackKind.Int64));
                return true;
            case Code.Ldc_R4 or Code.Ldc_R8:
                machine.Push(new Slot(StackKind.Float));
                return true;
            case Code.Add or Code.Sub or Code.Mul or Code.Div or Code.Rem:
                NumericRules.Binary(machine, integers: false);
                return true;
            case Code.Div_Un or Code.Rem_Un or Code.And or Code.Or or Code.Xor or (>= Code.Add_Ovf and <= Code.Sub_Ovf_Un):
                NumericRules.Binary(machine, integers: true);
                return true;
            case Code.Shl or Code.Shr or Code.Shr_Un:
                NumericRules.Shift(machine);
                return true;
            case Code.Neg or Code.Not:
                NumericRules.Unary(machine, integer: code == Code.Not);
                return true;
            case Code.Ceq or Code.Cgt or Code.Cgt_Un or Code.Clt or Code.Clt_Un:
                NumericRules.Compare(machine, pushes: true);
                return true;
            case Code.Ckfinite:
                NumericRules.CheckFinite(machine);
                return true;
            default:
                if (!IsConversion(code))
                    return false;
                NumericRules.Convert(machine, NumericRules.Target(code));
                return true;
        }
    }

    private static bool IsConversion(Code code) => code is (>= Code.Conv_I1 and <= Code.Conv_U8) or Code.Conv_R_Un or (>= Code.Conv_Ovf_I1_Un and <= Code.Conv_Ovf_U_Un)
        or (>= Code.Conv_Ovf_I1 and <= Code.Conv_Ovf_U8) or (>= Code.Conv_U2 and <= Code.Conv_Ovf_U) or Code.Conv_U;

    private bool Memory(Instruction instruction)
    {
        switch (instruction.OpCode.Code)
        {
            case >= Code.Ldind_I1 and <= Code.Ldind_Ref:
                MemoryRules.Load(machine, Indirect(instruction.OpCode.Code));
                return true;
            case (>= Code.Stind_Ref and <= Code.Stind_R8) or Code.Stind_I:
                MemoryRules.Store(machine, Indirect(instruction.OpCode.Code));
                return true;
            case Code.Ldobj:
                MemoryRules.LoadObject(machine, Type(instruction));
                return true;
            case Code.Stobj:
                MemoryRules.StoreObject(machine, Type(instruction));
                return true;
            case Code.Cpobj:
                MemoryRules.CopyObject(machine, Type(instruction));
                return true;
            case Code.Initobj:
                MemoryRules.Initialize(machine, Type(instruction));
                return true;
            case Code.Cpblk or Code.Initblk:
                MemoryRules.Block(machine, copies: instruction.OpCode.Code == Code.Cpblk);
                return true;
            case Code.Localloc:
                machine.PopInteger("the size of the block");
                machine.Push(new Slot(StackKind.NativeInt));
                return true;
            case Code.Sizeof:
                Type(instruction);
                machine.Push(Slot.Int32);
                return true;
            default:
                return false;
        }
    }

    private static StackKind Indirect(Code code) => code switch
    {
        Code.Ldind_I8 or Code.Stind_I8 => StackKind.Int64,
        Code.Ldind_R4 or Code.Ldind_R8 or Code.Stind_R4 or Code.Stind_R8 => StackKind.Float,
        Code.Ldind_I or Code.Stind_I => StackKind.NativeInt,
        Code.Ldind_Ref or Code.Stind_Ref => StackKind.Object,
        _ => StackKind.Int32,
    };

    private bool Objects(Instruction instruction)
    {
        Code code = instruction.OpCode.Code;
        switch (code)
        {
            case Code.Ldnull:
                machine.Push(Slot.Null);
                return true;
            case Code.Ldstr:
                machine.Push(machine.Context.Universe.String);
                return true;
            case Code.Box:
                ObjectRules.Box(machine, Type(instruction));
                return true;
            case Code.Unbox or Code.Unbox_Any:
                ObjectRules.Unbox(machine, Type(instruction), toAddress: code == Code.Unbox);
                return true;
            case Code.Castclass or Code.Isinst:
                ObjectRules.Cast(machine, Type(instruction), tests: code == Code.Isinst);
                return true;
            case Code.Mkrefany:
                machine.PopAddress("the address of the typed reference");
                Type(instruction);
                machine.Push(machine.Context.Universe.TypedReference);
                return true;
            case Code.Refanyval:
                machine.Pop(machine.Context.Universe.TypedReference, "the typed reference");
                machine.Push(Type(instruction).Address);
                return true;
            case Code.Refanytype:
                machine.Pop(machine.Context.Universe.TypedReference, "the typed reference");
                machine.Push(machine.Context.Universe.WellKnown("RuntimeTypeHandle"));
                return true;
            case Code.Arglist:
                machine.Push(machine.Context.Universe.WellKnown("RuntimeArgumentHandle"));
                return true;
            case Code.Newarr:
                ArrayRules.New(machine, Type(instruction));
                return true;
            case Code.Ldlen:
                ArrayRules.Length(machine);
                return true;
            case Code.Ldelema:
                ArrayRules.Address(machine, Type(instruction), _prefixes.ReadOnly);
                return true;
            case (>= Code.Ldelem_I1 and <= Code.Ldelem_Ref) or Code.Ldelem_Any:
                ArrayRules.Load(machine, code == Code.Ldelem_Any ? Type(instruction) : null);
                return true;
            case (>= Code.Stelem_I and <= Code.Stelem_Ref) or Code.Stelem_Any:
                ArrayRules.Store(machine, code == Code.Stelem_Any ? Type(instruction) : null);
                return true;
            default:
                return false;
        }
    }

    private bool Members(Instruction instruction, VerifierType? constrained)
    {
        Code code = instruction.OpCode.Code;
        switch (code)
        {
            case Code.Ldfld or Code.Ldflda or Code.Ldsfld or Code.Ldsflda or Code.Stfld or Code.Stsfld:
                FieldRules.Apply(machine, code, instruction.Operand as FieldReference);
                return true;
            case Code.Call or Code.Callvirt:
                CallRules.Call(machine, instruction.Operand as MethodReference, isVirtual: code == Code.Callvirt, constrained, _prefixes.ReadOnly);
                return true;
            case Code.Newobj:
                CallRules.New(machine, instruction.Operand as MethodReference);
                return true;
            case Code.Calli:
                CallRules.CallPointer(machine, instruction.Operand as CallSite);
                return true;
            case Code.Ldftn or Code.Ldvirtftn:
                FunctionRules.Load(machine, instruction.Operand as MethodReference, isVirtual: code == Code.Ldvirtftn, constrained);
                return true;
            case Code.Ldtoken:
                TokenRules.Load(machine, instruction.Operand);
                return true;
            default:
                return false;
        }
    }

    private Flow Control(Instruction instruction)
    {
        Code code = instruction.OpCode.Code;
        switch (code)
        {
            case Code.Br or Code.Br_S:
                return Flow.Ends;
            case Code.Brtrue or Code.Brtrue_S or Code.Brfalse or Code.Brfalse_S:
                NumericRules.Truth(machine);
                return Flow.GoesOn;
            case Code.Switch:
                machine.PopInteger("the value that is switched on");
                return Flow.GoesOn;
            case Code.Leave or Code.Leave_S:
                machine.Clear();
                return Flow.Ends;
            case Code.Throw:
                ObjectRules.Throw(machine);
                return Flow.Ends;
            case Code.Ret:
                regions.End(code);
                ReturnRules.Return(machine);
                return Flow.Ends;
            case Code.Jmp or Code.Rethrow or Code.Endfinally:
                regions.End(code);
                return Flow.Ends;
            case Code.Endfilter:
                regions.End(code);
                machine.Pop(machine.Context.Universe.Int32, "the filter's decision");
                if (machine.Depth > 0)
                    machine.Report(Codes.StackShape, $"a filter ends with {machine.Depth} more values on the stack than its decision");
                return Flow.Ends;
            default:
                if (instruction.OpCode.FlowControl == FlowControl.Cond_Branch)
                    NumericRules.Compare(machine, pushes: false);
                else
                    machine.Report(Codes.WrongOperand, $"{instruction.OpCode.Name} is no instruction of a method");
                return Flow.GoesOn;
        }
    }

    private VerifierType Type(Instruction instruction) => TokenRules.Type(machine, instruction.Operand as TypeReference);
}
