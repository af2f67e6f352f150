using System.Text.RegularExpressions;
using Weft.Cli.Tests;

namespace Weft.Build.Tests;

/// <summary>A hub and two nodes of a web server.</summary>
internal sealed partial class Nodes : IDisposable
{
    private readonly List<Running> _processes = [];

    internal Nodes(string assembly)
    {
        try
        {
            Running hub = Add(Running.Weft("hub", "--listen", "tcp://127.0.0.1:0"));
            string address = Address().Match(hub.Await("listening on ")).Value;
            (First, Second) = (Start(assembly, address, "node1"), Start(assembly, address, "node2"));
        }
        catch (InvalidOperationException)
        {
            Dispose();
            throw;
        }
    }

    internal Uri First { get; }

    internal Uri Second { get; }

    public void Dispose()
    {
        foreach (Running process in Enumerable.Reverse(_processes))
            process.Dispose();
    }

    private Uri Start(string assembly, string hub, string name)
    {
        Running node = Add(new(assembly, ["--urls", "http://127.0.0.1:0"], ("WEFT_HUB", hub), ("WEFT_NODE", name)));
        return new(Address().Match(node.Await("Now listening on: ")).Value);
    }

    private Running Add(Running process)
    {
        _processes.Add(process);
        return process;
    }

    [GeneratedRegex(@"\w+://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
