using Weft.Weaver.Analysis;
using Weft.Weaver.Diagnostics;

namespace Weft.Weaver.Tests;

/// <summary>What builds weave to get the engine ready while the compiler runs.</summary>
public sealed class RehearsalTests
{
    private static readonly string Practice = Path.Combine(Subject.Root, "src", "Weaver", "Weft.Practice", "bin", Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd('/', '\\')))!, "net10.0");

    [Test]
    public void It_weaves_without_a_complaint_and_writes_nothing()
    {
        string[] before = Files();
        Assert.That(WeaverEngine.Rehearse(Request()).Where(item => item.Severity != Severity.Information), Is.Empty);
        Assert.That(Files(), Is.EqualTo(before));
    }

    [Test]
    public void It_comes_by_what_programs_have()
    {
        WeavePlan plan = WeaverEngine.Plan(Request()).Plan!;
        BodyPlan[] bodies = [.. plan.Assemblies.SelectMany(assembly => assembly.Bodies)];
        Assert.Multiple(() =>
        {
            Assert.That(plan.Types.Keys.Select(type => type.Name), Does.Contain("Stock").And.Contain("Named"));
            Assert.That(bodies.SelectMany(body => body.Sites).Select(site => site.Action).Distinct(),
                Is.SupersetOf((SiteAction[])[SiteAction.Read, SiteAction.Write, SiteAction.Shim, SiteAction.Lend, SiteAction.LendAtomic]));
            Assert.That(bodies.Sum(body => body.Uses.Length), Is.Positive);
            Assert.That(bodies.Sum(body => body.Regions.Length), Is.Positive);
        });
    }

    private static WeaveRequest Request() => Subject.Request(Path.Combine(Practice, "Weft.Practice.dll")) with { ConfigurationFile = Path.Combine(Practice, "weft.yaml"), Verify = true };

    private static string[] Files() => [.. Directory.GetFiles(Practice).Select(file => $"{file} {new FileInfo(file).Length} {File.GetLastWriteTimeUtc(file):O}").Order(StringComparer.Ordinal)];
}
