using System.Collections.Immutable;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Weft.Weaver.Analysis;

/// <summary>The initializer of a field in one constructor: the instructions between the <c>ldarg.0</c> and the <c>stfld</c>.</summary>
internal sealed record FieldInitializer(MethodDefinition Constructor, Instruction First, Instruction Store)
{
    /// <summary>The instructions that compute the value.</summary>
    public IEnumerable<Instruction> Value
    {
        get
        {
            for (Instruction instruction = First; instruction != Store; instruction = instruction.Next)
                yield return instruction;
        }
    }

    /// <summary>Whether two initializers compute the same, instruction by instruction.</summary>
    public bool SameAs(FieldInitializer other) => Text().SequenceEqual(other.Text());

    /// <summary>Why it cannot run anywhere but in its constructor; null where it can.</summary>
    public string? WhyNotReplayable()
    {
        foreach (Instruction instruction in Value)
        {
            switch (instruction.OpCode.Code)
            {
                // A lambda that captures a parameter of the primary constructor, which is a field of the object.
                case Code.Ldarg_0 or Code.Ldarg when instruction.Next is { OpCode.Code: Code.Ldftn } && (instruction.OpCode.Code == Code.Ldarg_0 || instruction.Operand is ParameterDefinition { Index: < 0 }):
                    break;
                case Code.Ldarg_0:
                    return "it uses 'this'";
                case Code.Ldarg when instruction.Operand is ParameterDefinition { Index: < 0 }:
                    return "it uses 'this'";
                case Code.Ldarg or Code.Ldarg_S or Code.Ldarg_1 or Code.Ldarg_2 or Code.Ldarg_3 or Code.Ldarga or Code.Ldarga_S or Code.Starg or Code.Starg_S:
                    return "it uses a parameter of the constructor";
                default:
                    if (instruction.Operand is VariableDefinition || instruction.OpCode.Code is >= Code.Ldloc_0 and <= Code.Stloc_3)
                        return "it needs local variables";
                    break;
            }
        }
        return Constructor.Body.ExceptionHandlers.Any(handler => handler.TryStart.Offset <= First.Offset && First.Offset < handler.HandlerEnd?.Offset)
            ? "it has exception handlers"
            : null;
    }

    private IEnumerable<string> Text() => Value.Select(instruction => instruction.OpCode.Name + " " + instruction.Operand switch
    {
        Instruction target => (target.Offset - First.Offset).ToString(),
        // The compiler makes a lambda of an initializer anew, with another number, for each constructor.
        MemberReference { Name: ['<', ..] } made => made.DeclaringType.FullName,
        var other => other?.ToString(),
    });
}

/// <summary>
/// Finds field initializers: in every constructor that does not call another one of its class, the stores to fields of <c>this</c> before the call of the
/// base constructor. A statement begins where the evaluation stack is empty.
/// </summary>
internal static class FieldInitializers
{
    /// <summary>The initializers of a field, one for each constructor that has it.</summary>
    public static ImmutableArray<FieldInitializer> Of(FieldDefinition field) =>
        [.. InitializingConstructors(field.DeclaringType).Select(constructor => In(constructor, field)).Where(found => found is not null).Select(found => found!)];

    /// <summary>The constructors that run initializers: those that call a constructor of the base class.</summary>
    public static IEnumerable<MethodDefinition> InitializingConstructors(TypeDefinition type) =>
        type.Methods.Where(method => method is { IsConstructor: true, IsStatic: false, HasBody: true } && BaseCall(method) is not null);

    /// <summary>Whether a constructor's own body, after the initializers, assigns a field.</summary>
    public static bool AssignedInBody(FieldDefinition field) => field.DeclaringType.Methods
        .Where(method => method is { IsConstructor: true, IsStatic: false, HasBody: true })
        .Any(constructor => constructor.Body.Instructions
            .SkipWhile(instruction => instruction != BaseCall(constructor))
            .Any(instruction => Stores(instruction, field)));

    private static bool Stores(Instruction instruction, FieldDefinition field) =>
        instruction.OpCode.Code == Code.Stfld && instruction.Operand is FieldReference stored && stored.Name == field.Name && stored.Resolve() == field;

    private static Instruction? BaseCall(MethodDefinition constructor)
    {
        string? parent = constructor.DeclaringType.BaseType?.GetElementType().FullName;
        foreach ((Instruction instruction, _, int after) in Depths(constructor))
        {
            if (instruction.OpCode.Code is not (Code.Call or Code.Callvirt) || after != 0 || instruction.Operand is not MethodReference { Name: ".ctor" } called)
                continue;
            string owner = called.DeclaringType.GetElementType().FullName;
            return owner == constructor.DeclaringType.FullName ? null : owner == parent ? instruction : null;
        }
        return null;
    }

    private static FieldInitializer? In(MethodDefinition constructor, FieldDefinition field)
    {
        Instruction end = BaseCall(constructor)!;
        Instruction? start = null;
        foreach ((Instruction instruction, int before, int after) in Depths(constructor))
        {
            if (instruction == end)
                break;
            if (before == 0)
                start = instruction;
            if (after == 0 && Stores(instruction, field) && start!.OpCode.Code is Code.Ldarg_0)
                return new(constructor, start.Next, instruction);
        }
        return null;
    }

    /// <summary>The instructions with the depth of the stack before and after each; a branch tells the depth at its target.</summary>
    private static IEnumerable<(Instruction Instruction, int Before, int After)> Depths(MethodDefinition method)
    {
        Dictionary<Instruction, int> expected = [];
        int depth = 0;
        foreach (Instruction instruction in method.Body.Instructions)
        {
            int before = expected.TryGetValue(instruction, out int known) ? known : depth;
            depth = StackDepth.After(instruction, before);
            if (instruction.Operand is Instruction target)
                expected[target] = depth;
            else if (instruction.Operand is Instruction[] targets)
                Array.ForEach(targets, item => expected[item] = depth);
            yield return (instruction, before, depth);
        }
    }
}
