using System.Diagnostics;
using System.Net;
using Weft.Hub.Server;
using Weft.Weaver.Diagnostics;
using Weft.Weaver.Tests.Compiling;

namespace Weft.Weaver.Tests.CrossAssembly;

/// <summary>Assemblies in subfolders that the program loads into contexts of their own.</summary>
public sealed class PluginTests
{
    private const string Configuration = "roots:\n  - field: Shop.Board.Current\n";

    private const string Core = """
        using System.Collections.Generic;
        namespace Shop;
        public abstract class Entry { public abstract string Text { get; } }
        public class Board
        {
            public static Board Current;
            public readonly List<Entry> entries = new();
        }
        public interface IPlugin { void Run(); }
        """;

    private const string Plugin = """
        using Shop;
        namespace Extra;
        public class Note : Entry { public int number; public override string Text => "note " + number; }
        public class Plugin : IPlugin
        {
            public void Run()
            {
                Board board = Board.Current ??= new Board();
                lock (board.entries)
                    board.entries.Add(new Note { number = board.entries.Count + 1 });
            }
        }
        """;

    private const string Program = """
        using System;
        using System.IO;
        using System.Reflection;
        using System.Runtime.Loader;
        using Shop;
        internal sealed class PluginContext(string file) : AssemblyLoadContext(Path.GetFileName(file))
        {
            private readonly AssemblyDependencyResolver _resolver = new(file);
            protected override Assembly Load(AssemblyName name) => name.Name.StartsWith("Shop", StringComparison.Ordinal) ? null
                : _resolver.ResolveAssemblyToPath(name) is { } path ? LoadFromAssemblyPath(path) : null;
        }
        public static class Program
        {
            public static void Main()
            {
                string file = Path.Combine(AppContext.BaseDirectory, "plugins", "Extra", "Extra.dll");
                Assembly extra = new PluginContext(file).LoadFromAssemblyPath(file);
                ((IPlugin)Activator.CreateInstance(extra.GetType("Extra.Plugin"))).Run();
                Board board = Board.Current;
                lock (board.entries)
                    Console.WriteLine(string.Join(",", board.entries.ConvertAll(entry => entry.Text)));
            }
        }
        """;

    [Test]
    public async Task A_plugin_is_woven_where_it_lies_and_shares_what_its_host_shares()
    {
        using Application application = Compiled();
        Assert.That(await application.RunBothAsync("Program"), Is.EqualTo("note 1\n"));
        Assert.That(Directory.GetFiles(Path.Combine(application.Output, "plugins"), "Weft.*", SearchOption.AllDirectories), Is.Empty, "one runtime in the process");

        using HubServer hub = HubServer.Start(new HubOptions { Listen = new IPEndPoint(IPAddress.Loopback, 0) });
        string program = Path.Combine(application.Output, "Program.dll");
        Assert.That(await RunAsync(program, hub), Is.EqualTo("note 1\n"));
        Assert.That(await RunAsync(program, hub), Is.EqualTo("note 1,note 2\n"), "the next process finds what the plugin of the first one added");
    }

    [Test]
    public void Copies_of_the_hosts_assemblies_are_woven_too_and_other_builds_are_told()
    {
        using Application application = Compiled();
        WeaveResult result = application.Weave();
        Assert.That(result.Success, Is.True, string.Join('\n', result.Diagnostics));
        Assert.That(File.ReadAllBytes(Path.Combine(application.Output, "plugins", "Extra", "Shop.dll")), Is.EqualTo(File.ReadAllBytes(Path.Combine(application.Output, "Shop.dll"))));

        using Application other = Compiled();
        new Source("Shop", Core + "public class Newer { }").Compile(Path.Combine(other.Input, "plugins", "Extra"));
        Assert.That(other.Weave().Diagnostics.Where(item => item.Severity == Severity.Warning).Select(item => item.Code), Does.Contain(Codes.OtherBuildInSubfolder));
    }

    [Test]
    public void In_place_only_the_programs_own_folder_gets_the_runtime()
    {
        using Application application = Compiled();
        WeaveResult result = application.Weave(request => request with { OutputFolder = null });
        Assert.That(result.Success, Is.True, string.Join('\n', result.Diagnostics));
        Assert.That(Directory.GetFiles(application.Input, "Weft.Runtime.dll", SearchOption.AllDirectories), Has.Length.EqualTo(1));
        Assert.That(result.Assemblies.Single(assembly => assembly.Name == "Extra").Fate, Is.EqualTo(AssemblyFate.Rewritten));
    }

    [Test]
    public void What_was_published_below_the_output_and_strangers_are_left_alone()
    {
        using Application application = Compiled();
        string published = Path.Combine(application.Input, "publish"), stranger = Path.Combine(application.Input, "tools");
        Directory.CreateDirectory(published);
        File.Copy(Path.Combine(application.Input, "Shop.dll"), Path.Combine(published, "Shop.dll"));
        File.WriteAllText(Path.Combine(published, "Program.runtimeconfig.json"), "{}");
        string tool = new Source("Tool", "public class Tool { }").Compile(stranger);
        byte[] before = File.ReadAllBytes(tool);
        WeaveResult result = application.Weave();
        Assert.That(result.Success, Is.True, string.Join('\n', result.Diagnostics));
        Assert.That(File.ReadAllBytes(Path.Combine(application.Output, "publish", "Shop.dll")), Is.EqualTo(File.ReadAllBytes(Path.Combine(published, "Shop.dll"))));
        Assert.That(File.ReadAllBytes(Path.Combine(application.Output, "tools", "Tool.dll")), Is.EqualTo(before));
    }

    private static Application Compiled()
    {
        Application application = new(Configuration);
        string core = application.Add(new("Shop", Core));
        application.AddProgram(new("Program", Program), "Shop");
        string plugin = Path.Combine(application.Input, "plugins", "Extra");
        (new Source("Extra", Plugin) with { References = [core] }).Compile(plugin);
        File.Copy(core, Path.Combine(plugin, "Shop.dll"));
        return application;
    }

    private static async Task<string> RunAsync(string assembly, HubServer hub)
    {
        ProcessStartInfo start = new("dotnet", [assembly]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["WEFT_HUB"] = $"tcp://{hub.EndPoint}";
        using Process process = Process.Start(start)!;
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(1));
        Task<string> errors = process.StandardError.ReadToEndAsync(limit.Token);
        string output = await process.StandardOutput.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        Assert.That(process.ExitCode, Is.Zero, await errors);
        return output;
    }
}
