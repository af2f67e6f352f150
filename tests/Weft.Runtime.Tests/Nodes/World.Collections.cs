using Weft.Runtime.Contract;
using Weft.Runtime.Tests.Collections;

namespace Weft.Runtime.Tests.Nodes;

/// <content>Shared collections of every kind.</content>
internal static partial class World
{
    /// <summary>Makes a collection, works on it while it is unshared, then shares it.</summary>
    internal static void ShareCollection(string name, bool adopted, int seed, int steps)
    {
        SharedKind kind = SharedKind.Of(name);
        object collection = adopted ? Activator.CreateInstance(kind.Framework)! : kind.Create();
        for (int step = 0; step < steps; step++)
            new RandomOperation(kind, seed + step).ThroughShim(collection);
        Root!.Anything = collection;
    }

    internal static string Operate(string name, int seed)
    {
        MonitorShims.Enter(Root!.Gate);
        try
        {
            return new RandomOperation(SharedKind.Of(name), seed).ThroughShim(Root!.Anything!);
        }
        finally
        {
            MonitorShims.Exit(Root!.Gate);
        }
    }

    internal static void OperateOften(string name, int seed, int steps)
    {
        SharedKind kind = SharedKind.Of(name);
        object collection = Root!.Anything!;
        for (int step = 0; step < steps; step++)
            new RandomOperation(kind, seed + step).ThroughShim(collection);
    }

    internal static string LockedContent(string name)
    {
        MonitorShims.Enter(Root!.Gate);
        try
        {
            return ContentOf(SharedKind.Of(name), Root!.Anything!);
        }
        finally
        {
            MonitorShims.Exit(Root!.Gate);
        }
    }

    internal static void ChangeThroughView()
    {
        MonitorShims.Enter(Root!.Gate);
        try
        {
            SortedSet<int> set = (SortedSet<int>)Root!.Anything!;
            SortedSetShims<int>.UnionWith(set, [1, 2, 20]);
            SortedSet<int> low = SortedSetShims<int>.GetViewBetween(set, 0, 10);
            SortedSet<int> high = SortedSetShims<int>.GetViewBetween(set, 15, 100);
            SortedSetShims<int>.Add(low, 3);
            SortedSetShims<int>.Remove(low, 1);
            SortedSetShims<int>.Clear(high);
            SortedSetShims<int>.Add(high, 21);
        }
        finally
        {
            MonitorShims.Exit(Root!.Gate);
        }
    }

    internal static string ContentOf(SharedKind kind, object collection)
    {
        IEnumerable<string> items = ((System.Collections.IEnumerable)collection).Cast<object?>().Select(RandomOperation.Text);
        return string.Join(",", kind.IsOrdered ? items : items.Order(StringComparer.Ordinal));
    }
}
