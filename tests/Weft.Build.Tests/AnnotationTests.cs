using System.Globalization;

namespace Weft.Build.Tests;

/// <summary>A project that says by attributes what is shared and locked, with the package of the attributes.</summary>
public sealed class AnnotationTests
{
    private const int Enough = 200;

    private const string Program = """
        using System;
        using System.Diagnostics;
        using Weft.Annotations;
        namespace App;
        public class Counter { public int Value; }
        public static class Program
        {
            [Root(Name = "counter")]
            private static readonly Counter s_counter = new();

            public static void Main(string[] args)
            {
                int enough = int.Parse(args[0]), added = 0;
                Stopwatch watch = Stopwatch.StartNew();
                // Neither ends before both have counted at the same time.
                while ((added < enough || Read() - added < enough) && watch.Elapsed < TimeSpan.FromSeconds(40))
                {
                    Add();
                    added++;
                }
                Console.WriteLine("added " + added);
                Console.WriteLine("counted " + Read());
            }

            [NamedLock("counter")]
            private static void Add() => s_counter.Value++;

            [NamedLock("counter", Level = LockLevel.Read)]
            private static int Read() => s_counter.Value;
        }
        """;

    [Test]
    public void A_named_lock_excludes_the_other_node()
    {
        using Solution solution = new("attributes");
        solution.Project("App", "<OutputType>Exe</OutputType>", Solution.Package + """<PackageReference Include="Weft.Annotations" Version="$(WeftVersion)" />""")
            .Write("App/Program.cs", Program).Write("App/weft.yaml", "version: 1\n");
        Outcome outcome = solution.Succeed("App", "build");
        Assert.That(outcome.Woven, Is.True, outcome.Text);

        using Nodes nodes = new();
        string assembly = solution["App/bin/Debug/net10.0/App.dll"];
        Cli.Tests.Running[] counting = [nodes.Add(assembly, "node1", $"{Enough}"), nodes.Add(assembly, "node2", $"{Enough}")];
        int added = counting.Sum(node => int.Parse(node.Await("added ").Split(' ')[1], CultureInfo.InvariantCulture));
        foreach (Cli.Tests.Running node in counting)
            node.Await("counted ");
        Assert.That(nodes.Add(assembly, "node3", "0").Await("counted "), Is.EqualTo($"counted {added}"));
        Assert.That(added, Is.GreaterThanOrEqualTo(2 * Enough));
    }
}
