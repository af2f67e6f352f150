using System.Collections.Immutable;
using Mono.Cecil;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Configuration;

/// <summary><c>Type.Name</c>, <c>Type.Name(string, int)</c>, <c>Type.Get*</c>, <c>@Ns.Attribute</c>, each also with <c>, Assembly</c>.</summary>
public sealed record MethodPattern : Pattern
{
    private readonly TypePattern? _type;
    private readonly string _name;
    private readonly ImmutableArray<string>? _parameters;
    private readonly QualifiedName _qualified;
    private MethodDefinition? _only;

    private MethodPattern(Positioned text, QualifiedName qualified, TypePattern? type, string name, ImmutableArray<string>? parameters)
        : base(text.Text, text.Position) => (_qualified, _type, _name, _parameters) = (qualified, type, name, parameters);

    /// <summary>Whether it names one overload or all of one name, not a group of names.</summary>
    public bool IsExact => _type?.TypeName is not null && _name[^1] != '*';

    /// <summary>The type part; null for attributes.</summary>
    public string? TypeName => _type?.TypeName;

    /// <summary>The assembly that it is limited to; null where it names none.</summary>
    public string? Assembly => _qualified.Assembly;

    /// <summary>Parses a pattern; null where it is none.</summary>
    public static MethodPattern? Parse(Positioned text)
    {
        if (QualifiedName.Parse(text.Text) is not { } qualified)
            return null;
        string head = qualified.Name;
        if (head.Length > 1 && head[0] == '@')
            return new(text, qualified, null, head.Substring(1), null);

        ImmutableArray<string>? parameters = null;
        int open = head.IndexOf('(');
        if (open >= 0)
        {
            if (head[^1] != ')')
                return null;
            parameters = SplitParameters(head.Substring(open + 1, head.Length - open - 2));
            head = head.Substring(0, open);
        }
        int dot = head.LastIndexOf('.');
        if (dot <= 0 || dot == head.Length - 1)
            return null;
        string name = head.Substring(dot + 1);
        int star = name.IndexOf('*');
        TypePattern? type = TypePattern.Parse(new((qualified with { Name = head.Substring(0, dot) }).ToString(), text.Position));
        return type is null || (star >= 0 && star != name.Length - 1) ? null : new(text, qualified, type, name, parameters);
    }

    /// <summary>A pattern that matches this one method, whatever its name.</summary>
    internal static MethodPattern Of(MethodDefinition method, MethodPattern written) => written with { _only = method };

    /// <summary>Whether it matches a method.</summary>
    public bool Matches(MethodDefinition method)
    {
        if (_only is not null)
            return method == _only;
        if (_type is null)
            return _qualified.IsIn(method.DeclaringType) && method.HasAttribute(_name);
        bool named = _name[^1] == '*'
            ? method.Name.StartsWith(_name.Substring(0, _name.Length - 1), StringComparison.Ordinal)
            : method.Name == _name;
        return named && _type.Matches(method.DeclaringType) && (_parameters is null || ParametersMatch(method, _parameters.Value));
    }

    private static bool ParametersMatch(MethodDefinition method, ImmutableArray<string> wanted) =>
        method.Parameters.Count == wanted.Length
        && method.Parameters.Zip(wanted, (parameter, text) => TypeNames.IsCalled(parameter.ParameterType, text)).All(fits => fits);

    private static ImmutableArray<string> SplitParameters(string list)
    {
        ImmutableArray<string>.Builder parts = ImmutableArray.CreateBuilder<string>();
        int depth = 0, start = 0;
        for (int i = 0; i <= list.Length; i++)
        {
            if (i == list.Length || (list[i] == ',' && depth == 0))
            {
                string part = list.Substring(start, i - start).Replace(" ", "");
                if (part.Length > 0)
                    parts.Add(part);
                start = i + 1;
            }
            else
            {
                depth += list[i] is '<' or '[' ? 1 : list[i] is '>' or ']' ? -1 : 0;
            }
        }
        return parts.ToImmutable();
    }
}
