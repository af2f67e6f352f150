using System.Text.RegularExpressions;
using Weft.Cli.Tests;

namespace Weft.Build.Tests;

/// <summary>A hub and the nodes that are started with it.</summary>
internal sealed partial class Nodes : IDisposable
{
    private readonly List<Running> _processes = [];

    internal Nodes()
    {
        _processes.Add(Running.Weft("hub", "--listen", "tcp://127.0.0.1:0"));
        try
        {
            Hub = Address().Match(_processes[0].Await("listening on ")).Value;
        }
        catch (InvalidOperationException)
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Where the hub listens.</summary>
    internal string Hub { get; }

    public void Dispose()
    {
        foreach (Running process in Enumerable.Reverse(_processes))
            process.Dispose();
    }

    /// <summary>Starts a program as a node.</summary>
    internal Running Add(string assembly, string name, params string[] arguments)
    {
        Running node = new(assembly, arguments, ("WEFT_HUB", Hub), ("WEFT_NODE", name));
        _processes.Add(node);
        return node;
    }

    /// <summary>Starts a web server as a node and waits until it listens.</summary>
    /// <returns>Its address.</returns>
    internal Uri AddServer(string assembly, string name) => new(Address().Match(Add(assembly, name, "--urls", "http://127.0.0.1:0").Await("Now listening on: ")).Value);

    [GeneratedRegex(@"\w+://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
