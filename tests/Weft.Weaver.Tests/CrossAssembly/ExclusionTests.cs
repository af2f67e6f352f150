using Weft.Weaver.Diagnostics;
using Weft.Weaver.Tests.Compiling;

namespace Weft.Weaver.Tests.CrossAssembly;

/// <summary>What <c>exclude</c> means: instances are never shared, and their code loses no write to what is.</summary>
public sealed class ExclusionTests
{
    private const string Root = "roots:\n  - field: App.Program.s_root\n    name: root\n";

    private const string Program = """
        using System;
        using System.Collections.Generic;
        namespace App
        {
            public sealed class Till { public int Total; public Dictionary<string, int> Counts = new(); }
            public sealed class Statistics
            {
                private readonly Dictionary<string, int> _seen = new() { ["a"] = 1 };
                public unsafe int Of(int seen) { int copy; Buffer.MemoryCopy(&seen, &copy, 4, 4); return copy; }
                public unsafe Func<int> Later() => () => { int one = 1, copy; Buffer.MemoryCopy(&one, &copy, 4, 4); return copy + _seen.Count; };
                public void Add(Till till) => till.Total += 5;
            }
            public static class Program
            {
                private static Till s_root = new Till();
                public static void Main()
                {
                    Statistics statistics = new();
                    statistics.Add(s_root);
                    Console.WriteLine(s_root.Total + statistics.Of(1) + statistics.Later()());
                }
            }
        }
        """;

    [Test]
    public void A_call_without_a_counterpart_is_refused_with_the_exclusion_as_remedy()
    {
        using Application application = Compiled(Root);
        WeaveResult result = application.Weave();
        application.ExpectRefusal(result, Codes.MemberNotWoven);
        Assert.That(Lines(result, Codes.MemberNotWoven), Is.EqualTo(new[] { 9, 10 }));
        Assert.That(result.Diagnostics.First(item => item.Code == Codes.MemberNotWoven).Message, Does.EndWith("exclude the type that calls it."));
    }

    [Test]
    public async Task An_excluded_class_keeps_such_calls_with_a_warning_at_each_and_its_accesses_to_shared_fields_are_woven()
    {
        using Application application = Compiled(Root + "exclude:\n  - App.Statistics\n");
        Assert.That(await application.RunBothAsync("App"), Is.EqualTo("8\n"));
        WeaveResult again = application.Weave();
        Assert.That(Lines(again, Codes.CallKept), Is.EqualTo(new[] { 9, 10 }));
        Assert.That(application.Il("App", "App.Statistics"), Does.Contain("$weft_set_Total").And.Not.Contain("$weft_header"));
    }

    [Test]
    public void A_shared_field_of_an_excluded_class_is_refused()
    {
        using Application application = new(Root + "exclude:\n  - App.Secret\n");
        application.AddProgram(new("App", "namespace App { class Secret { } class Till { Secret? _secret; } static class Program { static Till s_root = new(); static void Main() { } } }"));
        application.ExpectRefusal(application.Weave(), Codes.ExcludedType);
    }

    private static Application Compiled(string configuration)
    {
        Application application = new(configuration);
        application.AddProgram(new("App", Program));
        return application;
    }

    private static int[] Lines(WeaveResult result, string code) => [.. result.Diagnostics.Where(item => item.Code == code).Select(item => item.Position!.Line)];
}
