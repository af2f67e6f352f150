using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Analysis;

/// <summary>Tells, method by method, where shared state may be written. It errs towards yes.</summary>
internal sealed class SharedWrites(IReadOnlyDictionary<FieldDefinition, FieldPlan> fields)
{
    private readonly HashSet<string> _names = new(fields.Keys.Select(field => field.Name), StringComparer.Ordinal);

    /// <summary>Whether a method stores a shared field or takes its address, or loads one that holds a container and calls or stores something that may change it.</summary>
    public bool MayBeIn(MethodDefinition method)
    {
        if (!method.HasInstructions())
            return false;
        bool container = false, mutation = false;
        foreach (Instruction instruction in method.Body.Instructions)
        {
            switch (instruction.OpCode.Code)
            {
                case Code.Stfld or Code.Stsfld or Code.Ldflda or Code.Ldsflda:
                    if (IsShared(instruction) && !(method.IsConstructor && instruction.OpCode.Code is Code.Stfld))
                        return true;
                    break;
                case Code.Ldfld or Code.Ldsfld:
                    container |= _names.Contains(((FieldReference)instruction.Operand).Name) && IsContainer(((FieldReference)instruction.Operand).FieldType) && IsShared(instruction);
                    break;
                case >= Code.Stelem_I and <= Code.Stelem_Any:
                    mutation = true;
                    break;
                case Code.Call or Code.Callvirt:
                    mutation |= instruction.Operand is MethodReference called && (called.DeclaringType is ArrayType || called.DeclaringType.OutermostNamespace().StartsWith("System.Collections", StringComparison.Ordinal) && !IsQuery(called.Name));
                    break;
            }
        }
        return container && mutation;
    }

    private bool IsShared(Instruction instruction) =>
        instruction.Operand is FieldReference reference && _names.Contains(reference.Name) && reference.Resolve() is { } field
        && fields.TryGetValue(field, out FieldPlan? plan) && plan.Treatment != FieldTreatment.Transient;

    private static bool IsContainer(TypeReference type) =>
        type.WithoutModifiers() is ArrayType || type.WithoutModifiers().OutermostNamespace().StartsWith("System.Collections", StringComparison.Ordinal) || type.FullName == "System.Object";

    private static bool IsQuery(string name) =>
        name.StartsWith("get_", StringComparison.Ordinal) || name.StartsWith("Contains", StringComparison.Ordinal) || name.StartsWith("TryGet", StringComparison.Ordinal)
        || name is "GetEnumerator" or "MoveNext" or "Dispose" or "IndexOf" or "CopyTo" or "ToArray" or "Find" or "FindAll" or "Exists";
}
