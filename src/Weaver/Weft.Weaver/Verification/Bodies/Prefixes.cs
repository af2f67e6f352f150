using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Verification.Types;

namespace Weft.Weaver.Verification.Bodies;

/// <summary>Holds prefixes until the instruction comes that they belong to.</summary>
internal sealed class Prefixes(StackMachine machine, RegionRules regions)
{
    private readonly List<Instruction> _held = [];

    /// <summary>Whether the present instruction is to make an address that is read only.</summary>
    internal bool ReadOnly { get; private set; }

    internal void Add(Instruction prefix)
    {
        if (_held.Any(item => item.OpCode.Code == prefix.OpCode.Code))
            machine.Report(Codes.WrongPrefix, $"{prefix.OpCode.Name} stands twice before one instruction");
        _held.Add(prefix);
    }

    /// <summary>Checks the prefixes of an instruction.</summary>
    /// <returns>The type that <c>constrained.</c> names.</returns>
    internal VerifierType? Take(Instruction instruction)
    {
        ReadOnly = false;
        if (_held.Count == 0)
            return null;
        VerifierType? constrained = null;
        foreach (Instruction prefix in _held)
        {
            if (!Fits(prefix.OpCode.Code, instruction))
                machine.Report(Codes.WrongPrefix, $"{prefix.OpCode.Name} cannot stand before {instruction.OpCode.Name}");
            ReadOnly |= prefix.OpCode.Code == Code.Readonly;
            if (prefix.OpCode.Code == Code.Constrained)
                constrained = TokenRules.Type(machine, prefix.Operand as TypeReference);
            if (prefix.OpCode.Code == Code.Tail)
                CheckTail(instruction);
        }
        _held.Clear();
        return constrained;
    }

    private void CheckTail(Instruction instruction)
    {
        regions.End(Code.Tail);
        if (machine.Index + 1 >= machine.Context.Layout.Count || machine.Context.Layout.Instructions[machine.Index + 1].OpCode.Code != Code.Ret)
            machine.Report(Codes.WrongPrefix, $"{instruction.OpCode.Name} with tail. is not followed by ret");
    }

    private static bool Fits(Code prefix, Instruction instruction)
    {
        Code code = instruction.OpCode.Code;
        switch (prefix)
        {
            case Code.Tail:
                return code is Code.Call or Code.Callvirt or Code.Calli;
            case Code.Constrained:
                return code is Code.Callvirt or Code.Call or Code.Ldftn or Code.Ldvirtftn;
            case Code.Readonly:
                return code == Code.Ldelema || (code is Code.Call or Code.Callvirt && instruction.Operand is MethodReference { Name: "Address", DeclaringType: ArrayType });
            case Code.Volatile when code is Code.Ldsfld or Code.Stsfld:
                return true;
            case Code.Volatile or Code.Unaligned:
                return code is (>= Code.Ldind_I1 and <= Code.Stind_R8) or Code.Stind_I or Code.Ldfld or Code.Stfld or Code.Ldobj or Code.Stobj or Code.Cpblk or Code.Initblk;
            default:
                return true;
        }
    }
}
