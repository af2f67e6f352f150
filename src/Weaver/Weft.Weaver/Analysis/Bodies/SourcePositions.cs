using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Analysis.Bodies;

/// <summary>Source positions of instructions, from the symbols.</summary>
internal static class SourcePositions
{
    private const int HiddenLine = 0xFEEFEE;

    /// <summary>The statement that an instruction belongs to; without symbols the method's name stands for the file.</summary>
    internal static SourcePosition Of(MethodDefinition method, Instruction? instruction)
    {
        IDictionary<Instruction, SequencePoint> points = method.DebugInformation.GetSequencePointMapping();
        for (Instruction? at = instruction; at is not null; at = at.Previous)
        {
            at = MemberPositions.AsRead(at);
            if (points.TryGetValue(at, out SequencePoint? point) && point.StartLine != HiddenLine)
                return new(point.Document.Url, point.StartLine, point.StartColumn);
        }
        SequencePoint? first = method.DebugInformation.SequencePoints.FirstOrDefault(point => point.StartLine != HiddenLine);
        return first is null ? new(method.FullName, 0, 0) : new(first.Document.Url, first.StartLine, first.StartColumn);
    }
}
