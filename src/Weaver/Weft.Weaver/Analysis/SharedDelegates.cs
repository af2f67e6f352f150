using Mono.Cecil;
using Weft.Weaver.Configuration;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Analysis;

/// <summary>
/// Tells which delegates are shared: those of types that <c>include:</c> names, one by one, and those in fields that it names. Patterns for many types mean classes; delegates stay local to each node.
/// </summary>
internal sealed class SharedDelegates
{
    private readonly List<TypePattern> _patterns;
    private readonly Dictionary<FieldDefinition, TypePattern> _fields = [];

    public SharedDelegates(WeaveContext context, ApplicationTypes types)
    {
        _patterns = [.. context.Configuration.Include.Where(pattern => !pattern.IsWide)];
        foreach (TypePattern pattern in _patterns)
        {
            if (FieldOf(pattern, types) is { } field)
                _fields[field] = pattern;
        }
    }

    /// <summary>The rule by which a delegate type in a field is shared; null where it is not.</summary>
    public TypePattern? Rule(FieldDefinition field, TypeReference type) =>
        !Portability.IsDelegate(type) ? null : _fields.TryGetValue(field, out TypePattern? rule) ? rule : Rule(type.WithoutModifiers().Resolve());

    /// <summary>Whether a pattern names a field that holds delegates, or the type of delegates in some field.</summary>
    public bool IsRule(TypePattern pattern, ApplicationTypes types) => _fields.ContainsValue(pattern)
        || (_patterns.Contains(pattern) && types.All.SelectMany(type => type.Fields).SelectMany(field => Parts(field.FieldType)).Any(type => Portability.IsDelegate(type) && pattern.Matches(type.Resolve())));

    private TypePattern? Rule(TypeDefinition type) => _patterns.Find(pattern => pattern.Matches(type));

    private static FieldDefinition? FieldOf(TypePattern pattern, ApplicationTypes types)
    {
        if (pattern.TypeName is not { } name || name.LastIndexOf('.') is not (> 0 and int dot) || types.Named(name).Count > 0)
            return null;
        string member = name.Substring(dot + 1);
        return types.Named(name.Substring(0, dot)).Where(type => pattern.Assembly is null || type.Module.Assembly.Name.Name == pattern.Assembly).SelectMany(type => type.Fields)
            .FirstOrDefault(field => !field.IsStatic && (field.Name == member || TypeNames.SourceName(field.Name) == member) && Parts(field.FieldType).Any(Portability.IsDelegate));
    }

    /// <summary>A type, and what it is closed over or consists of.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference type)
    {
        type = type.WithoutModifiers();
        IEnumerable<TypeReference> inner = type is ArrayType array ? [array.ElementType] : type is GenericInstanceType { GenericArguments: var arguments } && !Portability.IsDelegate(type) ? arguments : [];
        return inner.SelectMany(Parts).Prepend(type);
    }
}
