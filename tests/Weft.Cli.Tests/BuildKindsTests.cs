namespace Weft.Cli.Tests;

/// <summary>Folders as the SDK publishes and builds them in all its kinds, woven and run.</summary>
public sealed class BuildKindsTests
{
    private const string Runtime = "linux-x64";

    [TestCase(new string[0], false)]
    [TestCase(new[] { "-r", Runtime, "--self-contained" }, true)]
    [TestCase(new[] { "-r", Runtime, "--self-contained", "-p:PublishReadyToRun=true" }, true)]
    public void APublishedApplicationRunsAsANode(string[] kind, bool selfContained)
    {
        using Scratch scratch = new();
        string app = Publish(scratch, kind);
        Finished woven = Running.WeftToEnd("weave", "-c", Built.CounterConfiguration, app, "-o", scratch["woven"]);
        Assert.That(woven.ExitCode, Is.Zero, woven.All);
        Assert.That(File.Exists(Path.Combine(app, "System.Private.CoreLib.dll")), Is.EqualTo(selfContained));

        using Running hub = Running.Weft("hub", "--listen", "tcp://127.0.0.1:0");
        string address = hub.Await("listening on ")["listening on ".Length..].Trim();
        for (int round = 1; round <= 2; round++)
        {
            Finished run = DotnetBuild.RunProgram(Path.Combine(scratch["woven"], "Counter"), ("WEFT_HUB", address), "count", "a", "3");
            Assert.That(run.Output, Does.StartWith($"total {12 * round} sum {12 * round}"), run.All);
        }
    }

    [Test]
    public void ATrimmedApplicationIsRefusedWithARemedy()
    {
        using Scratch scratch = new();
        string app = Publish(scratch, "-r", Runtime, "--self-contained", "-p:PublishTrimmed=true");
        Finished woven = Running.WeftToEnd("weave", "-c", Built.CounterConfiguration, app, "-o", scratch["woven"]);
        Assert.That(woven.ExitCode, Is.EqualTo(1), woven.All);
        Assert.That(woven.Errors, Does.Contain("WEFT1049").And.Contain("PublishTrimmed").And.Contain("Weft.MSBuild"));
        Assert.That(Directory.Exists(scratch["woven"]), Is.False);
    }

    [TestCase("true")]
    [TestCase("false")]
    public void ASingleFileIsRefusedWithARemedy(string selfContained)
    {
        using Scratch scratch = new();
        string app = Publish(scratch, "-r", Runtime, "--self-contained", selfContained, "-p:PublishSingleFile=true");
        Finished woven = Running.WeftToEnd("weave", "-c", Built.CounterConfiguration, app, "-o", scratch["woven"]);
        Assert.That(woven.ExitCode, Is.EqualTo(1), woven.All);
        Assert.That(woven.Errors, Does.Contain("single-file").And.Contain("PublishSingleFile"));
    }

    [Test]
    public void APublishedWebApplicationServesItsFiles()
    {
        using Scratch scratch = new();
        scratch.Write("weft.yaml", "version: 1\nroots:\n  - { field: Shop.Hits, name: hits }\n");
        Directory.CreateDirectory(scratch["wwwroot"]);
        scratch.Write("wwwroot/page.html", "<h1>served</h1>");
        scratch.Write("Shop.csproj", $"<Project Sdk=\"Microsoft.NET.Sdk.Web\"><PropertyGroup>{DotnetBuild.Properties}</PropertyGroup></Project>");
        scratch.Write("Shop.cs", """
            var app = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory }).Build();
            app.UseStaticFiles();
            app.MapGet("/hit", () => { lock (Shop.Hits) { Shop.Hits.Add("x"); return Shop.Hits.Count.ToString(); } });
            app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine($"listening on {app.Urls.First()}"));
            app.Run();
            public static class Shop { public static List<string> Hits = []; }
            """);
        Succeed(DotnetBuild.Run(scratch.Folder, "publish", "-c", "Release", "-o", scratch["app"], "-v:q", "-nologo"));
        Succeed(Running.WeftToEnd("weave", "-c", scratch["weft.yaml"], scratch["app"], "-o", scratch["woven"]));

        using Running hub = Running.Weft("hub", "--listen", "tcp://127.0.0.1:0");
        string address = hub.Await("listening on ")["listening on ".Length..].Trim();
        using Running first = Serve(scratch, address, out Uri one), second = Serve(scratch, address, out Uri two);
        using HttpClient http = new() { Timeout = TimeSpan.FromSeconds(60) };
        Assert.That(http.GetStringAsync(new Uri(one, "/page.html")).Result, Is.EqualTo("<h1>served</h1>"));
        Assert.That(http.GetStringAsync(new Uri(one, "/hit")).Result, Is.EqualTo("1"));
        Assert.That(http.GetStringAsync(new Uri(two, "/hit")).Result, Is.EqualTo("2"));
    }

    [TestCase("NUnit", "Test", "<PackageReference Include=\"NUnit\" Version=\"5.0.0\" /><PackageReference Include=\"NUnit3TestAdapter\" Version=\"6.3.1\" />", "NUnit.Framework")]
    [TestCase("xunit", "Fact", "<PackageReference Include=\"xunit\" Version=\"2.9.3\" /><PackageReference Include=\"xunit.runner.visualstudio\" Version=\"3.1.5\" />", "Xunit")]
    public void ATestProjectRunsWoven(string name, string attribute, string packages, string import)
    {
        using Scratch scratch = new();
        scratch.Write("weft.yaml", "version: 1\nroots:\n  - field: Shop.Cart.Current\n");
        scratch.Write("Cart.Tests.csproj", $"<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup>{DotnetBuild.Properties}</PropertyGroup><ItemGroup><PackageReference Include=\"Microsoft.NET.Test.Sdk\" Version=\"18.11.0\" />{packages}</ItemGroup></Project>");
        scratch.Write("Cart.cs", $$"""
            using {{import}};
            namespace Shop;
            public class Cart { public static Cart? Current; public readonly List<string> items = []; }
            public class CartTests
            {
                [{{attribute}}]
                public void Adds()
                {
                    Cart cart = Cart.Current ??= new Cart();
                    lock (cart.items)
                        cart.items.Add("x");
                    if (cart.items.Count != 1)
                        throw new InvalidOperationException("it has " + cart.items.Count);
                }
            }
            """);
        Succeed(DotnetBuild.Run(scratch.Folder, "build", "-o", scratch["app"], "-v:q", "-nologo"));
        Succeed(Running.WeftToEnd("weave", "-c", scratch["weft.yaml"], scratch["app"], "-o", scratch["woven"]));
        string tests = Path.Combine(scratch["woven"], "Cart.Tests.dll");
        Finished alone = DotnetBuild.Run(scratch.Folder, "test", tests);
        Assert.That(alone.ExitCode, Is.Zero, name + alone.All);
        Assert.That(alone.Output, Does.Match(@"Passed: +1\b"), alone.All);

        using Running hub = Running.Weft("hub", "--listen", "tcp://127.0.0.1:0");
        string address = hub.Await("listening on ")["listening on ".Length..].Trim();
        Finished first = DotnetBuild.RunProgram("dotnet", ("WEFT_HUB", address), "vstest", tests);
        Assert.That(first.ExitCode, Is.Zero, first.All);
        Finished second = DotnetBuild.RunProgram("dotnet", ("WEFT_HUB", address), "vstest", tests);
        Assert.That(second.ExitCode, Is.Not.Zero, "the second process finds the first one's cart");
        Assert.That(second.All, Does.Contain("it has 2"));
    }

    private static string Publish(Scratch scratch, params string[] kind)
    {
        foreach (string file in Directory.GetFiles(Path.Combine(Built.Repository, "tests/Subjects/Counter"), "*.cs"))
            File.Copy(file, scratch[Path.GetFileName(file)]);
        scratch.Write("Counter.csproj", $"<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup>{DotnetBuild.Properties}<OutputType>Exe</OutputType></PropertyGroup></Project>");
        Succeed(DotnetBuild.Run(scratch.Folder, ["publish", "-c", "Release", "-o", scratch["app"], "-v:q", "-nologo", .. kind]));
        return scratch["app"];
    }

    private static Running Serve(Scratch scratch, string hub, out Uri address)
    {
        Running server = new(Path.Combine(scratch["woven"], "Shop.dll"), ["--urls", "http://127.0.0.1:0"], ("WEFT_HUB", hub));
        address = new(server.Await("listening on ")["listening on ".Length..].Trim());
        return server;
    }

    private static void Succeed(Finished finished) => Assert.That(finished.ExitCode, Is.Zero, finished.All);
}
