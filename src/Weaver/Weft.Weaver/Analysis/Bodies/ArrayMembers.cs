using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Weft.Weaver.Analysis.Bodies;

/// <summary>
/// Instructions that touch elements. Vectors have instructions of their own; arrays of several dimensions, and those with another lower bound than zero, have methods that no type defines:
/// <c>Get</c>, <c>Set</c> and <c>Address</c>.
/// </summary>
internal static class ArrayMembers
{
    /// <summary>Whether a call stores an element of an array that is no vector.</summary>
    internal static bool IsStore(MethodReference method) => method is { Name: "Set", DeclaringType: ArrayType };

    /// <summary>Whether a call takes an element's address in an array that is no vector.</summary>
    internal static bool IsAddress(MethodReference method) => method is { Name: "Address", DeclaringType: ArrayType };

    /// <summary>Whether an instruction takes the address of an element.</summary>
    internal static bool TakesAddress(Instruction instruction) =>
        instruction.OpCode.Code == Code.Ldelema || (instruction.OpCode.Code is Code.Call or Code.Callvirt && instruction.Operand is MethodReference method && IsAddress(method));

    /// <summary>The element type of an instruction that takes an element's address.</summary>
    internal static TypeReference ElementOf(Instruction address) => address.Operand as TypeReference ?? ArrayOf(address).ElementType;

    /// <summary>The array type of an instruction that takes an element's address.</summary>
    internal static ArrayType ArrayOf(Instruction address) => address.Operand is MethodReference method ? (ArrayType)method.DeclaringType : new ArrayType((TypeReference)address.Operand);
}
