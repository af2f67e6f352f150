using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Weft.Weaver.Analysis.Boxes;

/// <summary>Structs of code that is not woven and changes them in their box. Those of the framework are left out: its enumerators are refused when they become shared.</summary>
internal sealed class ForeignStructs(WeavePlan plan)
{
    private readonly Lazy<BoxPlaces> _places = new(() => BoxPlaces.Of(plan), LazyThreadSafetyMode.None);
    private readonly Dictionary<string, BoxedMember?> _known = new(StringComparer.Ordinal);

    /// <summary>The member through which a struct that an instruction boxes can be changed in a shared box; null where there is none.</summary>
    internal BoxedMember? BoxedBy(Instruction instruction)
    {
        if (instruction is not { OpCode.Code: Code.Box, Operand: TypeReference and not TypeDefinition and not GenericParameter } || ((TypeReference)instruction.Operand).GetElementType() is not { Scope: AssemblyNameReference { Name: var assembly } } type || IsFramework(assembly))
            return null;
        if (!_known.TryGetValue(type.FullName, out BoxedMember? known))
            _known.Add(type.FullName, known = Look(type));
        return known;
    }

    private BoxedMember? Look(TypeReference type) => type.Resolve() is { IsValueType: true } definition && plan.Assemblies.All(assembly => assembly.Assembly != definition.Module.Assembly) && _places.Value.Hold(definition)
        ? BoxedStructs.ChangeOf(definition)
        : null;

    private static bool IsFramework(string assembly) =>
        assembly is "mscorlib" or "netstandard" or "System" or "WindowsBase" || assembly.StartsWith("System.", StringComparison.Ordinal) || assembly.StartsWith("Microsoft.", StringComparison.Ordinal);
}
