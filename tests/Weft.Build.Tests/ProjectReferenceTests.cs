namespace Weft.Build.Tests;

/// <summary>A library for two frameworks and a program, each woven in its own build with one file; central package management; a folder with spaces and other letters.</summary>
public sealed class ProjectReferenceTests
{
    private const string Package = """<PackageReference Include="Weft.MSBuild" />""";

    [Test]
    public void A_library_is_woven_in_its_own_build_and_checked_in_that_of_the_program()
    {
        using Solution solution = new("zwei Projekte für ein Programm");
        solution.Write("Directory.Packages.props", """
            <Project>
              <PropertyGroup><ManagePackageVersionsCentrally>true</ManagePackageVersionsCentrally></PropertyGroup>
              <ItemGroup><PackageVersion Include="Weft.MSBuild" Version="$(WeftVersion)" /></ItemGroup>
            </Project>
            """);
        solution.Project("Lib", "<TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks>", Package).Write("Lib/Lib.cs", Sources.Library);
        solution.Project("App", "<OutputType>Exe</OutputType>", """<ProjectReference Include="../Lib/Lib.csproj" />""").Write("App/Program.cs", Sources.Program);
        solution.Write("weft.yaml", Sources.Configuration);

        Outcome outcome = solution.Run("App", "build");
        string place = solution["weft.yaml"] + "(5,12): error WEFT1044: ";
        Assert.That(outcome.Messages("error"), Has.Length.EqualTo(2).And.All.StartsWith(place), outcome.Text);
        Assert.That(outcome.Messages("error"), Has.Some.Contains("under 'include:' in the weft.yaml of Lib: '- Lib.Account'"));

        solution.Write("weft.yaml", Sources.Configuration + Sources.Include);
        outcome = solution.Succeed("App", "build", "--no-restore");
        Assert.That(outcome.Compiled, Is.False, outcome.Text);
        Assert.That(solution.Start("App/bin/Debug/net10.0/App.dll"), Is.EqualTo(Sources.Expected));

        outcome = solution.Succeed("Lib", "build", "--no-restore");
        Assert.That(solution.IsWoven("Lib/bin/Debug/netstandard2.0/Lib.dll") && solution.IsWoven("Lib/bin/Debug/net10.0/Lib.dll"), Is.True, outcome.Text);

        outcome = solution.Succeed("App", "build", "--no-restore");
        Assert.That((outcome.Compiled, outcome.Woven), Is.EqualTo((false, false)), outcome.Text);

        // A body changes: the program need not be compiled, but what it relies on may have been decided anew.
        solution.Replace("Lib/Lib.cs", "Balance += amount", "Balance += amount + 0");
        outcome = solution.Succeed("App", "build", "--no-restore");
        Assert.That(outcome.Text, Does.Contain("Lib: woven").And.Contain("App: woven"));
        Assert.That(outcome.Text, Does.Not.Match(@"csc.*[/\\]App\.dll[^""]*/target:exe"), "the program was compiled");

        // Names that a library does not have are checked where all are known.
        solution.Write("weft.yaml", Sources.Configuration + Sources.Include + "  - Lib.Bonk\n");
        outcome = solution.Run("App", "build", "--no-restore");
        Assert.That(outcome.Messages("error").Single(), Does.StartWith(solution["weft.yaml"] + "(9,5): error WEFT1011: ").And.Contain("did you mean 'Lib.Bank'"), outcome.Text);
        Assert.That(outcome.Text, Does.Contain("App.csproj]").And.Contain("App.csproj: if the names that were not found are those of another program"));

        // They may be those of another program under the same file.
        solution.Replace("App/App.csproj", "<OutputType>Exe</OutputType>", "<OutputType>Exe</OutputType><WeftApplication>false</WeftApplication>");
        solution.Succeed("App", "build", "--no-restore");
        Assert.That(solution.Start("App/bin/Debug/net10.0/App.dll"), Is.EqualTo(Sources.Expected));
    }

    [Test]
    public void A_program_works_on_the_roots_of_a_library_of_whatever_type()
    {
        using Solution solution = new("numbers");
        solution.Project("Lib").Write("Lib/Lib.cs", """
            namespace Lib;
            public static class Tally
            {
                public static int Count = 3;
                public static readonly (int Left, int Right) Limits = (7, 8);
                public static string Name = "none";
                private static long s_taken;
                public static long Take() => System.Threading.Interlocked.Increment(ref s_taken);
            }
            """);
        solution.Project("App", "<OutputType>Exe</OutputType>", """<ProjectReference Include="../Lib/Lib.csproj" />""" + Solution.Package).Write("App/Program.cs", """
            using Lib;
            Tally.Count++;
            Double(ref Tally.Count);
            Tally.Name += "!";
            ref int kept = ref Keep(ref Tally.Count);
            kept++;
            System.Console.WriteLine($"{Tally.Count} {Left(in Tally.Limits)} {Tally.Limits.Right} {Tally.Name} {Tally.Take()}");
            static void Double(ref int value) => value *= 2;
            static ref int Keep(ref int value) => ref value;
            static ref readonly int Left(in (int Left, int Right) pair) => ref pair.Left;
            """);
        solution.Write("weft.yaml", "version: 1\ncluster:\n  name: numbers\nroots:\n  - field: Lib.Tally.Count\n  - field: Lib.Tally.Limits\n  - field: Lib.Tally.Name\n  - field: Lib.Tally.s_taken\n");
        Outcome outcome = solution.Succeed("App", "build");
        Assert.That(outcome.Text, Does.Contain("Lib: woven").And.Contain("App: woven"));
        Assert.That(solution.Start("App/bin/Debug/net10.0/App.dll"), Is.EqualTo("9 7 8 none! 1"));
    }

    [Test]
    public void A_library_with_rules_of_its_own_is_refused()
    {
        using Solution solution = new("rules");
        solution.Project("Lib").Write("Lib/Lib.cs", Sources.Library).Write("Lib/weft.yaml", "version: 1\ninclude:\n  - Lib.*\ntransients:\n  - field: Lib.Account.owner\n    on-load: none\n");
        solution.Project("App", "<OutputType>Exe</OutputType>", """<ProjectReference Include="../Lib/Lib.csproj" />""").Write("App/Program.cs", Sources.Program).Write("App/weft.yaml", Sources.Configuration);
        Outcome outcome = solution.Run("App", "build");
        Assert.That(outcome.Messages("error").Single(), Does.StartWith(solution["App/weft.yaml"] + " : error WEFT1041: Lib was woven in its own build by other rules"), outcome.Text);

        // The same rules in another order, with other words.
        solution.Write("App/weft.yaml", "# of the program\n" + Sources.Configuration + "\ninclude: [ Lib.* ]\n");
        solution.Write("Lib/weft.yaml", Sources.Configuration + Sources.Include);
        solution.Succeed("App", "build", "--no-restore");
        Assert.That(solution.Start("App/bin/Debug/net10.0/App.dll"), Is.EqualTo(Sources.Expected));

        // A static lock of the library that guards what only the program writes.
        solution.Replace("App/Program.cs", "lock (s_bank)", "lock (Bank.Gate)");
        outcome = solution.Run("App", "build", "--no-restore");
        Assert.That(outcome.Messages("error").Single(), Does.Contain("WEFT1041").And.Contain("static lock Lib.Bank::Gate of Lib"), outcome.Text);
    }

    [Test]
    public void A_library_that_was_built_without_the_package_is_named()
    {
        using Solution solution = new("without");
        solution.Project("Lib", "", "").Write("Lib/Lib.cs", Sources.Library);
        solution.Project("App", "<OutputType>Exe</OutputType>", Solution.Package + """<ProjectReference Include="../Lib/Lib.csproj" />""").Write("App/Program.cs", Sources.Program);
        solution.Write("weft.yaml", Sources.Configuration + Sources.Include);
        Outcome outcome = solution.Run("App", "build");
        Assert.That(outcome.Messages("error"), Has.Length.EqualTo(2).And.All.Contains("add the package Weft.MSBuild to Lib"), outcome.Text);

        // Or everything is woven at the end, the library too.
        outcome = solution.Succeed("App", "build", "--no-restore", "-p:WeftWholeOutput=true");
        Assert.That(outcome.Text, Does.Contain("Lib: woven").And.Contain("App: woven"));
        Assert.That(solution.IsWoven("App/bin/Debug/net10.0/Lib.dll"), Is.True);
        Assert.That(solution.IsWoven("Lib/bin/Debug/net10.0/Lib.dll"), Is.False);
        Assert.That(solution.Start("App/bin/Debug/net10.0/App.dll"), Is.EqualTo(Sources.Expected));

        outcome = solution.Succeed("App", "build", "--no-restore", "-p:WeftWholeOutput=true");
        Assert.That((outcome.Compiled, outcome.Woven), Is.EqualTo((false, false)), outcome.Text);
        Assert.That(solution.IsWoven("App/bin/Debug/net10.0/App.dll") && solution.IsWoven("App/bin/Debug/net10.0/Lib.dll"), Is.True);

        outcome = solution.Succeed("App", "publish", "--no-restore", "-c", "Debug", "-p:WeftWholeOutput=true", "-o", solution["published"]);
        Assert.That(solution.IsWoven("published/App.dll") && solution.IsWoven("published/Lib.dll"), Is.True, outcome.Text);
        Assert.That(solution.Start("published/App.dll"), Is.EqualTo(Sources.Expected));
    }

    [Test]
    public void A_library_from_a_package_brings_what_its_compiler_made()
    {
        using Solution solution = new("package");
        solution.Project("Lib", $"<PackageVersion>{Feed.Version}</PackageVersion>").Write("Lib/Lib.cs", Sources.Library).Write("weft.yaml", Sources.Configuration + Sources.Include);
        solution.Succeed("Lib", "pack", "-o", Path.Combine(Feed.Root, "feed"));
        solution.Project("App", "<OutputType>Exe</OutputType>", Solution.Package + """<PackageReference Include="Lib" Version="$(WeftVersion)" />""").Write("App/Program.cs", Sources.Program);
        solution.Succeed("App", "build");
        Assert.That(solution.Start("App/bin/Debug/net10.0/App.dll"), Is.EqualTo(Sources.Expected));

        // Without it nobody can tell what this build must do to match.
        solution.Project("App", "<OutputType>Exe</OutputType>", Solution.Package + """<Reference Include="Lib" HintPath="../Lib/bin/Release/net10.0/Lib.dll" />""");
        Outcome outcome = solution.Run("App", "build");
        Assert.That(outcome.Messages("error").Single(), Does.Contain("Lib comes woven and without what its compiler made"), outcome.Text);
    }
}
