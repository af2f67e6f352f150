using Mono.Cecil;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Configuration;

/// <summary>An attribute of Weft.Annotations on a member, read as the item of the file that would say the same. The attributes are known by name alone.</summary>
/// <param name="Member">The type, field, property or method that carries it.</param>
/// <param name="Attribute">The attribute.</param>
/// <param name="Position">Where the member stands in the source.</param>
internal sealed record MemberAttribute(IMemberDefinition Member, CustomAttribute Attribute, SourcePosition Position)
{
    /// <summary>The namespace that these attributes have to themselves.</summary>
    internal const string Namespace = "Weft.Annotations";

    private static readonly string[] Policies = ["first-wins", "replaceable", "error"];
    private static readonly string[] Loads = ["lazy", "eager"];
    private static readonly string[] Fillings = ["initializer", "none", "new"];
    private static readonly string[] Nodes = ["all", "holders", "others"];
    private static readonly string[] Levels = ["write", "read", "concurrent", "synchronous-write"];

    /// <summary>The attribute's name as it stands in the source.</summary>
    internal string Name => ShortName(Attribute.AttributeType);

    /// <summary>Whether an attribute is one of these.</summary>
    internal static bool Is(CustomAttribute attribute) => attribute.AttributeType.Namespace == Namespace;

    /// <summary>A type's name without its ending <c>Attribute</c>.</summary>
    internal static string ShortName(TypeReference type) =>
        type.Name.EndsWith("Attribute", StringComparison.Ordinal) ? type.Name.Substring(0, type.Name.Length - "Attribute".Length) : type.Name;

    /// <summary>The item of <c>roots:</c>.</summary>
    internal YamlMap Root(string field) => Map(
        ("field", field),
        ("on", Text("On")),
        ("name", Text("Name") ?? TypeNames.Display(Member)),
        ("policy", Word("Policy", Policies)),
        ("load", Word("Load", Loads)),
        ("key", Text("Key")),
        ("bind", Text("Bind")));

    /// <summary>The item of <c>transients:</c>.</summary>
    /// <param name="key">What <paramref name="value"/> is: <c>field</c> or <c>type</c>.</param>
    /// <param name="value">The name or pattern.</param>
    internal YamlMap Transient(string key, string value)
    {
        YamlMap map = Map((Text("Keys") is null ? key : "entry", value), ("keys", Text("Keys")), ("on-load", Word("OnLoad", Fillings)));
        if (Text("OnLoadMethod") is null && Text("OnLoadFactory") is null)
            return map;
        YamlMap filling = Map(("method", Text("OnLoadMethod")), ("factory", Text("OnLoadFactory")));
        return new([.. map.Entries.Where(entry => entry.Key.Text != "on-load"), (Scalar("on-load"), filling)], Position);
    }

    /// <summary>The item of <c>distributed-methods:</c>.</summary>
    internal YamlMap DistributedMethod(string method) => Map(("method", method), ("run-on", Word("RunOn", Nodes)), ("where", Text("Where")));

    /// <summary>The item of <c>locks:</c>.</summary>
    internal YamlMap NamedLock(string method) =>
        Map(("method", method), ("named", Attribute.ConstructorArguments.Count == 1 ? Attribute.ConstructorArguments[0].Value as string ?? "" : ""), ("level", Word("Level", Levels)));

    private YamlMap Map(params (string Key, string? Value)[] entries) =>
        new([.. entries.Where(entry => entry.Value is not null).Select(entry => (Scalar(entry.Key), (YamlNode)Scalar(entry.Value!)))], Position);

    private YamlScalar Scalar(string text) => new(text, Quoted: true, Position);

    private string? Text(string property) => Value(property) switch
    {
        TypeReference type => new QualifiedName(type.FullName, AssemblyOf(type)).ToString(),
        string text => text,
        _ => null,
    };

    private static string AssemblyOf(TypeReference type) => type.Scope is AssemblyNameReference other ? other.Name : type.Module.Assembly.Name.Name;

    // A number that is no member of the enumeration stays one, which the reader refuses.
    private string? Word(string property, string[] words) =>
        Value(property) is int number ? number >= 0 && number < words.Length ? words[number] : number.ToString(System.Globalization.CultureInfo.InvariantCulture) : null;

    private object? Value(string property) => Attribute.Properties.FirstOrDefault(item => item.Name == property).Argument.Value;
}
