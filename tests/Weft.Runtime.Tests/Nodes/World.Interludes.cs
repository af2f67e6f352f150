using System.Collections.Concurrent;
using System.Reflection;
using Weft.Runtime.Tests.Collections;
using Weft.Runtime.Tests.Interleaved;

namespace Weft.Runtime.Tests.Nodes;

/// <content>What another thread does at exactly one place of the first, in copies of assemblies that <see cref="Interludes"/> has made.</content>
internal static partial class World
{
    private const int Prepared = 4;
    private static readonly ConcurrentDictionary<string, int[]> Preparations = [];

    /// <summary>
    /// Carries out one operation on an unshared collection, which another thread shares between the operation's first look and its work; tells what a plain one has afterwards. Nothing looks at the shared one here, which
    /// would find what was not told. Operations that change nothing, and those that were tried before, are left out: then it tells nothing.
    /// </summary>
    internal static string ChangeWhenItHasBecomeShared(string name, int seed, HashSet<string> tried)
    {
        SharedKind kind = SharedKind.Of(name);
        object plain = kind.Make(), collection = kind.Create();
        foreach (int preparation in Preparations.GetOrAdd(name, static (_, kind) => FindPreparations(kind), kind))
        {
            new RandomOperation(kind, preparation).OnFramework(plain);
            new RandomOperation(kind, preparation).ThroughShim(collection);
        }
        string before = ContentOf(kind, plain);
        RandomOperation operation = new(kind, seed);
        operation.OnFramework(plain);
        string after = ContentOf(kind, plain);
        if (after == before || after.Length == 0 || !tried.Add(operation.Member))
            return "";
        bool stopped = false;
        Pause(typeof(Cluster).Assembly, () =>
        {
            stopped = true;
            InAnotherThread(() => Root!.Anything = collection);
        });
        new RandomOperation(kind, seed).ThroughShim(collection);
        return stopped ? after : throw new InvalidOperationException($"{operation} does not stop.");
    }

    // Operations after which there are some items, so that any of them can be taken out.
    private static int[] FindPreparations(SharedKind kind)
    {
        List<int> found = [];
        string content = "";
        for (int seed = 1_000; found.Count < Prepared; seed++)
        {
            object collection = kind.Make();
            foreach (int preparation in found.Append(seed))
                new RandomOperation(kind, preparation).OnFramework(collection);
            string grown = ContentOf(kind, collection);
            if (grown.Length <= content.Length)
                continue;
            found.Add(seed);
            content = grown;
        }
        return [.. found];
    }

    private static void Pause(Assembly assembly, Action action) => assembly.GetType(Interludes.Class, throwOnError: true)!.GetField(Interludes.Field)!.SetValue(null, action);

    private static void InAnotherThread(Action action)
    {
        Exception? failure = null;
        Thread thread = new(() =>
        {
            try
            {
                action();
            }
            catch (Exception e) when (e is NotSupportedException or InvalidOperationException or ClusterUnavailableException)
            {
                failure = e;
            }
        });
        thread.Start();
        if (!thread.Join(TimeSpan.FromSeconds(30)))
            throw new TimeoutException("The other thread does not come to an end.");
        if (failure is not null)
            throw new InvalidOperationException("The other thread has failed.", failure);
    }
}
