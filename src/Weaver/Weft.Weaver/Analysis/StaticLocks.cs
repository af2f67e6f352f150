using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Weft.Weaver.Analysis;

/// <summary>Finds the static fields and types that a method locks.</summary>
internal static class StaticLocks
{
    /// <summary>The fields and types, each once.</summary>
    public static IEnumerable<IMemberDefinition> In(MethodDefinition method)
    {
        HashSet<IMemberDefinition> found = [];
        foreach (Instruction instruction in method.Body.Instructions)
        {
            if (IsEnter(instruction) && Receiver(instruction) is { } receiver)
                found.UnionWith(Sources(receiver, method.Body));
        }
        return found;
    }

    /// <summary>Whether a module refers to a method that takes a lock; if not, none of its bodies need be read.</summary>
    public static bool MayBeIn(ModuleDefinition module) => module.GetMemberReferences().Any(member => member is MethodReference called && IsEnter(called));

    /// <summary>Whether an instruction takes a lock.</summary>
    public static bool IsEnter(Instruction instruction) => instruction.Operand is MethodReference called && IsEnter(called);

    private static bool IsEnter(MethodReference called) => called.Name switch
    {
        "Enter" or "TryEnter" => called.DeclaringType.FullName is "System.Threading.Monitor" or "System.Threading.Lock",
        "EnterScope" => called.DeclaringType.FullName == "System.Threading.Lock",
        _ => false,
    };

    /// <summary>The instruction that pushes the locked object, which is the first argument: walks back over those that push the others.</summary>
    private static Instruction? Receiver(Instruction call)
    {
        MethodReference called = (MethodReference)call.Operand;
        int others = called.Parameters.Count - (called.HasThis ? 0 : 1);
        Instruction? at = call.Previous;
        while (at is not null && others > 0)
        {
            others -= StackDepth.After(at, 0);
            at = at.Previous;
        }
        return at;
    }

    private static IEnumerable<IMemberDefinition> Sources(Instruction value, MethodBody body)
    {
        if (Direct(value) is { } direct)
            return [direct];
        if (Local(value) is not { } index)
            return [];
        return body.Instructions.Where(instruction => StoredLocal(instruction) == index).Select(store =>
        {
            Instruction? before = store.Previous;
            while (before?.OpCode.Code is Code.Dup or Code.Nop)
                before = before.Previous;
            return before is null ? null : Direct(before);
        }).Where(found => found is not null).Select(found => found!);
    }

    private static IMemberDefinition? Direct(Instruction instruction) => instruction switch
    {
        { OpCode.Code: Code.Ldsfld, Operand: FieldReference field } => field.Resolve(),
        { OpCode.Code: Code.Call, Operand: MethodReference { Name: "GetTypeFromHandle" }, Previous: { OpCode.Code: Code.Ldtoken, Operand: TypeReference type } } => type.Resolve(),
        _ => null,
    };

    private static int? Local(Instruction instruction) => instruction.OpCode.Code switch
    {
        >= Code.Ldloc_0 and <= Code.Ldloc_3 and var code => code - Code.Ldloc_0,
        Code.Ldloc or Code.Ldloc_S => ((VariableDefinition)instruction.Operand).Index,
        _ => null,
    };

    private static int? StoredLocal(Instruction instruction) => instruction.OpCode.Code switch
    {
        >= Code.Stloc_0 and <= Code.Stloc_3 and var code => code - Code.Stloc_0,
        Code.Stloc or Code.Stloc_S => ((VariableDefinition)instruction.Operand).Index,
        _ => null,
    };
}
