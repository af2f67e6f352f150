using Mono.Cecil;
using Mono.Cecil.Cil;
using Weft.Weaver.Configuration;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Explain;

/// <summary>What of an application a filter names, whether weaving treats it or not.</summary>
public sealed class ExplainSelection
{
    private readonly ExplainFilter _filter;
    private readonly SourceLine? _line;
    private readonly HashSet<IMemberDefinition> _named = [];

    private ExplainSelection(ExplainFilter filter, SourceLine? line) => (_filter, _line) = (filter, line);

    /// <summary>A line that a user named.</summary>
    private sealed record SourceLine(string File, int Line)
    {
        public bool IsIn(string file)
        {
            string path = file.Replace('\\', '/'), wanted = File.Replace('\\', '/');
            return path == wanted || path.EndsWith("/" + wanted, StringComparison.Ordinal) || Path.GetFileName(path) == wanted;
        }
    }

    /// <summary>Whether everything is selected.</summary>
    public bool IsAll => _filter == ExplainFilter.All;

    /// <summary>The types, fields and methods that were named; empty where everything is selected.</summary>
    public IReadOnlyCollection<IMemberDefinition> Named => _named;

    /// <summary>Finds what a filter names; without anything, the problem tells the nearest names.</summary>
    public static (ExplainSelection Selection, string? Problem) Of(WeaveContext context, ExplainFilter filter)
    {
        SourceLine? line = null;
        if (filter.Line is { } text)
        {
            int colon = text.LastIndexOf(':');
            if (colon <= 0 || !int.TryParse(text.Substring(colon + 1), out int number) || number <= 0)
                return (new(filter, null), $"'{text}' is no line; write FILE:LINE, for example Rooms.cs:42");
            line = new(text.Substring(0, colon), number);
        }
        ExplainSelection selection = new(filter, line);
        TypeDefinition[] types = [.. context.Workspace.Assemblies.SelectMany(assembly => assembly.Definition.MainModule.GetTypes()).Where(type => type.Name != "<Module>")];
        if (!selection.IsAll)
            selection.Find(types);
        return (selection, selection.IsAll || selection._named.Count > 0 ? null : selection.Problem(types));
    }

    /// <summary>Whether a class is explained as a whole.</summary>
    internal bool Includes(TypeDefinition type) => IsAll || _named.Contains(type);

    /// <summary>Whether a field is explained.</summary>
    internal bool Includes(FieldDefinition field) => IsAll || _named.Contains(field);

    /// <summary>Whether a method is explained.</summary>
    internal bool Includes(MethodDefinition method) => IsAll || _named.Contains(method);

    /// <summary>Whether a use of a field is explained wherever it stands.</summary>
    internal bool IncludesUsesOf(FieldDefinition field) => _filter.Field is not null && _named.Contains(field);

    /// <summary>Whether an instruction is explained: one of a selected method, and of the line that was named.</summary>
    internal bool Includes(MethodDefinition method, SourcePosition position) => Includes(method) && (_line is null || (position.Line == _line.Line && _line.IsIn(position.File)));

    /// <summary>Whether a message is about something that is selected.</summary>
    internal bool Includes(Diagnostic diagnostic)
    {
        if (IsAll)
            return true;
        if (_line is not null)
            return diagnostic.Position is { } position && position.Line == _line.Line && _line.IsIn(position.File);
        return _named.Any(member => Mentions(diagnostic.Message, TypeNames.Display(member)) || member is MethodDefinition method && Contains(method, diagnostic.Position));
    }

    private static bool Mentions(string message, string name)
    {
        for (int at = message.IndexOf(name, StringComparison.Ordinal); at >= 0; at = message.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            int end = at + name.Length;
            if ((at == 0 || !IsNamePart(message[at - 1])) && (end == message.Length || !IsNamePart(message[end]) || message[end] == '.'))
                return true;
        }
        return false;
    }

    private static bool IsNamePart(char c) => char.IsLetterOrDigit(c) || c is '_' or '.' or '/' or '`';

    private static bool Contains(MethodDefinition method, SourcePosition? position) => position is { Line: > 0 }
        && Points(method).Any(point => point.StartLine <= position.Line && position.Line <= point.EndLine && point.Document.Url == position.File);

    private void Find(TypeDefinition[] types)
    {
        bool wholeTypes = _filter is { Method: null, Field: null, Line: null };
        foreach (TypeDefinition type in types)
        {
            if (_filter.Type is { } wanted && !IsCalled(type, wanted))
                continue;
            if (wholeTypes)
                _named.Add(type);
            if (_filter.Method is null && _line is null)
                _named.UnionWith(type.Fields.Where(field => wholeTypes || IsCalled(field, _filter.Field!)));
            if (_filter.Field is null && !(_filter.Method is null && _line is null && !wholeTypes))
                _named.UnionWith(type.Methods.Where(method => (_filter.Method is not { } name || IsCalled(method, name)) && (_line is null || IsOn(method))));
            if (_line is not null && _filter.Method is null)
                _named.UnionWith(type.Fields.Where(field => MemberPositions.Of(field) is var place && place.Line == _line.Line && _line.IsIn(place.File)));
        }
    }

    private bool IsOn(MethodDefinition method) =>
        Points(method).Any(point => point.StartLine <= _line!.Line && _line.Line <= point.EndLine && _line.IsIn(point.Document.Url));

    private static IEnumerable<SequencePoint> Points(MethodDefinition method) =>
        method.HasInstructions() ? method.DebugInformation.SequencePoints.Where(point => !point.IsHidden) : [];

    private static bool IsCalled(TypeDefinition type, string name)
    {
        string wanted = name.Replace('+', '/');
        return type.FullName == wanted || type.Name == wanted || WithoutArity(type.FullName) == wanted || WithoutArity(type.Name) == wanted;
    }

    private static string WithoutArity(string name) => name.IndexOf('`') is >= 0 and int tick ? name.Substring(0, tick) : name;

    private static bool IsCalled(FieldDefinition field, string name)
    {
        int dot = name.LastIndexOf('.');
        string member = name.Substring(dot + 1);
        return (field.Name == member || TypeNames.SourceName(field.Name) == member) && (dot <= 0 || IsCalled(field.DeclaringType, name.Substring(0, dot)));
    }

    private static bool IsCalled(MethodDefinition method, string name)
    {
        int open = name.IndexOf('(');
        string head = open < 0 ? name : name.Substring(0, open);
        int dot = head.LastIndexOf('.');
        if (dot > 0 && head[dot - 1] == '.')
            dot--;
        string member = head.Substring(dot + 1);
        if (method.Name != member || (dot > 0 && !IsCalled(method.DeclaringType, head.Substring(0, dot))))
            return false;
        // The pattern of the configuration knows how parameters are written.
        return open < 0 || MethodPattern.Parse(new($"{method.DeclaringType.FullName}.{name.Substring(dot + 1)}", new("", 0, 0)))?.Matches(method) == true;
    }

    private string Problem(TypeDefinition[] types)
    {
        if (_line is not null)
            return LineProblem(types);
        string? type = _filter.Type;
        if (type is not null && !types.Any(item => IsCalled(item, type)))
            return $"no assembly of the application has a type '{type}'{Hint(type, types.SelectMany(item => new[] { item.FullName, item.Name }))}";
        IEnumerable<TypeDefinition> owners = type is null ? types : types.Where(item => IsCalled(item, type));
        (string what, string wanted, IEnumerable<IMemberDefinition> members) = _filter.Field is { } field
            ? ("field", field, owners.SelectMany(item => item.Fields).Cast<IMemberDefinition>())
            : ("method", _filter.Method!, owners.SelectMany(item => item.Methods));
        IEnumerable<string> names = members.SelectMany(member => new[] { TypeNames.SourceName(member.Name), $"{member.DeclaringType.Name}.{TypeNames.SourceName(member.Name)}", TypeNames.Display(member) });
        return $"{(type is null ? "the application" : type)} has no {what} '{wanted}'{Hint(wanted, names)}";
    }

    private string LineProblem(TypeDefinition[] types)
    {
        SequencePoint[] points = [.. types.SelectMany(type => type.Methods).SelectMany(Points)];
        if (points.Length == 0)
            return "the assemblies have no symbols, so lines are not known; build with portable symbols";
        int[] lines = [.. points.Where(point => _line!.IsIn(point.Document.Url)).Select(point => point.StartLine).Distinct()];
        if (lines.Length == 0)
            return $"no code comes from '{_line!.File}'{Hint(Path.GetFileName(_line.File), points.Select(point => Path.GetFileName(point.Document.Url)).Distinct(StringComparer.Ordinal))}";
        return $"there is no code in line {_line!.Line} of '{_line.File}'; the nearest is in line {lines.OrderBy(line => Math.Abs(line - _line.Line)).First()}";
    }

    private static string Hint(string name, IEnumerable<string> candidates) => NearestName.Hint(name, candidates.Where(candidate => candidate.Length > 0 && candidate[0] != '<'));
}
