namespace Weft.Build.Tests;

/// <summary>Projects of other languages with the package, as clusters of two nodes one after the other.</summary>
public sealed class LanguageTests
{
    private const string Visual = """
        Imports System.Collections.Generic
        Public Module Program
            Private ReadOnly s_counts As New Dictionary(Of String, Integer)
            Public Sub Main()
                SyncLock s_counts
                    Dim before As Integer = 0
                    s_counts.TryGetValue("a", before)
                    s_counts("a") = before + 3
                    Console.WriteLine("count " & s_counts("a"))
                End SyncLock
            End Sub
        End Module
        """;

    private const string Functional = """
        namespace App
        open System.Collections.Generic
        type Store() =
            static let counts = Dictionary<string, int>()
            static member Add(key: string, amount: int) =
                lock counts (fun () ->
                    let found, before = counts.TryGetValue key
                    counts[key] <- (if found then before else 0) + amount
                    counts[key])
        module Program =
            [<EntryPoint>]
            let main _ =
                printfn "count %d" (Store.Add("a", 3))
                0
        """;

    [Test]
    public void VisualBasic() => Expect("vbproj", "Program.vb", Visual, "App.Program.s_counts", "");

    [Test]
    public void FSharp() => Expect("fsproj", "Program.fs", Functional, "App.Store.counts", """<Compile Include="Program.fs" />""");

    private static void Expect(string extension, string file, string source, string root, string items)
    {
        using Solution solution = new(extension);
        solution.Project("App", "<OutputType>Exe</OutputType><RootNamespace>App</RootNamespace>", Solution.Package + items, extension).Write("App/" + file, source)
            .Write("App/weft.yaml", $"version: 1\nroots:\n  - field: {root}\n    name: counts\n");
        const string Assembly = "App/bin/Debug/net10.0/App.dll";
        Outcome outcome = solution.Succeed("App", "build");
        Assert.That(outcome.Woven && solution.IsWoven(Assembly), Is.True, outcome.Text);
        Assert.That(solution.Start(Assembly), Is.EqualTo("count 3"));
        outcome = solution.Succeed("App", "build", "--no-restore");
        Assert.That(outcome.Woven, Is.False, outcome.Text);

        using Nodes nodes = new();
        Assert.That(solution.Start(Assembly, ("WEFT_HUB", nodes.Hub)), Does.Contain("count 3"));
        Assert.That(solution.Start(Assembly, ("WEFT_HUB", nodes.Hub)), Does.Contain("count 6"), "what one node has counted is there for the next");
    }
}
