using Weft.Weaver.Diagnostics;
using Weft.Weaver.Proposals;
using Weft.Weaver.Tests.Output;

namespace Weft.Weaver.Tests.Proposals;

/// <summary>Proposals for programs that nobody has configured are accepted by the weaver.</summary>
public sealed class ConfigurationProposerTests
{
    [TestCase("Covered", "field: Covered.Program.World")]
    [TestCase("Apart", "field: Apart.Library.Registry.Instance")]
    [TestCase("Constructs", "field: Constructs.World.s_root")]
    public void A_proposal_with_the_root_of_a_program_is_accepted(string subject, string root)
    {
        // The whole folder: its library is part of the program.
        string text = Accepted(Path.GetDirectoryName(Subject.AssemblyFile(subject))!);
        Assert.That(text, Does.Contain(root));
    }

    [Test]
    public void Static_locks_and_unlocked_writes_are_told()
    {
        string text = Accepted(Subject.AssemblyFile("Covered"));
        Assert.That(text, Does.Match(@"(?m)^# Static lock objects.*\n(#   .*\n)*#   Covered\.World::Gate: ").And.Match(@"(?m)^# Writes to shared state without a lock\.\n(#   .*\n)*#   Covered\.World\._total: the field is stored in Covered\.World::Simple\(\) \(World\.cs:\d+\)"));
    }

    [Test]
    public void Static_values_that_each_node_has_for_itself_are_told()
    {
        Assert.That(Accepted(Subject.AssemblyFile("Covered")), Does.Match(@"(?m)^# Static fields of values .*\n#   Covered\.Program\.s_runs \(Int32\)$"));
    }

    [TestCase("s_trays")]
    [TestCase("s_notes")]
    public void Classes_that_derive_from_collections_and_texts_are_roots(string field)
    {
        Assert.That(Accepted(Subject.AssemblyFile("Covered")), Does.Match($@"(?m)^  - field: Covered\.Desk\.{field}$"));
    }

    [Test]
    public void The_library_of_FSharp_holds_no_state_of_the_program()
    {
        string folder = Path.GetDirectoryName(Subject.AssemblyFile("Covered.Functional"))!;
        Assert.That(Path.Combine(folder, "FSharp.Core.dll"), Does.Exist);
        string text = Accepted(folder);
        Assert.That(text, Does.Contain("field: Covered.Roots.world\n").And.Not.Match("(?m)field: .*(FSharp|@)").And.Not.Match(@"(?m)^#   .*in Microsoft\.FSharp\."));
    }

    [Test]
    public void A_semaphore_beside_shared_state_is_a_root_with_it()
    {
        Assert.That(Accepted(Subject.AssemblyFile("Covered")), Does.Match(@"(?m)^  - field: Covered\.Desk\.s_papers$").And.Match(@"(?m)^  # stands beside what is shared in Desk: .*\n  - field: Covered\.Desk\.s_turn$"));
    }

    [TestCase("Refusals.Portability.WithThread.Root", "- type: System.Threading.Thread+")]
    [TestCase("Refusals.Portability.WithTimer.Root", "- type: System.Threading.Timer+")]
    [TestCase("Refusals.Portability.WithStream.Root", "- type: System.IO.FileStream+")]
    [TestCase("Refusals.Portability.WithTask.Root", "- field: Refusals.Portability.WithTask.work")]
    [TestCase("Refusals.Portability.InElement.Root", "- field: Refusals.Portability.InElement.timers")]
    [TestCase("Refusals.Portability.OfComponent.Root", "exclude:")]
    [TestCase("Refusals.Portability.WithUnion.Root", "- field: Refusals.Portability.WithUnion.union")]
    [TestCase("Refusals.Locks.GenericTarget.Root", "- method: Refusals.Locks.InGeneric`1.*\n    autolock: off")]
    public void What_cannot_be_shared_is_left_out_by_a_rule_with_its_reason(string root, string rule)
    {
        string text = Accepted(Subject.AssemblyFile("Refusals"), root);
        Assert.That(text, Does.Match($@"(?m)^  # .{{8,}}\n  {System.Text.RegularExpressions.Regex.Escape(rule)}").Or.Match($"(?m)^{System.Text.RegularExpressions.Regex.Escape(rule)}\n  # "));
    }

    [Test]
    public void A_root_that_does_not_exist_is_an_error_with_the_nearest_name()
    {
        Proposal proposal = ConfigurationProposer.Propose(Subject.Request(Subject.AssemblyFile("Covered")), ["Covered.Program.Wrld"]);
        Assert.That((proposal.Success, proposal.Text), Is.EqualTo((false, (string?)null)));
        Assert.That(proposal.Diagnostics.Single().ToString(), Does.Contain(Codes.RootFieldUnknown).And.Contain("did you mean 'World'?"));
    }

    [Test]
    public void A_number_that_is_named_as_a_root_is_one()
    {
        string? text = ConfigurationProposer.Propose(Subject.Request(Subject.AssemblyFile("Covered")), ["Covered.Program.s_runs"]).Text;
        Assert.That(text, Does.Contain("  - field: Covered.Program.s_runs\n").And.Not.Contain("s_runs (Int32)"));
    }

    [Test]
    public void A_named_root_that_cannot_be_one_is_told_in_the_file()
    {
        Proposal proposal = ConfigurationProposer.Propose(Subject.Request(Subject.AssemblyFile("Refusals")), ["Refusals.Roots.Holder.Place"]);
        Assert.That(proposal.Text, Does.Contain("roots: []").And.Contain("# not a root here: ").And.Contain("# - field: Refusals.Roots.Holder.Place"));
    }

    private static string Accepted(string input, params string[] roots)
    {
        WeaveRequest request = Subject.Request(input);
        Proposal proposal = ConfigurationProposer.Propose(request, [.. roots]);
        Assert.That(proposal.Success, string.Join("\n", proposal.Diagnostics));
        using TemporaryFolder folder = new();
        File.WriteAllText(folder["weft.yaml"], proposal.Text);
        CheckResult result = WeaverEngine.Check(request with { ConfigurationFile = folder["weft.yaml"] });
        Assert.That(result.Success, $"{string.Join("\n", result.Diagnostics)}\n{proposal.Text}");
        Assert.That(proposal.Text, Does.Not.Contain("roots: []"));
        return proposal.Text!;
    }
}
