namespace Weft.Build.Tests;

/// <summary>When the compiler runs, when the weaver runs, and when neither does. One project, through all its states, in order.</summary>
public sealed class IncrementalTests
{
    private const string Assembly = "App/bin/Debug/net10.0/App.dll";

    private const string Program = """
        using System;
        using System.Collections.Generic;
        namespace App;
        public class Item { public int Count; }
        public static class Program
        {
            private static Dictionary<string, Item> s_items = new();
            public static void Main()
            {
                lock (s_items)
                {
                    s_items["a"] = new Item();
                    s_items["a"].Count++;
                    Console.WriteLine("count " + s_items["a"].Count);
                }
            }
        }
        """;

    private Solution _solution = null!;

    private string DetailedLog => $"-flp:v=d;LogFile={_solution["build.log"]}";

    [OneTimeSetUp]
    public void Make() => _solution = new Solution().Project("App", "<OutputType>Exe</OutputType>").Write("App/Program.cs", Program)
        .Write("App/weft.yaml", "version: 1\nroots:\n  - field: App.Program.s_items\n    name: items\n");

    [OneTimeTearDown]
    public void Remove() => _solution.Dispose();

    [Test]
    public void A_project_through_all_its_states()
    {
        One_reference_and_a_file_weave_the_program_with_all_that_it_needs_to_run();
        Nothing_changed_and_neither_runs();
        A_change_in_the_file_alone_weaves_and_compiles_nothing();
        A_file_that_was_only_touched_weaves_nothing();
        A_change_of_a_source_compiles_and_weaves();
        A_weave_that_fails_fails_every_build_with_the_place_until_it_is_mended();
        What_the_compiler_made_is_lost_and_it_runs_again();
        Publish_without_a_build_takes_the_woven_assembly();
        The_same_sources_give_the_same_bytes();
        Switched_off_and_on_again();
        Clean_leaves_nothing_of_it();
        Without_the_file_the_build_fails_and_says_what_to_do();
    }

    private void One_reference_and_a_file_weave_the_program_with_all_that_it_needs_to_run()
    {
        Expect(_solution.Succeed("App", "build", DetailedLog), compiled: true, woven: true);
        Assert.That(File.ReadAllText(_solution["build.log"]), Does.Contain("Done executing task \"PrepareWeaving\"").And.Not.Contain("a rehearsal of weaving failed"));
        Assert.Multiple(() =>
        {
            Assert.That(_solution.IsWoven(Assembly), Is.True);
            Assert.That(_solution.Start(Assembly), Is.EqualTo("count 1"));
            Assert.That(File.Exists(_solution["App/bin/Debug/net10.0/Weft.Runtime.dll"]), Is.True);
            Assert.That(File.Exists(_solution["App/bin/Debug/net10.0/weft-hub/Weft.Hub.dll"]), Is.True);
            Assert.That(Directory.GetFiles(_solution["App/bin/Debug/net10.0/weft-hub/runtimes"], "*", SearchOption.AllDirectories), Has.Length.EqualTo(11), "SQLite for every platform that the program may run on");
            Assert.That(File.Exists(_solution["App/bin/Debug/net10.0/weft-hub/runtimes/linux-x64/native/libe_sqlite3.so"]), Is.True);
        });
    }

    private void Nothing_changed_and_neither_runs()
    {
        DateTime before = File.GetLastWriteTimeUtc(_solution[Assembly]);
        Expect(Build(DetailedLog), compiled: false, woven: false);
        Assert.That(File.GetLastWriteTimeUtc(_solution[Assembly]), Is.EqualTo(before));
        Assert.That(File.ReadAllText(_solution["build.log"]), Does.Contain("Skipping target \"WeftPrepareWeaving\"").And.Not.Contain("Done executing task \"PrepareWeaving\""));
    }

    private void A_change_in_the_file_alone_weaves_and_compiles_nothing()
    {
        _solution.Replace("App/weft.yaml", "name: items", "name: things");
        Expect(Build(), compiled: false, woven: true);
        Assert.That(File.ReadAllText(_solution[Assembly], System.Text.Encoding.Unicode), Does.Contain("things").Or.Contain("things"[1..]));
    }

    private void A_file_that_was_only_touched_weaves_nothing()
    {
        File.SetLastWriteTimeUtc(_solution["App/weft.yaml"], DateTime.UtcNow);
        Expect(Build(), compiled: false, woven: false);
    }

    private void A_change_of_a_source_compiles_and_weaves()
    {
        _solution.Replace("App/Program.cs", "\"count \"", "\"number \"");
        Expect(Build(), compiled: true, woven: true);
        Assert.That(_solution.Start(Assembly), Is.EqualTo("number 1"));
    }

    private void A_weave_that_fails_fails_every_build_with_the_place_until_it_is_mended()
    {
        _solution.Replace("App/weft.yaml", "s_items", "s_itemz");
        for (int time = 0; time < 2; time++)
        {
            Outcome failed = Build(succeeds: false);
            Assert.That(failed.Messages("error"), Is.EqualTo(new[] { $"{_solution["App/weft.yaml"]}(3,12): error WEFT1101: App.Program has no field 's_itemz'; did you mean 's_items'?" }), failed.Text);
        }
        Outcome published = _solution.Run("App", "publish", "--no-build", "-c", "Debug", "-o", _solution["published"]);
        Assert.That(published.Messages("error").Single(), Does.Contain("WEFT1042"));
        _solution.Replace("App/weft.yaml", "s_itemz", "s_items");
        Expect(Build(), compiled: false, woven: false);
    }

    private void What_the_compiler_made_is_lost_and_it_runs_again()
    {
        Directory.Delete(_solution["App/obj/Debug/net10.0/weft"], recursive: true);
        Expect(Build(), compiled: true, woven: true);
    }

    private void Publish_without_a_build_takes_the_woven_assembly()
    {
        Expect(_solution.Succeed("App", "publish", "--no-build", "-c", "Debug", "-o", _solution["published"]), compiled: false, woven: false);
        Assert.That(_solution.IsWoven("published/App.dll"), Is.True);
        Assert.That(_solution.Start("published/App.dll"), Is.EqualTo("number 1"));
    }

    private void The_same_sources_give_the_same_bytes()
    {
        byte[] before = File.ReadAllBytes(_solution[Assembly]);
        Directory.Delete(_solution["App/obj/Debug"], recursive: true);
        Expect(Build(), compiled: true, woven: true);
        Assert.That(File.ReadAllBytes(_solution[Assembly]), Is.EqualTo(before));

        // The tasks for other MSBuilds than that of the newest SDK are other assemblies and make the same.
        Expect(Build("-p:WeftTasks=netstandard2.0"), compiled: false, woven: true);
        Assert.That(File.ReadAllBytes(_solution[Assembly]), Is.EqualTo(before));
    }

    private void Switched_off_and_on_again()
    {
        Build("-p:WeftEnabled=false");
        Assert.That(_solution.IsWoven(Assembly), Is.False);
        Build();
        Assert.That(_solution.IsWoven(Assembly), Is.True);
    }

    private void Clean_leaves_nothing_of_it()
    {
        _solution.Succeed("App", "clean");
        Assert.That(Directory.EnumerateFiles(_solution["App/obj/Debug"], "*", SearchOption.AllDirectories).Select(Path.GetExtension), Has.None.AnyOf(".weft", ".stamp", ".dll", ".pdb"));
    }

    private void Without_the_file_the_build_fails_and_says_what_to_do()
    {
        File.Delete(_solution["App/weft.yaml"]);
        Outcome failed = Build(succeeds: false);
        Assert.That(failed.Messages("error").Single(), Does.StartWith(_solution["App/App.csproj"] + " : error WEFT1001: ").And.Contain("weft init").And.Contain("WeftEnabled=false"));
    }

    private Outcome Build(string option = "-p:Nothing=", bool succeeds = true)
    {
        Outcome outcome = _solution.Run("App", "build", "--no-restore", option);
        Assert.That(outcome.ExitCode == 0, Is.EqualTo(succeeds), outcome.Text);
        return outcome;
    }

    private static void Expect(Outcome outcome, bool compiled, bool woven) =>
        Assert.That((outcome.Compiled, outcome.Woven), Is.EqualTo((compiled, woven)), outcome.Text);
}
