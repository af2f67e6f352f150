using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Weft.Cli.Tests;

namespace Weft.Build.Tests;

/// <summary>Each sample, woven by the packages in its own build and by the command from what was built plain, on two nodes that share its state.</summary>
[TestFixture(true)]
[TestFixture(false)]
public sealed class SampleTests(bool byPackage) : IDisposable
{
    private static readonly string[] BuildFiles = ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", ".editorconfig"];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Solution _solution = new("samples");
    private readonly HttpClient _http = new() { Timeout = Patience };

    [OneTimeSetUp]
    public void TakeTheSources()
    {
        foreach (string file in BuildFiles)
            File.Copy(Path.Combine(Repository.Root, file), _solution[file], overwrite: true);
        string samples = Path.Combine(Repository.Root, "samples");
        foreach (string file in Directory.EnumerateFiles(samples, "*", SearchOption.AllDirectories).Where(IsSource))
        {
            string target = Path.Combine(_solution["samples"], Path.GetRelativePath(samples, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _solution.Dispose();
    }

    [Test]
    public void ScopeServer()
    {
        string server = Woven("ScopeServer");
        using Nodes nodes = new();
        Uri first = nodes.AddServer(server, "node1"), second = nodes.AddServer(server, "node2");
        string client = Path.Combine(Built.Output("samples/ScopeServer/ScopeServer.Client"), "ScopeServer.Client.dll");
        Outcome check = Command.Dotnet(_solution.Folder, client, first.ToString(), second.ToString());
        Assert.That(check.ExitCode, Is.Zero, check.Text);
    }

    [Test]
    public async Task Scoreboard()
    {
        string server = Woven("Scoreboard");
        using Nodes nodes = new();
        Uri first = nodes.AddServer(server, "node1"), second = nodes.AddServer(server, "node2");
        using CancellationTokenSource limit = new(Patience);
        foreach (Uri node in (Uri[])[first, second])
            Assert.That(await _http.GetStringAsync(new Uri(node, "/ready"), limit.Token), Is.EqualTo("Healthy"));

        using StreamReader news = await WatchAsync(new Uri(second, "/games/chess/watch"), limit.Token);
        Assert.That(await NextAsync(news, limit.Token), Is.EqualTo("[]"), "nobody has scored yet");
        Assert.That(await AddAsync(first, "ann", 3), Is.EqualTo(3));
        Assert.That(await AddAsync(second, "ann", 4), Is.EqualTo(7), "each node adds to what the other has added");
        Assert.That(await AddAsync(first, "bob", 5), Is.EqualTo(5));

        foreach (string change in (string[])["""[{"player":"ann","points":3}]""", """[{"player":"ann","points":7}]""", """[{"player":"bob","points":5}]"""])
            Assert.That(await NextAsync(news, limit.Token), Is.EqualTo(change), "who watches at one node hears of scores at both, in order");
        foreach (Uri node in (Uri[])[first, second])
        {
            JsonNode? top = await _http.GetFromJsonAsync<JsonNode>(new Uri(node, "/games/chess"), limit.Token);
            Assert.That(top!.ToJsonString(), Is.EqualTo("""[{"player":"ann","points":7},{"player":"bob","points":5}]"""));
        }

        using HttpResponseMessage ended = await _http.DeleteAsync(new Uri(second, "/games/chess"), limit.Token);
        using HttpResponseMessage gone = await _http.GetAsync(new Uri(first, "/games/chess"), limit.Token);
        Assert.That((ended.StatusCode, gone.StatusCode), Is.EqualTo((HttpStatusCode.NoContent, HttpStatusCode.NotFound)));
    }

    [Test]
    public async Task MqttBroker()
    {
        string server = Woven("MqttBroker");
        using Nodes nodes = new();
        Uri first = nodes.AddServer(server, "node1"), second = nodes.AddServer(server, "node2");
        using CancellationTokenSource limit = new(Patience);
        await MqttMessages.PublishAsync(first, "home/kitchen", "21", limit.Token);
        Assert.That(await MqttMessages.RetainedAsync(second, "home/kitchen", limit.Token), Is.EqualTo("21"), "who subscribes at one broker gets at once what was published at the other");
        await MqttMessages.PublishAsync(second, "home/kitchen", "22", limit.Token);
        await MqttMessages.PublishAsync(second, "home/hall", "18", limit.Token);
        Assert.That(await MqttMessages.RetainedAsync(first, "home/kitchen", limit.Token), Is.EqualTo("22"));
        foreach (Uri node in (Uri[])[first, second])
            Assert.That(await _http.GetStringAsync(new Uri(node, "/retained"), limit.Token), Is.EqualTo("""["home/hall","home/kitchen"]"""));
    }

    /// <summary>The woven program of a sample.</summary>
    private string Woven(string sample)
    {
        string project = $"samples/{sample}/{sample}", assembly = sample + ".dll";
        if (!byPackage)
        {
            Outcome weave = Command.Dotnet(_solution.Folder, Built.Weft, "weave", "-c", _solution[$"samples/{sample}/weft.yaml"], Built.Output(project), "-o", _solution["woven-" + sample]);
            Assert.That(weave.ExitCode, Is.Zero, weave.Text);
            return _solution[$"woven-{sample}/{assembly}"];
        }
        _solution.Succeed(project, "build", "-c", Repository.Configuration, "-p:WeftVersion=" + Feed.Version, "-p:NuGetAudit=false");
        string built = $"{project}/bin/packages/{Repository.Configuration}/net10.0/{assembly}";
        Assert.That(_solution.IsWoven(built), Is.True);
        return _solution[built];
    }

    private async Task<int> AddAsync(Uri node, string player, int points)
    {
        using HttpResponseMessage added = await _http.PostAsync(new Uri(node, $"/games/chess/{player}?points={points}"), null);
        Assert.That(added.StatusCode, Is.EqualTo(HttpStatusCode.OK), await added.Content.ReadAsStringAsync());
        return (await added.Content.ReadFromJsonAsync<JsonNode>())!["points"]!.GetValue<int>();
    }

    private async Task<StreamReader> WatchAsync(Uri address, CancellationToken limit) => new(await _http.GetStreamAsync(address, limit));

    /// <summary>The data of the next event.</summary>
    private static async Task<string> NextAsync(StreamReader events, CancellationToken limit)
    {
        const string Data = "data: ";
        while (await events.ReadLineAsync(limit) is { } line)
        {
            if (line.StartsWith(Data, StringComparison.Ordinal))
                return line[Data.Length..];
        }
        throw new InvalidOperationException("The server has ended the events.");
    }

    private static bool IsSource(string file) =>
        !Path.GetRelativePath(Repository.Root, file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj");
}
