using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.ExceptionServices;
using System.Runtime.Loader;
using Weft.Hub.Server;

namespace Weft.Runtime.Tests.Nodes;

/// <summary>
/// One node inside the test's process: runtime, protocol and subjects are loaded once more, in a load context of their own, so that each node has its own statics as a
/// process has. Talks to the hub over TCP.
/// </summary>
internal sealed class TestNode
{
    private static readonly string[] Own = ["Weft.Runtime", "Weft.Protocol", "Weft.Runtime.Tests"];
    private static readonly ConcurrentQueue<TestNode> All = new();
    private readonly Type _world;

    internal TestNode(string cluster, string? folder = null)
    {
        Assembly tests = new NodeContext(folder).LoadFromAssemblyName(typeof(TestNode).Assembly.GetName());
        _world = tests.GetType(typeof(World).FullName!, throwOnError: true)!;
        Call<object>(nameof(World.Configure), cluster);
        All.Enqueue(this);
    }

    /// <param name="hub">The hub.</param>
    /// <param name="more">More options.</param>
    /// <param name="folder">Where files lie that take the place of the tests' own.</param>
    internal TestNode(HubServer hub, string more = "", string? folder = null) : this($"hub=tcp://{hub.EndPoint}\nname=test\nhub-timeout=60s\n{more}", folder)
    {
    }

    /// <summary>Ends the sessions of all nodes so far.</summary>
    internal static void EndAll()
    {
        while (All.TryDequeue(out TestNode? node))
            node.Run(nameof(World.EndSession));
    }

    internal void Run(string method, params object?[] arguments) => Call<object>(method, arguments);

    /// <summary>Calls a method of the node's own <see cref="World"/>.</summary>
    internal T Call<T>(string method, params object?[] arguments)
    {
        try
        {
            return (T)_world.GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)!.Invoke(null, arguments)!;
        }
        catch (TargetInvocationException e) when (e.InnerException is not null)
        {
            ExceptionDispatchInfo.Throw(e.InnerException);
            throw;
        }
    }

    private sealed class NodeContext(string? folder) : AssemblyLoadContext("node")
    {
        protected override Assembly? Load(AssemblyName assemblyName)
        {
            string file = assemblyName.Name + ".dll";
            if (folder is not null && File.Exists(Path.Combine(folder, file)))
                return LoadFromAssemblyPath(Path.Combine(folder, file));
            return Array.IndexOf(Own, assemblyName.Name) >= 0 ? LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, file)) : null;
        }
    }
}
