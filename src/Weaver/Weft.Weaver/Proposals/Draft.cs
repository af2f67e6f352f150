using System.Text;
using Mono.Cecil;
using Weft.Weaver.Metadata;

namespace Weft.Weaver.Proposals;

/// <summary>A configuration while it is being made: rules, each with the reason that stands beside it.</summary>
/// <param name="cluster">The cluster's name.</param>
/// <param name="ambiguous">The names that types of several assemblies have.</param>
internal sealed class Draft(string cluster, IReadOnlyCollection<string> ambiguous)
{
    private const int MostNames = 12;
    private readonly List<string> _lines = [];

    internal List<RootCandidate> Roots { get; } = [];

    /// <summary>Candidates that are no roots of the proposal, each with the reason.</summary>
    internal List<(RootCandidate Candidate, string Why)> Others { get; } = [];

    internal SortedDictionary<string, string> TransientTypes { get; } = new(StringComparer.Ordinal);

    internal Dictionary<FieldDefinition, (string? OnLoad, string Why)> Transients { get; } = [];

    internal SortedDictionary<string, string> Excluded { get; } = new(StringComparer.Ordinal);

    internal List<(MethodDefinition Method, string Why)> Distributed { get; } = [];

    internal SortedDictionary<string, string> LocalLocks { get; } = new(StringComparer.Ordinal);

    /// <summary>What is found about the program, at the end of the file.</summary>
    internal List<(string Heading, IReadOnlyList<string> Lines)> Notes { get; } = [];

    /// <summary>The root whose rule stands in a line of the last text.</summary>
    internal Dictionary<int, RootCandidate> RootLines { get; } = [];

    /// <summary>The text of the file.</summary>
    internal string Render()
    {
        _lines.Clear();
        RootLines.Clear();
        Line("# Proposed by 'weft init'. Read it, correct what the guesses got wrong, and run 'weft check'.");
        Line("version: 1");
        Line("cluster:");
        Line($"  name: {cluster}");
        RenderRoots();
        List("exclude", Excluded.Select(item => ($"- {Scalar(item.Key)}", item.Value)));
        List("transients", TransientTypes.Select(item => ($"- type: {Scalar(item.Key)}", item.Value))
            .Concat(Transients.OrderBy(item => item.Key.FullName, StringComparer.Ordinal)
                .Select(item => ($"- field: {Scalar(Field(item.Key))}{(item.Value.OnLoad is null ? "" : $"\n    on-load: {item.Value.OnLoad}")}", item.Value.Why))));
        List("distributed-methods", Distributed.Select(item => ($"- method: {Scalar(Signature(item.Method))}", item.Why)));
        List("locks", LocalLocks.Select(item => ($"- method: {Scalar(item.Key)}\n    autolock: off", item.Value)));
        foreach ((string heading, IReadOnlyList<string> lines) in Notes)
        {
            Line("");
            Line($"# {heading}");
            foreach (string line in lines)
                Line($"#   {line}");
        }
        return string.Join("\n", _lines) + "\n";
    }

    /// <summary>What stands behind a name so that it means the member of this type: the assembly, where several have a type of this name.</summary>
    internal string Assembly(TypeDefinition type) => ambiguous.Contains(type.FullName) ? $", {type.Module.Assembly.Name.Name}" : "";

    /// <summary>The name by which a root is known in the cluster.</summary>
    internal string NameOf(RootCandidate root)
    {
        string name = TypeNames.SourceName(root.Field.Name).TrimStart('_');
        name = name.StartsWith("s_", StringComparison.Ordinal) ? name.Substring(2) : name;
        return Roots.Count(other => TypeNames.SourceName(other.Field.Name) == TypeNames.SourceName(root.Field.Name)) == 1 && name.Length > 0 ? name : TypeNames.Display(root.Field);
    }

    private void RenderRoots()
    {
        if (Roots.Count == 0)
            Line("roots: []");
        else
            Line("roots:");
        foreach (RootCandidate root in Roots)
        {
            Comment("  ", root.Why + Reached(root));
            RootLines[_lines.Count + 1] = root;
            Line($"  - field: {Scalar(Field(root.Field))}");
            if (root.On is not null)
            {
                RootLines[_lines.Count + 1] = root;
                Line($"    on: {Scalar(root.On.FullName + Assembly(root.On))}");
            }
            Line($"    name: {Scalar(NameOf(root))}");
        }
        foreach ((RootCandidate candidate, string why) in Others)
        {
            Comment("  ", $"not a root here: {why}; {candidate.Why}{Reached(candidate)}");
            Line($"  # - field: {Field(candidate.Field)}");
            if (candidate.On is not null)
                Line($"  #   on: {candidate.On.FullName}{Assembly(candidate.On)}");
        }
    }

    private static string Reached(RootCandidate root) => root.Reaches.IsEmpty ? "" : $"; reaches {string.Join(", ", root.Reaches.Take(MostNames).Select(type => type.FullName))}{(root.Reaches.Length > MostNames ? " …" : "")}";

    private void List(string key, IEnumerable<(string Rule, string Why)> items)
    {
        (string Rule, string Why)[] all = [.. items];
        if (all.Length == 0)
            return;
        Line($"{key}:");
        foreach ((string rule, string why) in all)
        {
            Comment("  ", why);
            foreach (string line in rule.Split('\n'))
                Line(line.StartsWith("-", StringComparison.Ordinal) ? "  " + line : line);
        }
    }

    private void Comment(string indent, string text) => Line($"{indent}# {text.Replace("\n", " ")}");

    private void Line(string text) => _lines.Add(text);

    private string Field(FieldDefinition field) => TypeNames.Display(field) + Assembly(field.DeclaringType);

    private string Signature(MethodDefinition method) =>
        $"{method.DeclaringType.FullName}.{method.Name}({string.Join(", ", method.Parameters.Select(parameter => TypeNames.Pattern(parameter.ParameterType)))}){Assembly(method.DeclaringType)}";

    /// <summary>A text as YAML takes it for itself.</summary>
    private static string Scalar(string text)
    {
        bool plain = text.All(c => char.IsLetterOrDigit(c) || c is '.' or '_' or '/' or '+' or '(' or ')' or ' ' or '-' or '`' or '*' or '[' or ']' or ',' or '<' or '>') && char.IsLetter(text[0]) && !text.EndsWith(" ", StringComparison.Ordinal);
        return plain ? text : new StringBuilder(text).Replace("'", "''").Insert(0, '\'').Append('\'').ToString();
    }
}
