using System.Text.RegularExpressions;
using Weft.Weaver.Analysis.LockCoverage;
using Weft.Weaver.Diagnostics;

namespace Weft.Weaver.Tests.Analysis;

/// <summary>The locks that cover each write, held to the comments in the subject's sources.</summary>
public sealed partial class WriteCoverageTests
{
    private static readonly Lazy<CheckResult> Checked = new(() => Check("Covered", Subject.AssemblyFile("Covered")));

    [TestCase("Covered", "Covered", "World.cs", "Readers.cs", "Older.cs", "Program.cs")]
    [TestCase("Covered.Debug", "Covered", "World.cs", "Readers.cs", "Older.cs", "Program.cs")]
    [TestCase("Covered.Visual", "Covered.Visual", "World.vb", "Program.vb")]
    [TestCase("Covered.Visual.Debug", "Covered.Visual", "World.vb", "Program.vb")]
    [TestCase("Covered.Functional", "Covered.Functional", "World.fs", "Program.fs")]
    public void Each_write_has_the_cover_that_its_line_tells(string project, string subject, params string[] files)
    {
        CheckResult result = Check(subject, Path.Combine(Weaving.Subject.Folder(project), subject + ".dll"));
        Assert.That(result.Diagnostics.Where(item => item.Severity == Severity.Error), Is.Empty);
        Assert.Multiple(() =>
        {
            foreach (string file in files)
                HasTheCoverThatItsLinesTell(result, subject, file);
        });
    }

    private static CheckResult Check(string subject, string assembly) =>
        WeaverEngine.Check(Subject.Request(assembly) with { ConfigurationFile = Weaving.Subject.Source(subject, "weft.yaml") });

    [Test]
    public void What_FSharp_runs_in_a_closure_under_a_lock_where_it_does_not_optimise_is_unknown()
    {
        const string name = "Covered.Functional";
        SharedWrite[] writes = [.. Check(name, Path.Combine(Weaving.Subject.Folder(name + ".Debug"), name + ".dll")).Writes];
        string[] unknown = [.. Expected(name, "World.fs").Select(line => writes.Any(write => write.Cover == LockCover.Unknown && line.StartsWith($"{write.Position.Line} ", StringComparison.Ordinal)) ? $"{line.Split(' ')[0]} unknown" : line)];
        Assert.Multiple(() =>
        {
            Assert.That(Found(writes, "World.fs"), Is.EquivalentTo(unknown));
            Assert.That(writes.Where(write => write.Cover == LockCover.Unknown).Select(write => write.Method), Has.Exactly(unknown.Count(line => line.EndsWith(" unknown", StringComparison.Ordinal)) - 1).Contains("::Invoke("));
        });
    }

    private static void HasTheCoverThatItsLinesTell(CheckResult result, string subject, string file) =>
        Assert.That(Found(result.Writes, file), Is.EquivalentTo(Expected(subject, file)), file);

    private static IEnumerable<string> Expected(string subject, string file) => File.ReadAllLines(Weaving.Subject.Source(subject, file))
        .Select((line, index) => (Match: Marker().Match(line), Line: index + 1)).Where(item => item.Match.Success).Select(item => $"{item.Line} {item.Match.Groups[1].Value}");

    private static IEnumerable<string> Found(IEnumerable<SharedWrite> writes, string file) =>
        writes.Where(write => Path.GetFileName(write.Position.File) == file).Select(write => $"{write.Position.Line} {Text(write)}").Distinct();

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

    [GeneratedRegex(@"(?://|') ((covered|unlocked|unknown|free)\b.*)$")]
    private static partial Regex Marker();
}
