using Mono.Cecil;
using Weft.Weaver.Emit;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Analysis.Boxes;

/// <summary>The types of places in shared state that can hold a struct in its box: <c>object</c>, interfaces, and what generic code names by a parameter.</summary>
internal sealed class BoxPlaces
{
    private readonly HashSet<string> _interfaces = new(StringComparer.Ordinal);
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private bool _any;

    private BoxPlaces()
    {
    }

    internal static BoxPlaces Of(WeavePlan plan)
    {
        BoxPlaces places = new();
        foreach (FieldPlan field in plan.Fields.Values)
        {
            if (field.Treatment != FieldTreatment.Transient)
                places.Add(field.Field.FieldType);
        }
        foreach (TypePlan type in plan.Types.Values)
        {
            if (type.Type.BaseType is GenericInstanceType parent)
                places.Add(parent);
        }
        return places;
    }

    /// <summary>Whether there is any such place.</summary>
    internal bool Exist => _any || _interfaces.Count != 0;

    /// <summary>Whether boxes of a struct fit into one.</summary>
    internal bool Hold(TypeDefinition type) => _any || type.SelfBasesAndInterfaces().Any(each => _interfaces.Contains(each.GetElementType().FullName));

    private void Add(TypeReference type)
    {
        type = type.Unmodified();
        if (_any || !_seen.Add(type.FullName))
            return;
        if (type is GenericParameter || type.FullName is "System.Object" or "System.ValueType")
        {
            _any = true;
            return;
        }
        foreach (TypeReference argument in type.Arguments())
            Add(argument);
        if (type is TypeSpecification and not GenericInstanceType)
        {
            Add(((TypeSpecification)type).ElementType);
            return;
        }
        // Untyped collections hold anything.
        if (type.Namespace == "System.Collections")
            _any = true;
        else if (!type.IsPrimitive && type.GetElementType().Resolve() is { } definition)
            AddDefinition(definition);
    }

    private void AddDefinition(TypeDefinition definition)
    {
        if (definition.IsInterface)
            _interfaces.Add(definition.FullName);
        if (!definition.IsValueType || definition.IsEnum)
            return;
        // What depends on its arguments was looked at with them.
        foreach (FieldDefinition field in definition.Fields.Where(field => !field.IsStatic && !field.FieldType.ContainsGenericParameter))
            Add(field.FieldType);
    }
}
