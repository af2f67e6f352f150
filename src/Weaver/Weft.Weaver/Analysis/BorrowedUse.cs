using System.Collections.Immutable;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Weft.Weaver.Analysis;

/// <summary>An instruction that works on lent addresses, or may change structs in their boxes: it moves to a generated method, which borrows, works and gives back.</summary>
/// <param name="Consumer">The instruction; its prefixes move with it.</param>
/// <param name="Operands">What it takes from the stack, the deepest first.</param>
/// <param name="Writes">Whether it may write through an address; if not, copies do.</param>
/// <param name="Atomic">Whether it is an atomic operation, which works under the lease of its place.</param>
public sealed record BorrowedUse(Instruction Consumer, ImmutableArray<BorrowedOperand> Operands, bool Writes, bool Atomic)
{
    /// <summary>Whether it is a call that works in several atomic operations: a method of the runtime is called instead, with the places.</summary>
    public bool Stepped { get; init; }

    /// <summary>The operands that may be structs in their boxes, which the call may change; by number.</summary>
    public ImmutableArray<int> Boxes { get; init; } = [];
}

/// <summary>One operand of such an instruction.</summary>
/// <param name="Type">Its type; for a lent address, the type that the address points to.</param>
/// <param name="Lender">The <c>ldflda</c> or <c>ldelema</c> whose address it is; null for ordinary values.</param>
/// <param name="Path">The <c>ldflda</c>s of struct members that lead from there to the address, in order.</param>
public sealed record BorrowedOperand(TypeReference Type, Instruction? Lender, ImmutableArray<Instruction> Path)
{
    /// <summary>Whether it is an address that was kept, of a place of the type, which the use borrows if the place turns out to be shared.</summary>
    public bool IsKept { get; init; }
}
