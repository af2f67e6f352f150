using System.Globalization;
using System.Text;
using Weft.Weaver;
using Weft.Weaver.Analysis;
using Weft.Weaver.Diagnostics;

namespace Weft.Corpus.Report;

/// <summary>The report as it stands in the documentation.</summary>
internal static class MarkdownReport
{
    private const int MostFindings = 50;

    /// <summary>Writes the report of some sets.</summary>
    public static string Write(IReadOnlyList<SetResult> results)
    {
        StringBuilder text = new();
        Totals(text, results);
        Codes(text, results);
        foreach (SetResult result in results)
            Assemblies(text, result);
        Findings(text, results);
        return text.ToString();
    }

    private static void Totals(StringBuilder text, IReadOnlyList<SetResult> results)
    {
        Row(text, ["", .. results.Select(result => result.Set.Name)]);
        Row(text, ["---", .. results.Select(_ => "---:")]);
        void Line(string title, Func<SetResult, string> value) => Row(text, [title, .. results.Select(value)]);
        Line("assemblies", result => Number(result.Assemblies.Count));
        Line("of them woven; the others have nothing to weave", result => Number(result.Assemblies.Count(assembly => assembly.Fate == AssemblyFate.Rewritten)));
        Line("methods with a body", result => Number(result.Counts.Values.Sum(item => item.Methods)));
        Line("classes", result => Number(result.Counts.Values.Sum(item => item.Classes)));
        Line("of them instrumented", result => Number(result.Counts.Values.Sum(item => item.Instrumented)));
        Line("shared fields", result => Number(Fields(result, FieldTreatment.Shared)));
        Line("transient fields of instrumented classes", result => Number(Fields(result, FieldTreatment.Transient)));
        Line("**instructions woven**", result => Number(result.Counts.Values.Sum(item => item.Sites)));
        foreach (SiteAction action in Enum.GetValues<SiteAction>().Where(action => results.Any(result => Sites(result, action) > 0)))
            Line("- " + Words(action), result => Number(Sites(result, action)));
        Line("members refused", result => Number(result.Refusals.Count()));
        Line("plain accesses left before a base constructor call", result => Number(result.Remaining?.BeforeBaseCall ?? 0));
        Line("field tokens of expression trees, each with a warning", result => Number(result.Remaining?.Tokens ?? 0));
        Line("method instantiations that the JIT compiled", result => result.Compiled is { } count ? Number(count) : "not asked");
        Line("workloads that give the same woven", result => result.Set.Program is null ? "-" : Number(result.Workloads.Count));
        Line("**findings**", result => Number(result.Findings.Count));
        Line("planning in rounds and weaving", result => Seconds(result.Weaving));
        Line("all of it", result => Seconds(result.Total));
        text.AppendLine();
        foreach (SetResult result in results.Where(result => result.Workloads.Count > 0))
            text.AppendLine(CultureInfo.InvariantCulture, $"Workloads: {string.Join(", ", result.Workloads)}.").AppendLine();
    }

    private static void Codes(StringBuilder text, IReadOnlyList<SetResult> results)
    {
        text.AppendLine("## Refused, by code").AppendLine();
        Row(text, ["code", .. results.Select(result => result.Set.Name)]);
        Row(text, ["---", .. results.Select(_ => "---:")]);
        foreach (string code in results.SelectMany(result => result.Refusals).Select(refusal => refusal.Code).Distinct().Order(StringComparer.Ordinal))
            Row(text, [code, .. results.Select(result => Number(result.Refusals.Count(refusal => refusal.Code == code)))]);
        text.AppendLine().AppendLine("Warnings and lines for the log of what was woven:").AppendLine();
        Row(text, ["code", .. results.Select(result => result.Set.Name)]);
        Row(text, ["---", .. results.Select(_ => "---:")]);
        foreach (string code in results.SelectMany(Remarks).Select(remark => remark.Code).Distinct().Order(StringComparer.Ordinal))
            Row(text, [code, .. results.Select(result => Number(Remarks(result).Count(remark => remark.Code == code)))]);
        text.AppendLine();
    }

    private static void Assemblies(StringBuilder text, SetResult result)
    {
        text.AppendLine(CultureInfo.InvariantCulture, $"## {result.Set.Name}").AppendLine();
        Row(text, ["assembly", "methods", "classes", "instrumented", "instructions woven", "refused"]);
        Row(text, ["---", "---:", "---:", "---:", "---:", "---:"]);
        foreach ((string name, AssemblyCounts counts) in result.Counts.Where(item => item.Value.Methods > 0).OrderBy(item => item.Key, StringComparer.Ordinal))
            Row(text, [name, Number(counts.Methods), Number(counts.Classes), Number(counts.Instrumented), Number(counts.Sites), Number(counts.Refused)]);
        int facades = result.Counts.Values.Count(item => item.Methods == 0);
        if (facades > 0)
            text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"{facades} more have no method: they forward types to others.");
        text.AppendLine();
    }

    private static void Findings(StringBuilder text, IReadOnlyList<SetResult> results)
    {
        foreach (SetResult result in results.Where(result => result.Findings.Count > 0))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"## Findings: {result.Set.Name}").AppendLine();
            foreach (var group in result.Findings.GroupBy(finding => finding.Gate))
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"{group.Key}: {group.Count()}").AppendLine().AppendLine("```");
                foreach (var finding in group.Take(MostFindings))
                    text.AppendLine(finding.Message);
                text.AppendLine("```").AppendLine();
            }
        }
    }

    private static IEnumerable<Diagnostic> Remarks(SetResult result) => result.Settled?.Remarks ?? [];

    private static int Fields(SetResult result, FieldTreatment treatment) => result.Settled?.Plan.Fields.Values.Count(field => field.Treatment == treatment) ?? 0;

    private static int Sites(SetResult result, SiteAction action) =>
        result.Settled?.Plan.Assemblies.SelectMany(assembly => assembly.Bodies).Sum(body => body.Sites.Count(site => site.Action == action)) ?? 0;

    private static string Words(SiteAction action) => action switch
    {
        SiteAction.Read => "fields read through accessors",
        SiteAction.Write => "fields written through accessors",
        SiteAction.CopyOut => "addresses of fields that are only read: copied out",
        SiteAction.Lend => "addresses lent and taken back",
        SiteAction.MakeResident => "addresses of transient fields, whose owner is made resident",
        SiteAction.Shim => "calls that go to a shim",
        SiteAction.Create => "collections made by a factory",
        SiteAction.StoreElement => "array elements stored through the barrier",
        SiteAction.ExposeArray => "arrays handed to code that is not woven",
        SiteAction.NameLock => "static lock objects named",
        _ => action.ToString(),
    };

    private static void Row(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).AppendLine(" |");

    private static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0 s", CultureInfo.InvariantCulture);
}
