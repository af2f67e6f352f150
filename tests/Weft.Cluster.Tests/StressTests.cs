using System.Globalization;
using Weft.Proxy;

namespace Weft.Cluster.Tests;

/// <summary>
/// One program with a model of its results: unwoven, woven without a hub, and woven on several nodes, each with and without contention, with a node that is killed meanwhile, with connections that break, and with a hub that is killed. WEFT_SEED
/// replays a run's choices, as far as processes can be replayed; WEFT_ROUNDS says how much each worker does.
/// </summary>
public sealed class StressTests
{
    private const int Threads = 2;
    private string _folder = "";

    private static int Rounds => Number("WEFT_ROUNDS", 80);

    private static int Deaths => Math.Max(3, Rounds / 100);

    private static int Seed { get; } = Number("WEFT_SEED", Environment.TickCount & 0xFFFF);

    [OneTimeSetUp]
    public void Weave()
    {
        _folder = Path.Combine(Path.GetTempPath(), "weft-stress-" + Guid.NewGuid().ToString("N"));
        using LineProcess weave = new("weft weave", Built.Weft, ["weave", "-c", Path.Combine(Built.Repository, "tests/Subjects/Stress/weft.yaml"), Path.GetDirectoryName(Built.Stress)!, "-o", _folder]);
        (int code, string output) = weave.WaitForEnd();
        Assert.That(code, Is.Zero, output + weave.Errors);
    }

    [OneTimeTearDown]
    public void Remove()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public void Results_are_those_of_the_model_in_one_process([Values("plain", "contention", "death")] string mode, [Values] bool woven)
    {
        string program = woven ? Path.Combine(_folder, "Stress.dll") : Built.Stress;
        using LineProcess all = new("all", program, ["all", "3", .. Arguments(mode)]);
        StressModel model = new(mode, killed: false);
        model.ReadUntil(all, "checked");
        model.Check($"WEFT_SEED={Seed}");
    }

    // The connections of "cuts" are cut again and again, in the middle of frames too; the window is long, since nobody knows how busy the machine is.
    [Test]
    public void Results_are_those_of_the_model_on_several_nodes([Values("plain", "contention", "death", "cuts")] string mode, [Values(2, 3, 5)] int nodes)
    {
        (LineProcess started, string address) = ProbeCluster.StartHub("tcp://127.0.0.1:0", mode == "cuts" ? ["--reconnect-window", "60s"] : []);
        using LineProcess hub = started;
        using CuttingProxy? proxy = mode == "cuts" ? CuttingProxy.Start(CuttingProxy.ParseAddress(address), Seed, meanBytes: 4_000) : null;
        proxy?.IsCalm = true;
        var environment = new Dictionary<string, string> { ["WEFT_HUB"] = proxy?.Address ?? address };
        List<LineProcess> running = [];
        try
        {
            for (int i = 0; i < nodes; i++)
            {
                running.Add(new LineProcess($"node {i}", Path.Combine(_folder, "Stress.dll"), ["node", $"{i}", .. Arguments(mode)], environment));
                Assert.That(running[i].ReadLine(), Is.EqualTo("ready"), running[i].Errors);
            }
            StressModel model = new(mode, killed: mode == "death");
            proxy?.IsCalm = false;
            foreach (LineProcess node in running)
                node.WriteLine("go");
            if (mode == "death")
                model.ReadAndKill(running[^1], lines: Rounds);
            foreach (LineProcess node in mode == "death" ? running[..^1] : running)
                model.ReadUntil(node, "done");
            proxy?.IsCalm = true;
            using LineProcess check = new("check", Path.Combine(_folder, "Stress.dll"), ["check"], environment);
            model.ReadUntil(check, "checked");
            model.Check($"WEFT_SEED={Seed}");
            if (proxy is not null)
                Assert.That(proxy.Cuts, Is.Positive, $"WEFT_SEED={Seed}");
        }
        finally
        {
            running.ForEach(node => node.Dispose());
        }
    }

    // The hub is killed several times under load, and started again on its folder; its log is compacted without rest, so that it dies in the middle of that too.
    [TestCase(2, "plain")]
    [TestCase(3, "contention")]
    public void Results_are_those_of_the_model_though_the_hub_dies(int nodes, string mode)
    {
        using DataFolder data = new();
        (LineProcess hub, string address) = StartHub("tcp://127.0.0.1:0", data);
        var environment = new Dictionary<string, string> { ["WEFT_HUB"] = address };
        List<LineProcess> running = [];
        try
        {
            for (int i = 0; i < nodes; i++)
            {
                running.Add(new LineProcess($"node {i}", Path.Combine(_folder, "Stress.dll"), ["node", $"{i}", .. Arguments(mode)], environment));
                Assert.That(running[i].ReadLine(), Is.EqualTo("ready"), running[i].Errors);
            }
            StressModel model = new(mode, killed: false);
            bool isCompacted = false;
            foreach (LineProcess node in running)
                node.WriteLine("go");
            for (int i = 0; i < Deaths; i++)
            {
                model.Read(running[i % nodes], lines: 3 * Rounds / Deaths);
                hub.Kill();
                isCompacted |= hub.Errors.Contains("was compacted", StringComparison.Ordinal);
                hub.Dispose();
                (hub, _) = StartHub(address, data);
            }
            foreach (LineProcess node in running)
                model.ReadUntil(node, "done");
            foreach (LineProcess node in running)
                Assert.That(node.Errors, Does.Contain("the hub was started again").And.Not.Contain("It joins again"), $"WEFT_SEED={Seed}");
            // Nodes confirm what they have handled with their pings, seconds apart. Then the hub dies once more.
            Assert.That(() => isCompacted || hub.Errors.Contains("was compacted", StringComparison.Ordinal), Is.True.After(60_000, 50), $"WEFT_SEED={Seed}");
            hub.Kill();
            hub.Dispose();
            (hub, _) = StartHub(address, data);
            using LineProcess check = new("check", Path.Combine(_folder, "Stress.dll"), ["check"], environment);
            model.ReadUntil(check, "checked");
            model.Check($"WEFT_SEED={Seed}");
        }
        finally
        {
            running.ForEach(node => node.Dispose());
            hub.Dispose();
        }
    }

    private static (LineProcess Hub, string Address) StartHub(string listen, DataFolder data) =>
        ProbeCluster.StartHub(listen, "--data", data.Path, "--compact-after", "0.002", "--reconnect-window", "60s");

    private static string[] Arguments(string mode) => [$"{Threads}", Text(Rounds), Text(Seed), mode == "cuts" ? "plain" : mode];

    private static int Number(string variable, int usual) => int.TryParse(Environment.GetEnvironmentVariable(variable), out int number) ? number : usual;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
