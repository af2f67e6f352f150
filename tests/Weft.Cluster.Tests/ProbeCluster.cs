namespace Weft.Cluster.Tests;

/// <summary>The probe, woven once for all tests.</summary>
[SetUpFixture]
public sealed class WovenProbe
{
    internal static string Folder { get; private set; } = "";

    internal static string Assembly => Path.Combine(Folder, "Probe.dll");

    [OneTimeSetUp]
    public void Weave()
    {
        Folder = Path.Combine(Path.GetTempPath(), "weft-probe-" + Guid.NewGuid().ToString("N"));
        Weave(Built.ProbeConfiguration, Folder);
    }

    /// <summary>Weaves the probe and gives the program's path.</summary>
    internal static string Weave(string configuration, string folder)
    {
        using LineProcess weave = new("weft weave", Built.Weft, ["weave", "-c", configuration, Path.GetDirectoryName(Built.Probe)!, "-o", folder]);
        (int code, string output) = weave.WaitForEnd();
        Assert.That(code, Is.Zero, output + weave.Errors);
        return Path.Combine(folder, "Probe.dll");
    }

    [OneTimeTearDown]
    public void Remove()
    {
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
    }
}

/// <summary>A folder for a hub's data, as long as a test.</summary>
internal sealed class DataFolder : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("weft-data-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>A hub and probes, each a process of its own, over TCP.</summary>
internal sealed class ProbeCluster : IDisposable
{
    private readonly string[] _hubArguments;
    private readonly List<LineProcess> _nodes = [];
    private LineProcess _hub;

    internal ProbeCluster(int nodes, params string[] hubArguments)
    {
        _hubArguments = hubArguments;
        (_hub, Address) = StartHub("tcp://127.0.0.1:0", hubArguments);
        for (int i = 0; i < nodes; i++)
            Join();
    }

    internal string Address { get; }

    /// <summary>Starts a hub and waits until it listens.</summary>
    internal static (LineProcess Hub, string Address) StartHub(string listen, params string[] arguments)
    {
        LineProcess hub = new("hub", Built.Weft, ["hub", "--listen", listen, .. arguments]);
        string line = hub.ReadLine();
        Assert.That(line, Does.StartWith("listening on tcp://"), hub.Errors);
        return (hub, line["listening on ".Length..].Trim());
    }

    internal LineProcess this[int node] => _nodes[node];

    internal LineProcess Join(string? name = null)
    {
        LineProcess node = StartNode(name ?? $"node{_nodes.Count + 1}", new Dictionary<string, string> { ["WEFT_HUB"] = Address });
        _nodes.Add(node);
        return node;
    }

    internal static LineProcess StartNode(string name, Dictionary<string, string> environment, string? assembly = null)
    {
        environment.TryAdd("WEFT_NODE", name);
        LineProcess node = new(name, assembly ?? WovenProbe.Assembly, [], environment);
        Assert.That(node.ReadLine(), Is.EqualTo("ready"), node.Errors);
        return node;
    }

    internal string Ask(int node, string command) => Ask(_nodes[node], command);

    /// <summary>Sends one command and gives its answer; an error of the probe fails the test.</summary>
    internal static string Ask(LineProcess node, string command)
    {
        string answer = Answer(node, command);
        Assert.That(answer, Does.StartWith("ok"), $"{node.Name}: {command}\n{node.Errors}");
        return answer.Length > 3 ? answer[3..] : "";
    }

    internal static string Answer(LineProcess node, string command)
    {
        node.WriteLine(command);
        return node.ReadLine();
    }

    /// <summary>Asks again until the answer fits or the deadline has passed.</summary>
    internal string AskUntil(int node, string command, Func<string, bool> fits) => AskUntil(_nodes[node], command, fits);

    internal static string AskUntil(LineProcess node, string command, Func<string, bool> fits)
    {
        DateTime deadline = DateTime.UtcNow + LineProcess.Patience;
        while (true)
        {
            string answer = Ask(node, command);
            if (fits(answer))
                return answer;
            if (DateTime.UtcNow > deadline)
                Assert.Fail($"{node.Name}: '{command}' still answers '{answer}'.\n{node.Errors}");
            Thread.Sleep(5);
        }
    }

    /// <summary>Sends the same command to all nodes at once and waits for all answers.</summary>
    internal void AskAll(string command)
    {
        foreach (LineProcess node in _nodes)
            node.WriteLine(command);
        foreach (LineProcess node in _nodes)
            Assert.That(node.ReadLine(), Does.StartWith("ok"), node.Name + "\n" + node.Errors);
    }

    /// <summary>What the command answers to a question about this cluster.</summary>
    internal string Command(string question)
    {
        using LineProcess weft = new($"weft {question}", Built.Weft, [.. question.Split(' '), "--hub", Address]);
        (int code, string output) = weft.WaitForEnd();
        Assert.That(code, Is.Zero, output + weft.Errors);
        return output + weft.Errors;
    }

    internal LineProcess Hub => _hub;

    internal void KillHub() => _hub.Kill();

    /// <summary>Starts the hub again, with the arguments that it had and where it was.</summary>
    internal void StartHubAgain()
    {
        _hub.Dispose();
        (_hub, _) = StartHub(Address, _hubArguments);
    }

    public void Dispose()
    {
        foreach (LineProcess node in _nodes)
            node.Dispose();
        _hub.Dispose();
    }
}
