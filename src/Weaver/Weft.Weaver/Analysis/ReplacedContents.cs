using Mono.Cecil;
using Weft.Weaver.Configuration;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Analysis;

/// <summary>Tells which fields hold a collection that their class replaces at each write, by the rules under <c>collections:</c>.</summary>
internal sealed class ReplacedContents
{
    private static readonly Dictionary<CollectionShape, (string Contract, string[] Classes)> Shapes = new()
    {
        [CollectionShape.List] = ("System.Collections.Generic.IList`1",
            ["System.Collections.Generic.List`1", "System.Collections.Immutable.ImmutableList`1", "System.Collections.Immutable.ImmutableArray`1"]),
        [CollectionShape.Set] = ("System.Collections.Generic.ISet`1",
            ["System.Collections.Generic.HashSet`1", "System.Collections.Generic.SortedSet`1", "System.Collections.Immutable.ImmutableHashSet`1", "System.Collections.Immutable.ImmutableSortedSet`1"]),
        [CollectionShape.Dictionary] = ("System.Collections.Generic.IDictionary`2",
        [
            "System.Collections.Generic.Dictionary`2", "System.Collections.Generic.SortedDictionary`2", "System.Collections.Generic.SortedList`2",
            "System.Collections.Immutable.ImmutableDictionary`2", "System.Collections.Immutable.ImmutableSortedDictionary`2",
        ]),
    };

    private readonly WeaveContext _context;
    private readonly ApplicationTypes _types;
    private readonly TransientFields _transients;
    private readonly Dictionary<FieldDefinition, CollectionRule> _fields = [];
    private readonly Dictionary<TypeDefinition, CollectionRule> _classes = [];

    public ReplacedContents(WeaveContext context, ApplicationTypes types, TransientFields transients)
    {
        (_context, _types, _transients) = (context, types, transients);
        foreach (CollectionRule rule in context.Configuration.Collections)
        {
            if (Find(rule) is { } type)
                Add(type, rule);
        }
    }

    /// <summary>The rule by which the content of a field is replaced at each write; null where there is none.</summary>
    public CollectionRule? Rule(FieldDefinition field) => _fields.TryGetValue(field, out CollectionRule? rule) ? rule : null;

    /// <summary>Warns of rules for classes that nothing shares.</summary>
    public void ReportUseless(Func<TypeDefinition, bool> isShared)
    {
        foreach (var (type, rule) in _classes.Select(entry => (entry.Key, entry.Value)))
        {
            if (!isShared(type))
                _context.Diagnostics.Warning(Codes.CollectionUnused, rule.Type.Position, $"{type.FullName} stands under 'collections', but no root and no 'include' reaches it");
        }
    }

    private TypeDefinition? Find(CollectionRule rule)
    {
        QualifiedName name = QualifiedName.Of(rule.Type);
        TypeReference? elsewhere = _types.Named(name.Name).Count > 0 ? null : _context.Workspace.Assemblies.SelectMany(assembly => assembly.Definition.MainModule.GetTypeReferences()).FirstOrDefault(type => type.FullName == name.Name);
        if (elsewhere is null)
            return _types.Find(name, rule.Type.Position, Codes.UnknownType);
        Unsuitable(rule, $"{name.Name} belongs to {elsewhere.Scope.Name}, which is not woven here, so that its writes cannot be seen; weave that assembly too (WeftWholeOutput=true, or weft weave FOLDER)");
        return null;
    }

    private void Add(TypeDefinition type, CollectionRule rule)
    {
        (string contract, string[] classes) = Shapes[rule.As];
        string shape = rule.As.ToString().ToLowerInvariant();
        FieldDefinition[] replaced = [.. type.Fields.Where(field => Holds(field, rule.As, classes))];
        if (type.IsInterface || type.IsValueType || type.IsStaticClass() || type.IsDelegate())
            Unsuitable(rule, $"{type.FullName} is no class with instances");
        else if (!type.SelfBasesAndInterfaces().Any(candidate => candidate.GetElementType().FullName == contract))
            Unsuitable(rule, $"{type.FullName} cannot be '{shape}': it does not implement {contract}{Other(type, rule.As)}");
        else if (_classes.ContainsKey(type))
            Unsuitable(rule, $"{type.FullName} stands here already");
        else if (replaced.Length == 0)
            Unsuitable(rule, $"{type.FullName} declares no field of its own that is replaced at each write: one that is shared, not readonly, and of a type that is a {shape} ({string.Join(", ", classes.Select(Short))}{(rule.As == CollectionShape.List ? " or an array" : "")})");
        else
            _classes[type] = rule;
        foreach (FieldDefinition field in replaced)
            _fields[field] = rule;
    }

    private bool Holds(FieldDefinition field, CollectionShape shape, string[] classes)
    {
        if (field.IsStatic || field.IsInitOnly || _transients.Why(field) is not null)
            return false;
        TypeReference type = field.FieldType.WithoutModifiers();
        return type is ArrayType { IsVector: true } ? shape == CollectionShape.List : type is GenericInstanceType && Array.IndexOf(classes, type.GetElementType().FullName) >= 0;
    }

    private static string Other(TypeDefinition type, CollectionShape not)
    {
        string[] fits = [.. Shapes.Where(shape => shape.Key != not && type.SelfBasesAndInterfaces().Any(candidate => candidate.GetElementType().FullName == shape.Value.Contract)).Select(shape => $"'{shape.Key.ToString().ToLowerInvariant()}'")];
        return fits.Length == 0 ? "" : $"; it could be {string.Join(" or ", fits)}";
    }

    private static string Short(string name) => name.Substring(name.LastIndexOf('.') + 1);

    private void Unsuitable(CollectionRule rule, string why) => _context.Diagnostics.Error(Codes.CollectionUnsuitable, rule.Type.Position, why);
}
