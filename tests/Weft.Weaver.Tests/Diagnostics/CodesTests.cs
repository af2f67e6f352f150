using System.Text.RegularExpressions;
using Weft.Weaver.Diagnostics;

namespace Weft.Weaver.Tests.Diagnostics;

/// <summary>Holds the codes of all parts and docs/diagnostics together. Sources are read, since no project knows all the others.</summary>
public sealed partial class CodesTests
{
    private static readonly string[] Folders = ["src", "tools"];

    private static readonly (string File, string Text)[] Sources =
    [
        .. Folders.SelectMany(folder => Directory.GetFiles(Path.Combine(Subject.Root, folder), "*.cs", SearchOption.AllDirectories))
            .Select(file => (Path.GetRelativePath(Subject.Root, file), File.ReadAllText(file)))
            .Where(source => !BuildOutput().IsMatch(source.Item1)),
    ];

    private static readonly (string Name, string Code, string File)[] Definitions =
        [.. Sources.SelectMany(source => Definition().Matches(source.Text).Select(match => (match.Groups[1].Value, match.Groups[2].Value, source.File)))];

    [Test]
    public void A_code_has_one_meaning()
    {
        Assert.That(Definitions, Has.Length.GreaterThan(80));
        Assert.That(Definitions.GroupBy(item => item.Code).Where(group => group.Count() > 1).Select(group => string.Join(" = ", group)), Is.Empty);
    }

    [Test]
    public void Each_code_is_defined_by_a_name()
    {
        HashSet<string> defined = [.. Definitions.Select(item => item.Code)];
        IEnumerable<string> nameless = Sources.SelectMany(source => source.Text.Split('\n')
            .Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal) && !Definition().IsMatch(line))
            .SelectMany(line => Code().Matches(line).Select(match => $"{match.Value} in {source.File}")));
        Assert.That(nameless, Is.Empty);
        IEnumerable<string> stale = Directory.GetFiles(Path.Combine(Subject.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .SelectMany(file => Code().Matches(File.ReadAllText(file)).Where(match => !defined.Contains(match.Value)).Select(match => $"{match.Value} in {Path.GetFileName(file)}"));
        Assert.That(stale, Is.Empty);
    }

    [Test]
    public void Each_code_has_one_entry_with_cause_remedy_and_example()
    {
        DiagnosticPage[] pages = [.. DiagnosticPages.All()];
        Assert.That(pages.Select(page => page.Code), Is.EquivalentTo(Definitions.Select(item => item.Code)));
        Assert.That(pages.Where(page => page.Cause.Length < 10 || page.Remedy.Length < 8 || page.Example.Length < 10).Select(page => page.Code), Is.Empty);
    }

    [Test]
    public void Each_entry_stands_where_its_link_leads()
    {
        foreach (DiagnosticPage page in DiagnosticPages.All())
        {
            string[] link = page.Help.Split('#');
            Assert.That(File.ReadAllText(Path.Combine(Subject.Root, link[0])), Does.Match($"(?im)^## {link[1]}$"), page.Help);
        }
        Assert.That(DiagnosticPages.All().Select(page => page.Code), Is.Ordered);
    }

    [Test]
    public void An_entry_is_found_by_its_code()
    {
        DiagnosticPage? page = DiagnosticPages.Find("weft1203");
        Assert.That((page?.Code, page?.Help), Is.EqualTo((Codes.StatefulUnwovenBase, "docs/diagnostics/12xx.md#weft1203")));
        Assert.That(page!.Example, Does.Contain("Orders : Component").And.Not.Contain("WEFT1204"));
        Assert.That(DiagnosticPages.Find("WEFT9999"), Is.Null);
    }

    [GeneratedRegex(@"const string (\w+) = ""(WEFT\d{4})""")]
    private static partial Regex Definition();

    [GeneratedRegex(@"WEFT\d{4}")]
    private static partial Regex Code();

    [GeneratedRegex(@"[\\/](bin|obj)[\\/]")]
    private static partial Regex BuildOutput();
}
