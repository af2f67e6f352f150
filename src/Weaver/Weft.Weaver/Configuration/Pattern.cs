using Mono.Cecil;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Configuration;

/// <summary>A pattern of types or methods, as docs/configuration.md describes it.</summary>
/// <param name="Text">As it was written.</param>
/// <param name="Position">Where.</param>
public abstract record Pattern(string Text, SourcePosition Position)
{
    /// <inheritdoc/>
    public sealed override string ToString() => Text;
}

/// <summary><c>Ns.Type</c>, <c>Ns.*</c>, <c>Ns.**</c>, <c>Type+</c>, <c>@Ns.Attribute</c>, each also with <c>, Assembly</c>.</summary>
public sealed record TypePattern : Pattern
{
    private readonly string _name;
    private readonly QualifiedName _qualified;
    private readonly Form _form;

    private TypePattern(string text, SourcePosition position, string name, QualifiedName qualified, Form form) : base(text, position) => (_name, _qualified, _form) = (name, qualified, form);

    private enum Form
    {
        Exact,
        Namespace,
        NamespaceTree,
        Subtypes,
        Attribute,
    }

    /// <summary>Whether it may match many types, so that those which do not fit are passed over.</summary>
    public bool IsWide => _form is Form.Namespace or Form.NamespaceTree;

    /// <summary>The type that it names; null where it names none.</summary>
    public string? TypeName => _form is Form.Exact or Form.Subtypes ? _name : null;

    /// <summary>The assembly that it is limited to; null where it names none.</summary>
    public string? Assembly => _qualified.Assembly;

    /// <summary>Parses a pattern; null where it is none.</summary>
    public static TypePattern? Parse(Positioned text)
    {
        if (QualifiedName.Parse(text.Text) is not { } qualified)
            return null;
        (string name, Form form) = qualified.Name switch
        {
            ['@', .. var attribute] => (attribute, Form.Attribute),
            [.. var prefix, '.', '*', '*'] => (prefix, Form.NamespaceTree),
            "**" => ("", Form.NamespaceTree),
            [.. var prefix, '.', '*'] => (prefix, Form.Namespace),
            [.. var prefix, '+'] => (prefix, Form.Subtypes),
            var exact => (exact, Form.Exact),
        };
        bool valid = (name.Length > 0 || qualified.Name == "**") && !name.Any(c => c is '*' or '+' or '@' or '(' or ')' or ' ');
        return valid ? new(text.Text, text.Position, name, qualified, form) : null;
    }

    /// <summary>Whether it matches a type.</summary>
    public bool Matches(TypeDefinition type) => _form == Form.Subtypes ? type.SelfBasesAndInterfaces().Any(IsNamed) : _qualified.IsIn(type) && MatchesName(type);

    private bool MatchesName(TypeDefinition type) => _form switch
    {
        Form.Exact => type.FullName == _name,
        Form.Namespace => type.OutermostNamespace() == _name,
        Form.NamespaceTree => _name.Length == 0 || type.OutermostNamespace() == _name
            || type.OutermostNamespace().StartsWith(_name + ".", StringComparison.Ordinal),
        _ => type.HasAttribute(_name),
    };

    private bool IsNamed(TypeReference candidate) =>
        candidate.GetElementType().FullName == _name && (Assembly is null || (candidate.Resolve() is { } definition && _qualified.IsIn(definition)));
}
