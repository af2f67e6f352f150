using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Weft.Weaver.Verification;

/// <summary>Collects findings; one of each kind for each instruction or declaration and text.</summary>
internal sealed class FindingSink
{
    private readonly HashSet<(string Code, IMemberDefinition? Member, Instruction Instruction)> _atInstructions = [];
    private readonly HashSet<(string Code, IMemberDefinition? Member, string Text)> _atDeclarations = [];

    internal List<Finding> Findings { get; } = [];

    /// <summary>Adds a defect of an instruction. A body is gone through until nothing changes: the first text stays.</summary>
    internal void Add(string code, MethodDefinition method, Instruction instruction, int offset, string text)
    {
        if (_atInstructions.Add((code, method, instruction)))
            Findings.Add(new(code, method, instruction, offset, text));
    }

    /// <summary>Adds a defect of a declaration, or of the assembly as a whole.</summary>
    internal void Add(string code, IMemberDefinition? member, string text)
    {
        if (_atDeclarations.Add((code, member, text)))
            Findings.Add(new(code, member, null, -1, text));
    }
}
