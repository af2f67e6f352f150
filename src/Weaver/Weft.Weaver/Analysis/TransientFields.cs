using Mono.Cecil;
using Weft.Weaver.Configuration;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Analysis;

/// <summary>Why a field is transient, and what the configuration says about filling it.</summary>
internal sealed record TransientReason(string Reason, OnLoadRule? OnLoad, SourcePosition? Rule = null);

/// <summary>Tells which fields are transient: by the configuration, by <c>[NonSerialized]</c>, or because they hold delegates that no rule shares.</summary>
internal sealed class TransientFields
{
    private readonly WeaveContext _context;
    private readonly Dictionary<FieldDefinition, TransientRule> _byField = [];

    public TransientFields(WeaveContext context, ApplicationTypes types)
    {
        _context = context;
        Delegates = new(context, types);
        foreach (TransientRule rule in context.Configuration.Transients)
        {
            if (rule.Field is { } name)
            {
                if (types.FindField(name, Codes.TransientUnknown) is not var (field, _))
                    continue;
                if (field.IsStatic)
                    context.Diagnostics.Error(Codes.TransientUnknown, name.Position, $"{TypeNames.Display(field)} is static; each node has its own value already");
                else
                    _byField[field] = rule;
            }
        }
    }

    /// <summary>The delegates that are shared all the same.</summary>
    public SharedDelegates Delegates { get; }

    /// <summary>The fields that the configuration names.</summary>
    public IReadOnlyDictionary<FieldDefinition, TransientRule> Named => _byField;

    /// <summary>Why an instance field is transient; null where it is shared.</summary>
    public TransientReason? Why(FieldDefinition field)
    {
        if (_byField.TryGetValue(field, out TransientRule? rule))
            return new($"transient by {rule.Position.RuleName}", rule.OnLoad, rule.Position);
        if (_context.Concessions.LeavesOut(field))
            return new("transient by concession", new(OnLoadKind.None, null));
        if (RuleForType(field.FieldType) is { } typeRule)
            return new($"its type is transient by {typeRule.Position.RuleName}", typeRule.OnLoad, typeRule.Position);
        if (field.IsNotSerialized && _context.Configuration.HonorNonSerialized)
            return new("transient by [NonSerialized]", null);
        return Portability.IsDelegate(field.FieldType) && Delegates.Rule(field, field.FieldType) is null ? new("delegates are transient", null) : null;
    }

    /// <summary>Whether a type is declared transient, so that its instances are never shared.</summary>
    public bool IsTransientType(TypeReference type) => RuleForType(type) is not null;

    private TransientRule? RuleForType(TypeReference type)
    {
        type = type.WithoutModifiers();
        if (type is GenericParameter or ArrayType or PointerType)
            return null;
        TypeDefinition? definition = null;
        foreach (TransientRule rule in _context.Configuration.Transients)
        {
            if (rule.Type is { } pattern && (definition ??= type.Resolve()) is not null && pattern.Matches(definition))
                return rule;
        }
        return null;
    }
}
