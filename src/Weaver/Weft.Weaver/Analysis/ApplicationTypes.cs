using System.Collections.Immutable;
using Mono.Cecil;
using Weft.Weaver.Configuration;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Analysis;

/// <summary>The types of the application by name, and who derives from or implements whom.</summary>
internal sealed class ApplicationTypes
{
    private readonly Dictionary<string, List<TypeDefinition>> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<TypeDefinition, List<TypeDefinition>> _subtypes = [];
    private readonly DiagnosticBag _diagnostics;

    public ApplicationTypes(WeaveContext context)
    {
        _diagnostics = context.Diagnostics;
        KnowsAllNames = context.KnowsAllNames;
        All = [.. context.Workspace.Assemblies.SelectMany(assembly => assembly.Definition.MainModule.GetTypes()).Where(type => type.Name != "<Module>")];
        foreach (TypeDefinition type in All)
        {
            Add(_byName, type.FullName, type);
            if (type.BaseType is not null && IsLocal(context, type.BaseType) is { } parent)
                Add(_subtypes, parent, type);
            foreach (InterfaceImplementation implementation in type.Interfaces)
            {
                if (IsLocal(context, implementation.InterfaceType) is { } contract)
                    Add(_subtypes, contract, type);
            }
        }
    }

    /// <summary>Whether a name that is not here is nowhere; a library's build sees a part of the application.</summary>
    public bool KnowsAllNames { get; }

    /// <summary>All types, in the order of assemblies and metadata.</summary>
    public ImmutableArray<TypeDefinition> All { get; }

    /// <summary>The classes that the compiler made for collection expressions.</summary>
    public IEnumerable<TypeDefinition> MadeOfCollectionExpressions => All.Where(CollectionExpressions.IsMade);

    /// <summary>The classes that derive from a class or implement an interface directly; interfaces among them for an interface.</summary>
    public IReadOnlyList<TypeDefinition> DirectSubtypes(TypeDefinition type) => _subtypes.TryGetValue(type, out var found) ? found : Array.Empty<TypeDefinition>();

    /// <summary>Whether a class of the application implements an interface, wherever that is declared.</summary>
    public bool IsImplemented(TypeDefinition contract) =>
        All.Any(type => !type.IsInterface && type.SelfBasesAndInterfaces().Any(candidate => candidate.GetElementType().FullName == contract.FullName));

    /// <summary>The type of a name; null, with a message, where there is none or more than one.</summary>
    public TypeDefinition? Find(QualifiedName name, SourcePosition position, string code)
    {
        IReadOnlyList<TypeDefinition> named = Named(name.Name);
        TypeDefinition[] found = [.. named.Where(name.IsIn)];
        if (found.Length == 0 && !KnowsAllNames)
            return null;
        if (named.Count == 0)
            _diagnostics.Error(code, position, $"no assembly of the application has a type '{name.Name}'{NearestName.Hint(name.Name, _byName.Keys)}");
        else if (found.Length == 0)
            _diagnostics.Error(code, position, $"'{name.Name}' is not in the assembly '{name.Assembly}' but in {Assemblies(named, " and in ")}");
        else if (found.Length > 1)
            _diagnostics.Error(Codes.AmbiguousName, position, $"'{name}' is in {Assemblies(found, " and in ")}; write the assembly behind the name that the rule gives: ', {found[0].Module.Assembly.Name.Name}' or ', {found[1].Module.Assembly.Name.Name}'");
        else
            return found[0];
        return null;
    }

    /// <summary>The types of a full name, one for each assembly that has it.</summary>
    public IReadOnlyList<TypeDefinition> Named(string name) => _byName.TryGetValue(name, out List<TypeDefinition>? found) ? found : [];

    /// <summary>The names of the assemblies of some types.</summary>
    internal static string Assemblies(IEnumerable<TypeDefinition> types, string separator) => string.Join(separator, types.Select(type => type.Module.Assembly.Name.Name));

    /// <summary>The field of a full name, declared or inherited, and the type that was named; a property's name means its backing field.</summary>
    public (FieldDefinition Field, TypeDefinition Named)? FindField(Positioned name, string code) =>
        FindOwner(name, code) is var (type, member) && FindField(type, member, name.Position, code) is { } field ? (field, type) : null;

    /// <summary>The type that a member's full name begins with, and the rest; null, with a message, where there is no such type.</summary>
    public (TypeDefinition Owner, string Member)? FindOwner(Positioned name, string code)
    {
        QualifiedName qualified = QualifiedName.Of(name);
        int dot = qualified.Name.LastIndexOf('.');
        return Find(qualified with { Name = qualified.Name.Substring(0, dot) }, name.Position, code) is { } type ? (type, qualified.Name.Substring(dot + 1)) : null;
    }

    /// <summary>A field of a type's hierarchy by its name in the source.</summary>
    public FieldDefinition? FindField(TypeDefinition type, string member, SourcePosition position, string code)
    {
        FieldDefinition[] fields = [.. new[] { type }.Concat(type.Bases()).SelectMany(owner => owner.Fields)];
        if ((fields.FirstOrDefault(field => field.Name == member) ?? fields.FirstOrDefault(field => TypeNames.SourceName(field.Name) == member)) is { } found)
            return found;
        string why = type.Properties.Any(property => property.Name == member) ? "; that property computes its value and has no field" : NearestName.Hint(member, fields.Select(field => TypeNames.SourceName(field.Name)));
        _diagnostics.Error(code, position, $"{type.FullName} has no field '{member}'{why}");
        return null;
    }

    private static TypeDefinition? IsLocal(WeaveContext context, TypeReference reference) =>
        reference.GetElementType().Resolve() is { } definition && context.Workspace.IsOwn(definition) ? definition : null;

    private static void Add<TKey>(Dictionary<TKey, List<TypeDefinition>> map, TKey key, TypeDefinition value) where TKey : notnull
    {
        if (!map.TryGetValue(key, out List<TypeDefinition>? list))
            map[key] = list = [];
        list.Add(value);
    }
}
