using Mono.Cecil;
using Weft.Weaver.Analysis;

namespace Weft.Corpus.Gates;

/// <summary>The shared fields of a plan by name, without the plan.</summary>
internal sealed class SharedFields
{
    private readonly HashSet<string> _keys;
    private readonly HashSet<string> _names;

    private SharedFields(IReadOnlyCollection<FieldDefinition> fields)
    {
        _keys = [.. fields.Select(field => Key(field.DeclaringType, field.Name))];
        _names = [.. fields.Select(field => field.Name)];
    }

    /// <summary>The fields that the plan treats as shared or as roots.</summary>
    public static SharedFields Of(WeavePlan plan) => new([.. plan.Fields.Values.Where(field => field.Treatment != FieldTreatment.Transient).Select(field => field.Field)]);

    /// <summary>Whether a reference is to one of them.</summary>
    public bool Contain(FieldReference field) =>
        _names.Contains(field.Name) && field.DeclaringType.GetElementType().Resolve() is { } owner && _keys.Contains(Key(owner, field.Name));

    private static string Key(TypeDefinition type, string field) => $"{type.Module.Assembly.Name.Name}!{type.FullName}::{field}";
}
