using System.Collections.ObjectModel;
using Weft.Runtime.Contract;

namespace Weft.Runtime.Tests.Nodes;

/// <content>Instances that are never without their state: of classes that derive from collections, and of those that work on one.</content>
internal static partial class World
{
    internal static void ShareHerd()
    {
        Herd herd = new() { Name = "top" };
        Herd child = new() { Name = "child", Parent = herd };
        ListShims<Herd>.Add(herd, child);
        Root!.Anything = herd;
    }

    internal static void GrowHerd(string name) => Locked(() =>
    {
        Herd herd = (Herd)Root!.Anything!;
        Herd child = new() { Name = name, Parent = herd };
        ListShims<Herd>.Add(child, new Herd { Name = name + "'s", Parent = child });
        ListShims<Herd>.Insert(herd, 0, child);
        herd.Name += "+";
    });

    internal static void CullHerd() => Locked(() => ListShims<Herd>.RemoveAt((Herd)Root!.Anything!, 0));

    internal static string DescribeHerd()
    {
        string text = "";
        Locked(() => text = ((Herd)Root!.Anything!).Describe());
        return text;
    }

    internal static bool HerdIsOneObject() => Root!.Anything is Herd herd && ListShims<Herd>.get_Item(herd, 0).Parent == herd;

    /// <summary>Adds through the framework's own code, which the runtime does not see.</summary>
    internal static void GrowHerdUnseen(string name) => Locked(() => ((Herd)Root!.Anything!).Add(new Herd { Name = name, Parent = (Herd)Root!.Anything! }));

    internal static void ShareObserved(bool unseen)
    {
        ObservableCollection<string> observed = unseen ? ["a"] : ObservableCollectionShims<string>.Create();
        observed.Add("b");
        Root!.Anything = observed;
    }

    internal static void AddObserved(string text) => Locked(() => ((ObservableCollection<string>)Root!.Anything!).Add(text));

    internal static string DescribeObserved()
    {
        string text = "";
        Locked(() => text = string.Join(",", (ObservableCollection<string>)Root!.Anything!));
        return text;
    }

    internal static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }

    private static void Locked(Action action)
    {
        MonitorShims.Enter(Root!.Gate);
        try
        {
            action();
        }
        finally
        {
            MonitorShims.Exit(Root!.Gate);
        }
    }
}
