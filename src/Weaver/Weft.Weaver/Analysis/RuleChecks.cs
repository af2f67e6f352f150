using Mono.Cecil;
using Weft.Weaver.Configuration;
using Weft.Weaver.Diagnostics;

namespace Weft.Weaver.Analysis;

/// <summary>Finds rules that match nothing.</summary>
internal static class RuleChecks
{
    /// <summary>Checks the patterns that no other step looks at one by one.</summary>
    public static void Run(WeaveContext context, ApplicationTypes types)
    {
        foreach (TypePattern pattern in context.Configuration.Exclude)
        {
            if (!types.All.Any(pattern.Matches))
                ReportNoMatch(pattern, pattern.TypeName, pattern.Assembly, types, context.Diagnostics);
        }
        foreach (TransientRule rule in context.Configuration.Transients)
        {
            if (rule.Type is { } pattern && !types.All.Any(pattern.Matches) && !MatchesFieldType(pattern, types))
                ReportNoMatch(pattern, pattern.TypeName, pattern.Assembly, types, context.Diagnostics);
        }
        foreach (AutolockRule rule in context.Configuration.Locks)
        {
            if (!types.All.Any(type => type.Methods.Any(rule.Method.Matches)))
                ReportNoMatch(rule.Method, rule.Method.TypeName, rule.Method.Assembly, types, context.Diagnostics);
        }
    }

    /// <summary>Reports a pattern that matches nothing, with the nearest name.</summary>
    public static void ReportNoMatch(Pattern pattern, string? typeName, string? assembly, ApplicationTypes types, DiagnosticBag diagnostics)
    {
        if (!types.KnowsAllNames && (typeName is null || types.Named(typeName).All(type => assembly is not null && type.Module.Assembly.Name.Name != assembly)))
            return;
        string hint = typeName is null ? ""
            : assembly is not null && types.Named(typeName) is { Count: > 0 } named && named.All(type => type.Module.Assembly.Name.Name != assembly) ? $"; {typeName} is in {ApplicationTypes.Assemblies(named, " and in ")}"
            : NearestName.Hint(typeName, types.All.Select(type => type.FullName).Where(name => name != typeName));
        diagnostics.Error(Codes.MatchesNothing, pattern.Position, $"'{pattern}' matches nothing in the application's assemblies{hint}");
    }

    private static bool MatchesFieldType(TypePattern pattern, ApplicationTypes types) =>
        types.All.SelectMany(type => type.Fields).Any(field => field.FieldType is not GenericParameter && field.FieldType.Resolve() is { } type && pattern.Matches(type));
}
