using System.Text.RegularExpressions;

namespace Weft.Weaver.Tests.Diagnostics;

/// <summary>Holds the codes of all parts and docs/diagnostics.md together. Sources are read, since no project knows all the others.</summary>
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
        IEnumerable<string> stale = Directory.GetFiles(Path.Combine(Subject.Root, "docs"), "*.md")
            .SelectMany(file => Code().Matches(File.ReadAllText(file)).Where(match => !defined.Contains(match.Value)).Select(match => $"{match.Value} in {Path.GetFileName(file)}"));
        Assert.That(stale, Is.Empty);
    }

    [Test]
    public void Each_code_has_one_entry_with_cause_and_remedy()
    {
        string[][] rows = [.. File.ReadLines(Path.Combine(Subject.Root, "docs", "diagnostics.md")).Where(line => line.StartsWith("| WEFT", StringComparison.Ordinal)).Select(line => line.Split(" | "))];
        Assert.That(rows.Select(row => row[0].TrimStart('|', ' ')), Is.EquivalentTo(Definitions.Select(item => item.Code)));
        Assert.That(rows.Where(row => row.Length != 3 || row[1].Length < 10 || row[2].Trim('|', ' ').Length < 8).Select(row => row[0]), Is.Empty);
    }

    [GeneratedRegex(@"const string (\w+) = ""(WEFT\d{4})""")]
    private static partial Regex Definition();

    [GeneratedRegex(@"WEFT\d{4}")]
    private static partial Regex Code();

    [GeneratedRegex(@"[\\/](bin|obj)[\\/]")]
    private static partial Regex BuildOutput();
}
