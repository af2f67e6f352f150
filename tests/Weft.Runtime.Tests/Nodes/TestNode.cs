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

    internal TestNode(string cluster)
    {
        Assembly tests = new NodeContext().LoadFromAssemblyName(typeof(TestNode).Assembly.GetName());
        _world = tests.GetType(typeof(World).FullName!, throwOnError: true)!;
        Call<object>(nameof(World.Configure), cluster);
        All.Enqueue(this);
    }

    internal TestNode(HubServer hub, string more = "") : this($"hub=tcp://{hub.EndPoint}\nname=test\nhub-timeout=60s\n{more}")
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

    private sealed class NodeContext() : AssemblyLoadContext("node")
    {
        protected override Assembly? Load(AssemblyName assemblyName) =>
            Array.IndexOf(Own, assemblyName.Name) >= 0 ? LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, assemblyName.Name + ".dll")) : null;
    }
}
