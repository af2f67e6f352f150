namespace Weft.Build.Tests;

/// <summary>Weft as an add-in of Fody, before and behind another one that rewrites the module initializer and takes the references away.</summary>
public sealed class FodyTests
{
    private const string Packages = """
        <PackageReference Include="Fody" Version="6.9.3" PrivateAssets="all" />
        <PackageReference Include="Costura.Fody" Version="6.2.0" PrivateAssets="all" />
        <PackageReference Include="Weft.Fody" Version="$(WeftVersion)" />
        """;

    private const string Assembly = "App/bin/Debug/net10.0/App.dll";

    private const string Program = """
        using System;
        using System.Collections.Generic;
        namespace App;
        public static class Program
        {
            private static readonly Dictionary<string, int> s_counts = new();
            public static void Main()
            {
                lock (s_counts)
                    s_counts["a"] = 7;
                Console.WriteLine("count " + s_counts["a"]);
            }
        }
        """;

    [Test]
    public void Weaves_what_the_other_add_in_made_in_both_orders()
    {
        using Solution solution = new("fody", online: true);
        solution.Project("App", "<OutputType>Exe</OutputType>", Packages).Write("App/Program.cs", Program)
            .Write("App/rules.yaml", "version: 1\nroots:\n  - field: App.Program.s_counts\n    name: counts\n");
        foreach (string weavers in (string[])["<Costura /><Weft Config=\"rules.yaml\" />", "<Weft Config=\"rules.yaml\" /><Costura />"])
        {
            solution.Write("App/FodyWeavers.xml", $"<Weavers>{weavers}</Weavers>");
            Outcome outcome = solution.Succeed("App", "build");
            Assert.That((outcome.Compiled, outcome.Woven, outcome.Text.Contains("warning", StringComparison.Ordinal) && outcome.Text.Contains("already been processed", StringComparison.Ordinal)), Is.EqualTo((true, true, false)), outcome.Text);
            Assert.That(solution.IsWoven(Assembly), Is.True);
            Assert.That(solution.Start(Assembly), Is.EqualTo("count 7"));
            Assert.That(solution.Start(Assembly, ("WEFT_HUB", "embedded://127.0.0.1:" + Ports.Free())), Does.Contain("count 7").And.Contain("joined"));
        }

        // Fody has written the place of the schema into its file, for which the compiler runs once more.
        solution.Succeed("App", "build", "--no-restore");
        Outcome again = solution.Succeed("App", "build", "--no-restore");
        Assert.That((again.Compiled, again.Woven), Is.EqualTo((false, false)), again.Text);
        Assert.That(again.Text, Does.Not.Contain("already been processed"));

        solution.Replace("App/rules.yaml", "name: counts", "name: numbers");
        again = solution.Succeed("App", "build", "--no-restore");
        Assert.That((again.Compiled, again.Woven), Is.EqualTo((false, true)), again.Text);
        Assert.That(File.ReadAllText(solution["App/FodyWeavers.xsd"]), Does.Contain("Weft").And.Contain("Config"));

        solution.Write("App/FodyWeavers.xml", "<Weavers><Costura /></Weavers>");
        Directory.Delete(solution["App/obj/Debug"], recursive: true);
        again = solution.Run("App", "build", "--no-restore");
        Assert.That(again.Messages("error"), Has.Some.Contains("FodyWeavers.xml has no line <Weft />"), again.Text);
    }
}
