using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Diagnostics;

namespace Weft.Weaver.Verification;

/// <summary>One defect of an assembly.</summary>
/// <param name="Code">The family that it belongs to.</param>
/// <param name="Member">The type or method that has it.</param>
/// <param name="Instruction">Where in a method; null for defects of declarations.</param>
/// <param name="Offset">The instruction's place in the code as it is written; -1 for defects of declarations.</param>
/// <param name="Text">What is wrong, without the place.</param>
internal sealed record Finding(string Code, IMemberDefinition? Member, Instruction? Instruction, int Offset, string Text)
{
    /// <summary>The full name of the type or method; empty for defects of the assembly as a whole.</summary>
    internal string MemberName { get; } = Member?.FullName ?? "";

    /// <summary>The class that has the defect; empty for defects of the assembly as a whole.</summary>
    internal string TypeName => (Member as TypeDefinition ?? Member?.DeclaringType)?.FullName ?? "";

    /// <summary>The finding as a message.</summary>
    /// <param name="file">The assembly's file, which stands for the source where there are no symbols.</param>
    /// <param name="remark">What follows the text.</param>
    internal Diagnostic ToDiagnostic(string file, string remark = "")
    {
        string place = Offset < 0 ? MemberName : $"{MemberName} at IL_{Offset:x4}";
        string message = place.Length == 0 ? Text : $"{place}: {Text}";
        return new(Code, Severity.Error, message + remark, Position() ?? new(file, 0, 0));
    }

    /// <summary>The statement that the instruction belongs to. A damaged body is gone through as it lies, not from one instruction to its neighbour.</summary>
    private SourcePosition? Position()
    {
        if (Member is not MethodDefinition { DebugInformation.HasSequencePoints: true } method)
            return null;
        IDictionary<Instruction, SequencePoint> points = method.DebugInformation.GetSequencePointMapping();
        SequencePoint? found = null;
        foreach (Instruction instruction in method.Body.Instructions)
        {
            if (points.TryGetValue(instruction, out SequencePoint? point) && !point.IsHidden)
                found = point;
            if (found is not null && (Instruction is null || instruction == Instruction))
                break;
        }
        return found is null ? null : new(found.Document.Url, found.StartLine, found.StartColumn);
    }
}
