using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using Weft.Runtime.Contract;
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

    /// <summary>
    /// Carries out an operation whose code shares the collection, from another thread, at its second call, and fails at its fourth; tells what a plain one has afterwards. Nothing looks at the shared one here.
    /// </summary>
    internal static string FailWhenItHasBecomeShared(string operation)
    {
        string kind = operation[..operation.LastIndexOf('.')];
        object plain = SharedKind.Of(kind).Make(), collection = SharedKind.Of(kind).Create();
        foreach (object each in (object[])[plain, collection])
            Fill(each);
        RunFailing(operation, plain, static () => { });
        RunFailing(operation, collection, () => InAnotherThread(() => Root!.Anything = collection));
        return ContentOf(SharedKind.Of(kind), plain);
    }

    private static void Fill(object collection)
    {
        foreach (int item in (int[])[5, 1, 4, 2, 3, 9])
        {
            if (collection is ICollection<int> typed)
                typed.Add(item);
            else
                ((IList)collection).Add(item);
        }
    }

    private static void RunFailing(string operation, object collection, Action share)
    {
        int calls = 0;
        try
        {
            switch (operation)
            {
                case "List`1.AddRange":
                    ListShims<int>.AddRange((List<int>)collection, Items());
                    break;
                case "List`1.RemoveAll":
                    ListShims<int>.RemoveAll((List<int>)collection, item => Called() && item % 2 == 1);
                    break;
                case "List`1.Sort":
                    ListShims<int>.Sort((List<int>)collection, (left, right) => Called() ? left.CompareTo(right) : 0);
                    break;
                case "HashSet`1.UnionWith":
                    HashSetShims<int>.UnionWith((HashSet<int>)collection, Items());
                    break;
                case "HashSet`1.ExceptWith":
                    HashSetShims<int>.ExceptWith((HashSet<int>)collection, Items().Select(static item => item - 100));
                    break;
                case "SortedSet`1.UnionWith":
                    SortedSetShims<int>.UnionWith((SortedSet<int>)collection, Items());
                    break;
                case "ArrayList.Sort":
                    ArrayListShims.Sort((ArrayList)collection, Comparer<object>.Create((left, right) => Called() ? ((int)left).CompareTo((int)right) : 0));
                    break;
                case "ImmutableList`1.Builder.AddRange":
                    ImmutableListBuilderShims<int>.AddRange((ImmutableList<int>.Builder)collection, Items());
                    break;
                default:
                    ImmutableArrayBuilderShims<int>.AddRange((ImmutableArray<int>.Builder)collection, Items());
                    break;
            }
        }
        catch (InvalidOperationException)
        {
            calls = -1;
        }
        if (calls != -1)
            throw new InvalidOperationException($"{operation} does not fail.");

        IEnumerable<int> Items()
        {
            for (int item = 101; Called(); item++)
                yield return item;
        }

        bool Called()
        {
            if (++calls == 2)
                share();
            return calls < 4 ? true : throw new InvalidOperationException("It fails in the middle.");
        }
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
