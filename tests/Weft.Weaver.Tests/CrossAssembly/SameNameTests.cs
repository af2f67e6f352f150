using Weft.Weaver.Diagnostics;
using Weft.Weaver.Proposals;
using Weft.Weaver.Tests.Compiling;

namespace Weft.Weaver.Tests.CrossAssembly;

/// <summary>Types of one name in two assemblies: a rule says which it means, and each is woven for itself.</summary>
public sealed class SameNameTests
{
    private const string Till = """
        namespace Shop
        {
            public class Till
            {
                public static Till Open = new Till();
                public int Total;
                [System.NonSerialized] public object? Log = new object();
                public void Ring(int price) => Total += price;
            }
        }
        """;

    private const string Program = """
        extern alias first;
        extern alias second;
        namespace App
        {
            public sealed class Both { public first::Shop.Till? First; public second::Shop.Till? Second; }
            public static class Program
            {
                private static Both s_root = new Both();
                public static void Main()
                {
                    s_root.First = new first::Shop.Till();
                    s_root.Second = new second::Shop.Till();
                    s_root.First.Total += 1;
                    s_root.Second.Total += 2;
                    System.Console.WriteLine(s_root.First.Total + s_root.Second.Total);
                }
            }
        }
        """;

    [Test]
    public async Task Both_classes_are_woven_where_shared_fields_reach_both()
    {
        using Application application = Shop("roots:\n  - field: App.Program.s_root\n");
        Assert.That(await application.RunBothAsync("App"), Is.EqualTo("3\n"));
        Assert.That((IsShared(application, "First"), IsShared(application, "Second")), Is.EqualTo((true, true)));
    }

    [Test]
    public void Members_types_and_methods_are_named_with_their_assembly()
    {
        using Application application = Shop("""
            roots:
              - field: 'Shop.Till.Open,Second'
            transients:
              - field: Shop.Till.Total, Second
            distributed-methods:
              - method: Shop.Till.Ring(int), Second
            """);
        WeaveResult result = application.Weave();
        Assert.That(result.Success, Is.True, string.Join('\n', result.Diagnostics));
        Assert.That(File.Exists(Path.Combine(application.Output, "First.dll")), Is.True);
        Assert.That(application.Il("First", "Shop.Till"), Does.Not.Contain("$weft_"));
        Assert.That(application.Il("Second", "Shop.Till"), Does.Contain("$weft_body_Ring").And.Contain("$weft_header"));
    }

    [TestCase("roots:\n  - field: Shop.Till.Open\n", 3, "', First' or ', Second'")]
    [TestCase("roots:\n  - field: App.Program.s_root\ntransients:\n  - field: Shop.Till.Total\n", 5, "', First' or ', Second'")]
    public void A_name_without_an_assembly_is_refused_with_the_names_to_choose_from(string configuration, int line, string remedy)
    {
        using Application application = Shop(configuration);
        WeaveResult result = application.Weave();
        application.ExpectRefusal(result, Codes.AmbiguousName);
        Diagnostic error = result.Diagnostics.Single(item => item.Severity == Severity.Error);
        Assert.That((error.Position!.Line, error.Message), Is.EqualTo((line, error.Message)));
        Assert.That(error.Message, Does.Contain(remedy));
    }

    [TestCase("roots:\n  - field: Shop.Till.Open, Third\n", Codes.RootFieldUnknown, "in First and in Second")]
    [TestCase("roots:\n  - field: App.Program.s_root\nexclude:\n  - Shop.Till, Third\n", Codes.MatchesNothing, "in First and in Second")]
    [TestCase("roots:\n  - field: App.Program.s_root\nlocks:\n  - method: Shop.Till.Ring(int), Third\n    autolock: off\n", Codes.MatchesNothing, "in First and in Second")]
    public void An_assembly_without_the_type_is_refused_with_those_that_have_it(string configuration, string code, string hint)
    {
        using Application application = Shop(configuration);
        WeaveResult result = application.Weave();
        application.ExpectRefusal(result, code);
        Assert.That(result.Diagnostics.Single(item => item.Severity == Severity.Error).Message, Does.Contain(hint));
    }

    [TestCase("roots:\n  - field: 'Shop.Till.Open, '\n", Codes.BadValue)]
    [TestCase("roots:\n  - field: App.Program.s_root\n    on: 'App.Both, App, Version=1.0.0.0'\n", Codes.BadValue)]
    [TestCase("roots:\n  - field: App.Program.s_root\nexclude:\n  - 'Shop.Till, A, B'\n", Codes.BadPattern)]
    [TestCase("roots:\n  - field: App.Program.s_root\nlocks:\n  - method: 'Shop.Till.Ring, A, B'\n    autolock: off\n", Codes.BadPattern)]
    public void What_is_no_assemblys_name_is_refused(string configuration, string code)
    {
        using Application application = Shop(configuration);
        application.ExpectRefusal(application.Weave(), code);
    }

    [Test]
    public void An_exclusion_with_an_assembly_leaves_the_other_class_shared()
    {
        using Application application = Shop("roots:\n  - field: App.Program.s_root\nexclude:\n  - Shop.Till, First\ntransients:\n  - field: App.Both.First\n");
        WeaveResult result = application.Weave();
        Assert.That(result.Success, Is.True, string.Join('\n', result.Diagnostics));
        Assert.That((IsShared(application, "First"), IsShared(application, "Second")), Is.EqualTo((false, true)));
    }

    [Test]
    public void Distributed_methods_of_one_name_are_refused_since_nodes_know_them_by_it()
    {
        using Application application = Shop("roots:\n  - field: App.Program.s_root\ndistributed-methods:\n  - method: Shop.Till.Ring\n");
        WeaveResult result = application.Weave();
        application.ExpectRefusal(result, Codes.DistributedMethodTwice);
        Assert.That(result.Diagnostics.Single(item => item.Severity == Severity.Error).Message, Does.Contain("First").And.Contain("Second"));
    }

    [Test]
    public void A_proposal_names_the_assembly_where_the_name_alone_means_nothing()
    {
        using Application application = Shop("");
        Proposal proposal = ConfigurationProposer.Propose(application.Request(), []);
        Assert.That(proposal.Success, Is.True, proposal.Text + string.Join('\n', proposal.Diagnostics));
        Assert.That(proposal.Text, Does.Contain("Shop.Till.Open, First").And.Contain("Shop.Till.Open, Second"));
    }

    private static Application Shop(string configuration)
    {
        Application application = new(configuration);
        application.Add(new("First", Till));
        application.Add(new("Second", Till));
        application.AddProgram(new("App", Program) { Aliases = [("First", "first"), ("Second", "second")] }, "First", "Second");
        return application;
    }

    private static bool IsShared(Application application, string assembly) => application.Il(assembly, "Shop.Till").Contains("$weft_set_Total", StringComparison.Ordinal);
}
