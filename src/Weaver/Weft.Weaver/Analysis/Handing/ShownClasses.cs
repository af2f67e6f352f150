using Mono.Cecil;

namespace Weft.Weaver.Analysis.Handing;

/// <summary>
/// The instrumented classes whose fields code that is not woven can read without looking for what is private: public ones, those on which an attribute tells a serializer of them, those of classes that are
/// serialized by their fields. Others show themselves through their members alone, which are woven.
/// </summary>
internal sealed class ShownClasses
{
    private readonly HashSet<TypeDefinition> _shown = [];

    internal ShownClasses(WeavePlan plan)
    {
        HashSet<TypeDefinition> declaring = [.. plan.Types.Values.Where(type => type.Fields.Any(field => field.Treatment != FieldTreatment.Transient && IsShown(field.Field))).Select(type => type.Type)];
        if (declaring.Count == 0)
            return;
        foreach (TypeDefinition type in plan.Types.Keys)
        {
            List<TypeDefinition> family = [type, .. Planned(type, plan)];
            // What is known to be of the base class may be of this one.
            if (family.Exists(declaring.Contains))
                _shown.UnionWith(family);
        }
    }

    internal bool IsEmpty => _shown.Count == 0;

    internal bool Contains(TypeDefinition type) => _shown.Contains(type);

    private static IEnumerable<TypeDefinition> Planned(TypeDefinition type, WeavePlan plan)
    {
        for (TypeDefinition? parent = type.BaseType?.Resolve(); parent is not null && plan.Types.ContainsKey(parent); parent = parent.BaseType?.Resolve())
            yield return parent;
    }

    private static bool IsShown(FieldDefinition field) => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly || field.DeclaringType.IsSerializable
        || (field.HasCustomAttributes && field.CustomAttributes.Any(attribute => !IsCompilers(attribute.AttributeType)))
        || (field.DeclaringType.HasCustomAttributes && field.DeclaringType.CustomAttributes.Any(attribute => attribute.AttributeType.Name == "DataContractAttribute"));

    private static bool IsCompilers(TypeReference attribute) => attribute.Namespace is "System.Runtime.CompilerServices" or "System.Diagnostics" || attribute.Namespace.StartsWith("System.Diagnostics.", StringComparison.Ordinal);
}
