using Weft.Weaver.Explain;
using Weft.Weaver.Tests.Output;

namespace Weft.Weaver.Tests.Explain;

/// <summary>What <c>explain</c> tells of accesses that are guarded together.</summary>
public sealed class RegionExplainerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Test]
    public void A_stretch_is_told_with_its_owners_its_accesses_and_its_lines()
    {
        ExplainedSite[] guards = Guards("Constructs", "Constructs.Optimized", new ExplainFilter(null, "Together.Attract"));
        Assert.That(guards, Is.Not.Empty);
        Assert.That(guards[0].Rule, Does.Match(@"^\d+ neighbouring accesses are guarded together; asked before them: left, right; asked behind them, since they are written: left, right; while none is shared they run as they were compiled, to line \d+$"));
        Assert.That(guards[0].Position.Line, Is.Positive);
        Assert.That(guards[0].Instruction, Does.Contain(" … "));
    }

    [TestCase("Moons", true)]
    [TestCase("Label", false)]
    public void A_stretch_is_told_where_a_field_that_it_accesses_is_asked_for(string field, bool told)
    {
        Explanation explanation = Explain("Constructs", "Constructs.Optimized", new ExplainFilter(null, null, field));
        bool isThere = explanation.Methods.Any(method => method.Name.Contains("Together::Properties", StringComparison.Ordinal) && method.Sites.Any(IsGuard));
        Assert.That(isThere, Is.EqualTo(told));
    }

    [Test]
    public void A_debug_build_has_none() => Assert.That(Guards("Accepted", "Accepted.Debug", ExplainFilter.All), Is.Empty);

    private ExplainedSite[] Guards(string subject, string project, ExplainFilter filter) => [.. Explain(subject, project, filter).Methods.SelectMany(method => method.Sites).Where(IsGuard)];

    private Explanation Explain(string subject, string project, ExplainFilter filter)
    {
        WeavePlanResult result = WeaverEngine.Plan(Weaving.Subject.Request(subject, Weaving.Subject.Folder(project), _folder["woven"]));
        return Explanation.Of(result, ExplainSelection.Of(result.Context!, filter).Selection);
    }

    private static bool IsGuard(ExplainedSite site) => site.Action == "Guard";
}
