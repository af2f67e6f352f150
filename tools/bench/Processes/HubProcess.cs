using System.Text.Json;

namespace Weft.Bench.Processes;

/// <summary>A hub in a process of its own.</summary>
internal sealed class HubProcess : IDisposable
{
    private const string Announcement = "listening on ";
    private readonly LineProcess _process;

    public HubProcess(params string[] options)
    {
        _process = new(Built.Weft, ["hub", "--listen", "tcp://127.0.0.1:0", .. options]);
        string line = _process.ReadLine();
        if (!line.StartsWith(Announcement, StringComparison.Ordinal))
            throw new InvalidOperationException($"The hub did not start: {line}\n{_process.Errors}");
        Address = line[Announcement.Length..];
    }

    public string Address { get; }

    /// <summary>Starts a node of the workload.</summary>
    public LineProcess Node(WovenWorkload workload, string name, params string[] part) =>
        new(workload.Assembly, part, ("WEFT_HUB", Address), ("WEFT_NODE", name));

    /// <summary>The hub's numbers.</summary>
    public JsonElement Status() => Ask("status");

    /// <summary>Asks the hub with the command.</summary>
    public JsonElement Ask(params string[] question)
    {
        using LineProcess command = new(Built.Weft, [.. question, "--json", "--hub", Address]);
        List<string> lines = [];
        while (command.TryReadLine() is { } line)
            lines.Add(line);
        if (command.WaitForEnd() != 0)
            throw new InvalidOperationException($"weft {string.Join(' ', question)} failed.\n{command.Errors}");
        return JsonSerializer.Deserialize<JsonElement>(string.Concat(lines));
    }

    public void Dispose() => _process.Dispose();
}
