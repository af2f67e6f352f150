using System.Globalization;
using System.Text;
using Weft.Corpus.Weaving;
using Weft.Weaver;
using Weft.Weaver.Analysis;
using Weft.Weaver.Diagnostics;

namespace Weft.Corpus.Report;

/// <summary>The report as it stands in the documentation.</summary>
internal sealed class MarkdownReport
{
    private const int MostFindings = 50;
    private readonly StringBuilder _text = new();
    private readonly IReadOnlyList<SetResult> _results;

    private MarkdownReport(IReadOnlyList<SetResult> results) => _results = results;

    /// <summary>Writes the report of some sets.</summary>
    public static string Write(IReadOnlyList<SetResult> results)
    {
        MarkdownReport report = new(results);
        report._text.AppendLine(ReportIntroduction.Text);
        report.Findings();
        report.Totals();
        report.Refused();
        foreach (SetResult result in results)
            report.Assemblies(result);
        return report._text.ToString().TrimEnd() + Environment.NewLine;
    }

    private void Totals()
    {
        Head("");
        Line("assemblies", result => Number(result.Assemblies.Count));
        Line("of them rewritten; the others have nothing to weave", result => Number(result.Assemblies.Count(assembly => assembly.Fate == AssemblyFate.Rewritten)));
        Line("methods with a body", Sum(item => item.Methods));
        Line("classes", Sum(item => item.Classes));
        Line("of them instrumented", Sum(item => item.Instrumented));
        Line("shared fields", result => Number(result.Settled?.Numbers.SharedFields));
        Line("transient fields of instrumented classes", result => Number(result.Settled?.Numbers.TransientFields));
        Line("**instructions woven**", Sum(item => item.Sites));
        foreach (SiteAction action in Enum.GetValues<SiteAction>().Where(action => _results.Any(result => Sites(result, action) > 0)))
            Line("- " + Words(action), result => Number(Sites(result, action)));
        Line("members refused", result => Number(result.Refusals.Count));
        Line("plain accesses to shared fields, before a base constructor's call", result => Number(result.Remaining?.BeforeBaseCall));
        Line("plain accesses to shared fields, in stretches that are guarded together", result => Number(result.Remaining?.Guarded));
        Line("plain accesses to shared fields, anywhere else", result => Number(result.Remaining?.Findings.Count));
        Line("shared fields named by expression trees, each with a warning", result => Number(result.Remaining?.Tokens));
        Line("methods verified", result => Number(result.Verified));
        Line("method instantiations that the JIT compiled", result => Number(result.Compiled));
        Line("types that a decompiler made C# of, in some of the assemblies", result => Number(result.Decompiled));
        Line("workloads that print the same woven", result => Number(result.Workloads.Count));
        Line("**findings**", result => Number(result.Findings.Count));
        Line("time of planning and weaving", result => Seconds(result.Weaving));
        Line("time with all checks", result => Seconds(result.Total));
        _text.AppendLine();
        _text.AppendLine(CultureInfo.InvariantCulture, $"Workloads: {string.Join(", ", _results.SelectMany(result => result.Workloads).Distinct())}.").AppendLine();
        _text.AppendLine(CultureInfo.InvariantCulture, $"Decompiled: {string.Join(", ", _results.SelectMany(result => result.Set.Decompiled).Distinct())}.").AppendLine();
    }

    private void Refused()
    {
        _text.AppendLine("## Refused, by code").AppendLine();
        _text.AppendLine("Members: fields, classes and methods, each by the first message about it. [diagnostics.md](diagnostics.md) has cause and remedy of each code.").AppendLine();
        Table(result => result.Refusals.Select(refusal => refusal.Code));
        _text.AppendLine("Warnings and lines for the log about the rest:").AppendLine();
        Table(result => Remarks(result).Select(remark => remark.Code));
    }

    private void Table(Func<SetResult, IEnumerable<string>> codes)
    {
        Head("code");
        foreach (string code in _results.SelectMany(codes).Distinct().Order(StringComparer.Ordinal))
            Line($"{code} {CodeNames.Of(code)}", result => Number(codes(result).Count(item => item == code)));
        _text.AppendLine();
    }

    private void Assemblies(SetResult result)
    {
        if (result.Settled is not { } settled)
            return;
        ILookup<string, Refusal> refusals = settled.Refusals.ToLookup(refusal => refusal.Assembly);
        _text.AppendLine(CultureInfo.InvariantCulture, $"## {result.Set.Name}").AppendLine();
        Row(["assembly", "methods", "classes", "instrumented", "instructions woven", "members refused"]);
        Row(["---", "---:", "---:", "---:", "---:", "---:"]);
        foreach ((string name, AssemblyNumbers numbers) in settled.Numbers.Assemblies.Where(item => item.Value.Methods > 0).OrderBy(item => item.Key, StringComparer.Ordinal))
            Row([name, Number(numbers.Methods), Number(numbers.Classes), Number(numbers.Instrumented), Number(numbers.Sites), Number(refusals[name].Count())]);
        _text.AppendLine();
        int empty = settled.Numbers.Assemblies.Values.Count(item => item.Methods == 0);
        if (empty > 0)
            _text.AppendLine(CultureInfo.InvariantCulture, $"{empty} more have no methods: they forward types to others.").AppendLine();
    }

    private void Findings()
    {
        foreach (SetResult result in _results.Where(result => result.Findings.Count > 0))
        {
            _text.AppendLine(CultureInfo.InvariantCulture, $"### Findings: {result.Set.Name}").AppendLine();
            foreach (var group in result.Findings.GroupBy(finding => finding.Gate))
            {
                _text.AppendLine(CultureInfo.InvariantCulture, $"{group.Key}: {group.Count()}").AppendLine().AppendLine("```");
                foreach (var finding in group.Take(MostFindings))
                    _text.AppendLine(finding.Message);
                _text.AppendLine("```").AppendLine();
            }
        }
    }

    private void Head(string title)
    {
        Row([title, .. _results.Select(result => result.Set.Name)]);
        Row(["---", .. _results.Select(_ => "---:")]);
    }

    private void Line(string title, Func<SetResult, string> value) => Row([title, .. _results.Select(value)]);

    private void Row(IEnumerable<string> cells) => _text.Append("| ").AppendJoin(" | ", cells).AppendLine(" |");

    private static Func<SetResult, string> Sum(Func<AssemblyNumbers, int> value) => result => Number(result.Settled?.Numbers.Assemblies.Values.Sum(value));

    private static IEnumerable<Diagnostic> Remarks(SetResult result) => result.Settled?.Remarks ?? [];

    private static int Sites(SetResult result, SiteAction action) => result.Settled?.Numbers.Sites.GetValueOrDefault(action) ?? 0;

    private static string Words(SiteAction action) => action switch
    {
        SiteAction.Read => "fields read through accessors",
        SiteAction.Write => "fields written through accessors",
        SiteAction.CopyOut => "addresses of fields that are only read: copied out",
        SiteAction.Lend => "addresses lent and taken back",
        SiteAction.AtomicOnRoot => "atomic operations on roots",
        SiteAction.LendAtomic => "atomic operations lent their place",
        SiteAction.View => "addresses that are only read and may be kept, whose owner is made resident",
        SiteAction.Expose => "addresses that may be kept: the field is compared when the thread publishes",
        SiteAction.Wrote => "writes through addresses that may have been kept",
        SiteAction.LendKept => "atomic operations on addresses that may have been kept",
        SiteAction.MakeResident => "addresses of transient fields, whose owner is made resident",
        SiteAction.CallOnBox => "calls that may change a struct in its box, which is compared afterwards",
        SiteAction.Shim => "calls that go to a shim",
        SiteAction.Create => "collections made by a factory",
        SiteAction.StoreElement => "array elements stored through the barrier",
        SiteAction.ExposeArray => "arrays handed to code that is not woven",
        SiteAction.NameLock => "static lock objects named",
        SiteAction.OwnItems => "lists of base collections replaced by replicated ones",
        _ => action.ToString(),
    };

    private static string Number(int? value) => value?.ToString("N0", CultureInfo.InvariantCulture) ?? "-";

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0 s", CultureInfo.InvariantCulture);
}
