using Weft.Weaver.Analysis;
using Weft.Weaver.Configuration;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Explain;
using Weft.Weaver.Metadata;
using Weft.Weaver.Tests.Compiling;

namespace Weft.Weaver.Tests.Attributes;

/// <summary>What attributes of Weft.Annotations say, alone and beside the file, and what is refused of them.</summary>
public sealed class AttributeRulesTests
{
    private const string Room = """
        using System.Collections.Generic;
        using Weft.Annotations;
        namespace Shop;
        public class Room
        {
            [Root(Name = "rooms", Policy = RootPolicy.Replaceable, Load = RootLoad.Eager)]
            public static Room Main = new();
            public List<string> notes = new();
            [Transient(OnLoad = OnLoad.None)]
            public List<string> listeners = new();
            public Wire wire = null;
            [DistributedMethod(RunOn = RunOn.Others)]
            public void Notify(string text) { lock (this) notes.Add(text); }
            public static void Main_() { }
        }
        [Transient(OnLoad = OnLoad.None)]
        public class Wire { }
        public class Cable : Wire { }
        public static class Program { public static void Main() { Room.Main.Notify("x"); System.Console.WriteLine(Room.Main.notes.Count); } }
        """;

    [Test]
    public void They_say_what_the_file_could()
    {
        using Application application = new("");
        WeavePlan plan = Plan(application, Room);
        RootPlan root = plan.Roots.Single();
        Assert.Multiple(() =>
        {
            Assert.That((root.Name, root.Policy, root.Eager), Is.EqualTo(("rooms", (int)RootPolicy.Replaceable, true)));
            Assert.That(plan.Field("Shop.Room", "listeners").Treatment, Is.EqualTo(FieldTreatment.Transient));
            Assert.That(plan.Field("Shop.Room", "wire").Treatment, Is.EqualTo(FieldTreatment.Transient));
            Assert.That(plan.Field("Shop.Room", "notes").Treatment, Is.EqualTo(FieldTreatment.Shared));
            Assert.That(plan.Methods.Single().Value.RunOn, Is.EqualTo((int)RunOn.Others));
        });
    }

    [Test]
    public async Task What_they_say_is_woven_and_runs_as_before()
    {
        using Application application = Compiled("", Room);
        Assert.That(await application.RunBothAsync("Shop"), Is.EqualTo("1\n"));
    }

    [Test]
    public void Explain_names_the_attribute_and_where_it_stands()
    {
        using Application application = Compiled("", Room);
        WeavePlanResult result = WeaverEngine.Plan(application.Request());
        using StringWriter text = new();
        PlanPrinter.Print(Explanation.Of(result, ExplainSelection.Of(result.Context!, ExplainFilter.All).Selection), text);
        Assert.That(text.ToString(), Does.Match(@"root rooms: Shop\.Room\.Main, replaceable, eager \[\[Root\] in Shop\.cs\(7,5\)\]")
            .And.Match(@"field listeners: transient: transient by \[Transient\] \[\[Transient\] in Shop\.cs\(10,5\)\]")
            .And.Match(@"method Shop\.Room::Notify\(System\.String\): distributed, runs on all other nodes.*\[\[DistributedMethod\] in Shop\.cs\(13,"));
    }

    [Test]
    public void A_rule_of_the_file_wins()
    {
        using Application application = new("""
            roots:
              - { field: Shop.Room.Main, name: theirs }
            transients:
              - { field: Shop.Room.listeners, on-load: new }
            distributed-methods:
              - { method: Shop.Room.Not*, run-on: holders }
            """);
        WeavePlan plan = Plan(application, Room);
        Assert.Multiple(() =>
        {
            Assert.That(plan.Roots.Single().Name, Is.EqualTo("theirs"));
            Assert.That(plan.Roots.Single().Policy, Is.EqualTo((int)RootPolicy.FirstWins), "the rule replaces the attribute whole");
            Assert.That(plan.Methods.Single().Value.RunOn, Is.EqualTo((int)RunOn.Holders));
            Assert.That(plan.Types.Values.Single(type => type.Type.Name == "Room").OnLoad.OfType<OnLoadStep.New>().Single().Field.Name, Is.EqualTo("listeners"));
        });
    }

    [Test]
    public void A_root_of_the_file_is_no_transient_by_attribute_and_the_other_way_round()
    {
        using Application application = new("roots:\n  - field: Shop.Holder.Kept\ntransients:\n  - field: Shop.Holder.own\n");
        WeavePlan plan = Plan(application, """
            using Weft.Annotations;
            namespace Shop;
            public class Holder { [Transient] public static object Kept; [Root] public object own; }
            public static class Program { public static void Main() { Holder.Kept = new Holder(); } }
            """);
        Assert.That(plan.Roots.Single().Name, Is.EqualTo("Shop.Holder.Kept"));
    }

    [Test]
    public void The_hash_tells_them_apart()
    {
        using Application one = Compiled("", Room), same = Compiled("", Room), other = Compiled("", Room.Replace("RunOn.Others", "RunOn.All", StringComparison.Ordinal));
        string hash = HashOf(one);
        Assert.That(hash, Does.Contain("+"));
        Assert.That(HashOf(same), Is.EqualTo(hash));
        Assert.That(HashOf(other), Is.Not.EqualTo(hash));
    }

    [Test]
    public void What_was_woven_with_them_is_left_as_it_is_by_the_same_file()
    {
        using Application application = Compiled("", Room);
        Assert.That(application.Weave().Success, Is.True);
        WeaveResult again = application.Weave(request => request with { Inputs = [application.Output], OutputFolder = application["again"] });
        Assert.That(again.Success, Is.True, string.Join('\n', again.Diagnostics));
        Assert.That(again.Assemblies.Any(assembly => assembly.Fate == AssemblyFate.Rewritten), Is.False);
    }

    [TestCase("[Root] public object Computed => null;", Codes.RootFieldUnknown, 6)]
    [TestCase("[Root] public static nint Number = 3;", Codes.RootTypeNotSupported, 6)]
    [TestCase("[Root, Transient] public object both = null;", Codes.RootIsTransient, 6)]
    [TestCase("[Transient] public static object Mine = null;", Codes.TransientUnknown, 6)]
    [TestCase("[Root(Policy = (RootPolicy)7)] public static object Odd = null;", Codes.BadValue, 6)]
    [TestCase("[Root(On = typeof(string))] public object item = null;", Codes.UnknownType, 6)]
    [TestCase("[Root] public static Holder Top = new(); [Transient(OnLoadMethod = \"Nowhere\")] public object item = null;", Codes.OnLoadTargetUnsuitable, 6)]
    [TestCase("[Transient(OnLoadMethod = \"A\", OnLoadFactory = \"B.C\")] public object item = null;", Codes.MissingKey, 6)]
    [TestCase("[DistributedMethod] public void Take(ref int x) { }", Codes.DistributedMethodParameter, 6)]
    [TestCase("[DistributedMethod(Where = \"kept\")] public void Take() { }", Codes.DistributedMethodWhere, 6)]
    [TestCase("[Own] public object item = null;", Codes.AttributeUnusable, 6)]
    public void Misuse_is_refused_where_the_member_stands(string member, string code, int line)
    {
        using Application application = Compiled("", $$"""
            using Weft.Annotations;
            namespace Shop {
            public class Holder
            {
                public static Holder Kept = new(); public object kept = null;
            {{member}} public Holder() { }
            public static void Main() { }
            } }
            namespace Weft.Annotations { public class OwnAttribute : System.Attribute { } }
            """);
        WeaveResult result = application.Weave();
        application.ExpectRefusal(result, code);
        Diagnostic error = result.Diagnostics.First(item => item.Severity == Severity.Error);
        Assert.That((error.Position?.File, error.Position?.Line), Is.EqualTo(("Shop.cs", line)).Or.EqualTo(("Shop.cs", line - 1)), error.ToString());
    }

    [Test]
    public void An_attribute_whose_assembly_is_missing_is_refused_not_read_as_empty()
    {
        using Application application = Compiled("", Room);
        File.Delete(Path.Combine(application.Input, "Weft.Annotations.dll"));
        application.ExpectRefusal(application.Weave(), Codes.AttributeUnreadable);
    }

    [Test]
    public void Attributes_of_an_assembly_that_is_not_woven_are_warned_of()
    {
        using Application application = Compiled("", Room);
        string other = application.Add(new("Other", "public class Other { }"));
        WeaveResult result = application.Weave(request => request with { Inputs = [other] });
        Assert.That(result.Diagnostics.Select(item => item.Code), Does.Contain(Codes.AttributesNotWoven), string.Join('\n', result.Diagnostics));
    }

    private static Application Compiled(string configuration, string code)
    {
        Application application = new(configuration);
        Compile(application, code);
        return application;
    }

    private static void Compile(Application application, string code)
    {
        Directory.CreateDirectory(application.Input);
        File.Copy(Subject.Annotations, Path.Combine(application.Input, "Weft.Annotations.dll"));
        application.AddProgram(new("Shop", code), "Weft.Annotations");
    }

    private static WeavePlan Plan(Application application, string code)
    {
        Compile(application, code);
        WeavePlanResult result = WeaverEngine.Plan(application.Request());
        Assert.That(result.Success, Is.True, string.Join('\n', result.Diagnostics));
        return result.Plan!;
    }

    private static string HashOf(Application application)
    {
        Assert.That(application.Weave().Success, Is.True);
        return WorkspaceLoader.Load(Subject.Request(Path.Combine(application.Output, "Shop.dll")), new(), CancellationToken.None)!.Assemblies.Single().WovenHash!;
    }
}
