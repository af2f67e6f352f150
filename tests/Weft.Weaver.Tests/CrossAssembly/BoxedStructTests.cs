using Weft.Weaver.Analysis.LockCoverage;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Projects;
using Weft.Weaver.Tests.Compiling;

namespace Weft.Weaver.Tests.CrossAssembly;

/// <summary>Structs in their boxes that code of other assemblies changes through an interface.</summary>
public sealed class BoxedStructTests
{
    private const string Root = "roots:\n  - field: App.Program.s_root\n    name: root\n";

    private const string Tools = """
        using System.Collections.Generic;
        namespace Tools
        {
            public interface ICount { int Value { get; } void Add(); }
            public static class Helper { public static void Twice(ICount count) { count.Add(); count.Add(); } }
        }
        """;

    private const string Clicks = "namespace Foreign { public struct Clicks : Tools.ICount { private int _value; public int Value => _value; public void Add() => _value++; } }";

    private static readonly string Changing = Program("Counter", "public struct Counter : Tools.ICount { private int _value; public int Value => _value; public void Add() => _value++; }");

    [Test]
    public async Task An_assembly_without_shared_state_that_calls_such_an_interface_is_woven()
    {
        using Application application = new(Root);
        application.Add(new Source("Tools", Tools));
        application.AddProgram(new Source("App", Changing), "Tools");
        Assert.That(await application.RunBothAsync("App"), Is.EqualTo("2\n"));
        Assert.That(application.Il("Tools", "Tools.Helper"), Does.Contain("BoxAccess::Begin"));
    }

    [Test]
    public void Calls_that_may_change_a_box_are_listed_among_the_writes_to_shared_state()
    {
        using Application application = new(Root);
        application.Add(new Source("Tools", Tools));
        application.AddProgram(new Source("App", Changing), "Tools");
        CheckResult result = WeaverEngine.Check(application.Request());
        Assert.That(result.Writes.Where(write => write.Method.Contains("Twice", StringComparison.Ordinal)).Select(write => (write.How, write.Cover)),
            Is.EqualTo(Enumerable.Repeat(("ICount.Add may change a struct in its box", LockCover.Unlocked), 2)));
    }

    [TestCase("public readonly struct Counter(int value) : Tools.ICount { public int Value => value; public void Add() { } }")]
    [TestCase("public struct Counter : Tools.ICount { private int _value; public int Value => _value; public void Add() => new Counter { _value = _value + Value }.ToString(); }")]
    [TestCase("public sealed class Counter : Tools.ICount { private int _value; public int Value => _value; public void Add() => _value++; }")]
    public void Where_no_struct_changes_calls_stay_as_they_are(string counter)
    {
        using Application application = new(Root);
        application.Add(new Source("Tools", Tools));
        application.AddProgram(new Source("App", Program("Counter", counter)), "Tools");
        WeaveResult result = application.Weave();
        Assert.That(result.Diagnostics, Is.Empty);
        Assert.That(application.Il("Tools", "Tools.Helper"), Does.Not.Contain("BoxAccess"));
    }

    [Test]
    public void A_struct_whose_box_fits_into_no_shared_place_is_left_as_it_is()
    {
        using Application application = new(Root);
        application.Add(new Source("Tools", Tools));
        application.AddProgram(new Source("App", Changing.Replace("public Tools.ICount count = new Counter();", "public Counter count;", StringComparison.Ordinal)), "Tools");
        WeaveResult result = application.Weave();
        Assert.That(result.Diagnostics, Is.Empty);
        Assert.That(application.Il("Tools", "Tools.Helper"), Does.Not.Contain("BoxAccess"));
    }

    [Test]
    public void A_struct_of_an_assembly_that_is_not_woven_is_warned_of_where_it_is_boxed()
    {
        using Application application = new(Root);
        application.Add(new Source("Tools", Tools));
        application.Add(new Source("Foreign", Clicks), "Tools");
        string program = application.AddProgram(new Source("App", Program("Foreign.Clicks", "")), "Tools", "Foreign");
        WeaveResult result = WeaverEngine.Weave(application.Request(program, Path.Combine(application.Input, "Tools.dll")));
        Diagnostic warning = result.Diagnostics.Single();
        Assert.Multiple(() =>
        {
            Assert.That((warning.Code, warning.Severity), Is.EqualTo((Codes.ChangedInBox, Severity.Warning)));
            Assert.That(warning.Message, Does.Contain("Foreign.Clicks::Add").And.Contain("Weave Foreign"));
            Assert.That(warning.Position?.Line, Is.Positive);
        });
    }

    [TestCase(true, Codes.LowerProjectDiffers, "Tools.ICount::Add/0")]
    [TestCase(false, Codes.LowerProjectUnwoven, "calls Tools.ICount.Add, which may change a App.Counter in its box")]
    public void A_library_that_was_built_without_regard_to_the_struct_is_named(bool woven, string code, string text)
    {
        using Application application = new(Root + (woven ? "include: [ Tools.Ledger ]\n" : ""));
        string tools = application.Add(new Source("Tools", Tools + Ledger));
        string program = application.AddProgram(new Source("App", Changing), "Tools");
        ProjectBuild library = new() { OutputFile = application["lib/Tools.dll"], ManifestFile = application["lib/Tools.manifest"], IsApplication = false };
        WeaveResult lower = WeaverEngine.Weave(application.Request(tools) with { OutputFolder = null, Project = library });
        Assert.That(lower.Success, Is.True, string.Join('\n', lower.Diagnostics));
        WeaveResult result = WeaverEngine.Weave(application.Request(program) with
        {
            OutputFolder = null,
            Project = new() { OutputFile = application["out/App.dll"], ManifestFile = application["out/App.manifest"], Lower = [new(tools, library.ManifestFile)] },
        });
        Diagnostic error = result.Diagnostics.Single(item => item.Severity == Severity.Error);
        Assert.That(error.Code, Is.EqualTo(code));
        Assert.That(error.Message, Does.Contain(text));
    }

    private const string Ledger = "namespace Tools { public class Ledger { public int total; } }";

    private static string Program(string counter, string declaration) => $$"""
        namespace App
        {
            {{declaration}}
            public class World { public Tools.ICount count = new {{counter}}(); }
            public static class Program
            {
                private static World s_root = new World();
                public static void Main()
                {
                    Tools.Helper.Twice(s_root.count);
                    System.Console.WriteLine(s_root.count.Value);
                }
            }
        }
        """;
}
