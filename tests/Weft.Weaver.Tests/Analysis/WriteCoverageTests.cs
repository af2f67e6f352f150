using System.Text.RegularExpressions;
using Weft.Weaver.Analysis.LockCoverage;
using Weft.Weaver.Diagnostics;

namespace Weft.Weaver.Tests.Analysis;

/// <summary>The locks that cover each write, held to the comments in the subject's sources.</summary>
public sealed partial class WriteCoverageTests
{
    private static readonly Lazy<CheckResult> Checked = new(() => WeaverEngine.Check(
        Subject.Request(Subject.AssemblyFile("Covered")) with { ConfigurationFile = Path.Combine(Folder, "weft.yaml") }));

    private static string Folder => Path.Combine(Subject.Root, "tests", "Subjects", "Covered");

    [TestCase("World.cs")]
    [TestCase("Program.cs")]
    public void Each_write_has_the_cover_that_its_line_tells(string file)
    {
        Assert.That(Checked.Value.Diagnostics.Where(item => item.Severity == Severity.Error), Is.Empty);
        string[] lines = File.ReadAllLines(Path.Combine(Folder, file));
        IEnumerable<string> expected = lines.Select((line, index) => (Match: Marker().Match(line), Line: index + 1)).Where(item => item.Match.Success)
            .Select(item => $"{item.Line} {item.Match.Groups[1].Value}");
        IEnumerable<string> found = Checked.Value.Writes.Where(write => Path.GetFileName(write.Position.File) == file).Select(write => $"{write.Position.Line} {Text(write)}").Distinct();
        Assert.That(found, Is.EquivalentTo(expected));
    }

    [Test]
    public void What_is_not_known_says_why()
    {
        Assert.That(Checked.Value.Writes.Where(write => write.Cover == LockCover.Unknown).Select(write => write.Why), Has.All.Not.Null
            .And.Some.Contains("delegate").And.Some.Contains("nothing in the application calls it").And.Some.Contains("framework"));
        Assert.That(Checked.Value.Writes.Single(write => write.Method.StartsWith("Covered.World::Announce", StringComparison.Ordinal)).Why, Does.Contain("distributed"));
    }

    [Test]
    public void Without_the_program_what_is_visible_outside_is_unknown()
    {
        CheckResult result = WeaverEngine.Check(Subject.Request(Subject.AssemblyFile("Refusals")) with { ConfigurationFile = Path.Combine(Subject.Root, "tests", "Subjects", "Refusals", "locks.yaml") });
        SharedWrite[] writes = [.. result.Writes.Where(write => write.Type == "Refusals.Locks.Counter")];
        Assert.That(writes.Select(write => $"{write.Method.Split("::")[1]} {Text(write)}"), Is.EquivalentTo(new[]
        {
            "Add() covered: Refusals.Locks.Counter.s_gate",
            "ByType() covered: typeof(Refusals.Locks.Counter)",
        }));
    }

    [Test]
    public void Bodies_are_checked_although_types_have_errors()
    {
        using Output.TemporaryFolder folder = new();
        string yaml = File.ReadAllText(Path.Combine(Subject.Root, "tests", "Subjects", "Refused", "weft.yaml"));
        File.WriteAllText(folder["weft.yaml"], yaml + "include:\n  - Nowhere.**\n");
        CheckResult result = WeaverEngine.Check(Subject.Request(Subject.AssemblyFile("Refused")) with { ConfigurationFile = folder["weft.yaml"] });
        Assert.That(result.Diagnostics.Select(item => item.Code), Does.Contain(Codes.MatchesNothing).And.Contain(Codes.AddressKept));
    }

    private static string Text(SharedWrite write)
    {
        string cover = write.Cover switch { LockCover.Covered => "covered", LockCover.Unlocked => "unlocked", LockCover.NotNeeded => "free", _ => "unknown" };
        string locks = string.Join(", ", write.Locks.Select(item => item.IsClustered ? item.Name : $"{item.Name} (local)"));
        return locks.Length > 0 ? $"{cover}: {locks}" : cover;
    }

    [GeneratedRegex(@"// ((covered|unlocked|unknown|free)\b.*)$")]
    private static partial Regex Marker();
}
