using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Diagnostics;

namespace Weft.Weaver.Metadata;

/// <summary>
/// Finds where members stand in the source. Symbols know instructions alone, so a field is found by its initializer, its property or a body that uses it.
/// </summary>
public static class MemberPositions
{
    /// <summary>Where a member stands; the assembly's file where the symbols do not tell.</summary>
    public static SourcePosition Of(IMemberDefinition member) => member switch
    {
        MethodDefinition method => OfMethod(method) ?? OfType(method.DeclaringType),
        FieldDefinition field => OfField(field) ?? OfType(field.DeclaringType),
        TypeDefinition type => OfType(type),
        _ => OfType(member.DeclaringType),
    };

    /// <summary>Where a member stands, or the rule that led to it where the symbols do not tell.</summary>
    public static SourcePosition Of(IMemberDefinition member, SourcePosition rule) => Of(member) is { Line: > 0 } found ? found : rule;

    /// <summary>Where an instruction of a method stands.</summary>
    public static SourcePosition Of(MethodDefinition method, Instruction instruction) =>
        (method.HasInstructions() ? Before(method, AsRead(instruction).Offset) : null) ?? OfType(method.DeclaringType);

    /// <summary>An instruction itself, or what stands before it where it was put into the body since it was read: points are found by offsets, and those have none yet.</summary>
    internal static Instruction AsRead(Instruction instruction)
    {
        while (instruction.Offset == 0 && instruction.Previous is { } before)
            instruction = before;
        return instruction;
    }

    private static SourcePosition OfType(TypeDefinition type)
    {
        foreach (MethodDefinition method in type.Methods)
        {
            if (OfMethod(method) is { } position)
                return position;
        }
        return new(type.Module.FileName is { Length: > 0 } file ? file : type.Module.Name, 0, 0);
    }

    private static SourcePosition? OfMethod(MethodDefinition method)
    {
        if (!method.HasInstructions())
            return null;
        SequencePoint? point = method.DebugInformation.SequencePoints.FirstOrDefault(item => !item.IsHidden);
        return point is null ? null : Position(point);
    }

    private static SourcePosition? OfField(FieldDefinition field)
    {
        IEnumerable<MethodDefinition> bodies = field.DeclaringType.Methods.Where(method => method.HasInstructions())
            .OrderBy(method => method.IsConstructor ? 0 : 1);
        foreach (MethodDefinition method in bodies)
        {
            if (!method.DebugInformation.HasSequencePoints)
                continue;
            if (method.Body.Instructions.FirstOrDefault(instruction => instruction.Operand is FieldReference used && used.Name == field.Name && used.Resolve() == field) is { } use)
                return Before(method, use.Offset);
        }
        return null;
    }

    private static SourcePosition? Before(MethodDefinition method, int offset)
    {
        SequencePoint? best = null;
        foreach (SequencePoint point in method.DebugInformation.SequencePoints)
        {
            if (!point.IsHidden && point.Offset <= offset)
                best = point;
        }
        return best is null ? OfMethod(method) : Position(best);
    }

    private static SourcePosition Position(SequencePoint point) => new(point.Document.Url, point.StartLine, point.StartColumn);
}
