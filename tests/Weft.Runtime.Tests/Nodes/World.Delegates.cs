using Weft.Runtime.Values;

namespace Weft.Runtime.Tests.Nodes;

/// <content>Delegates in shared objects.</content>
internal static partial class World
{
    internal static void StoreDelegate(string which) => Locked(() => Root!.Anything = Chosen(which));

    private static Func<int, int> Chosen(string which) => which switch
    {
        "static" => Twice,
        "lambda" => static number => number + 100,
        "receiver" => new Item { Count = 7 }.Plus,
        "root" => Root!.Plus,
        "extension" => Root!.PlusCount,
        "several" => (Func<int, int>)Delegate.Combine((Func<int, int>)Twice, (Func<int, int>)Root!.Plus, (Func<int, int>)(static number => number + 100))!,
        "framework" => Math.Abs,
        "generic" => Same<int>,
        _ => Capturing(which.Length),
    };

    internal static string StoreRefusedDelegate(string which)
    {
        try
        {
            StoreDelegate(which);
            return "stored";
        }
        catch (NonPortableException e)
        {
            return $"{e.Path} {Root!.Anything ?? "null"}";
        }
    }

    internal static string CallDelegate(int number)
    {
        Func<int, int>? stored = null;
        Locked(() => stored = (Func<int, int>?)Root!.Anything);
        return string.Join(",", Delegate.EnumerateInvocationList(stored).GetEnumerator().All().Select(one => one(number)));
    }

    internal static void RemoveDelegate(string which) => Locked(() =>
        Root!.Anything = Delegate.Remove((Delegate)Root.Anything!, which == "static" ? (Func<int, int>)Twice : Root.Plus));

    internal static bool DelegateTargetIsRoot()
    {
        bool same = false;
        Locked(() => same = ((Delegate)Root!.Anything!).Target == Root);
        return same;
    }

    internal static void StoreUnknownDelegate() => Locked(() => Root!.Anything = new UnknownMethod("|Test.Nowhere, Test::Int32 Vanished(Int32)", Root, "told").Delegate(typeof(Func<int, int>)));

    internal static string CallUnknownDelegate()
    {
        try
        {
            return CallDelegate(1);
        }
        catch (MissingMethodException e)
        {
            return e.Message;
        }
    }

    /// <summary>Stores again what is there, which must be the same for the node that can call it.</summary>
    internal static void StoreDelegateAgain() => Locked(() => Root!.Anything = Delegate.Combine((Delegate)Root.Anything!, (Func<int, int>)Twice));

    private static int Twice(int number) => number * 2;

    private static T Same<T>(T value) => value;

    private static Func<int, int> Capturing(int captured) => number => number + captured;

    private static List<T> All<T>(this Delegate.InvocationListEnumerator<T> enumerator) where T : Delegate
    {
        List<T> all = [];
        while (enumerator.MoveNext())
            all.Add(enumerator.Current);
        return all;
    }

    private static int Plus(this Item item, int number) => item.Count + number;

    private static int PlusCount(this Item item, int number) => item.Count + number + 1000;
}
