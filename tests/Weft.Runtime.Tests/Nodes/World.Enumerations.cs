using System.Collections;
using System.Reflection;
using System.Text;
using Weft.Runtime.Tests.Collections;

namespace Weft.Runtime.Tests.Nodes;

/// <content>Enumerations that go on while another node changes the collection.</content>
internal static partial class World
{
    private const int Filled = 3;

    private static readonly string[] Adders = ["Add", "TryAdd", "Enqueue", "Push", "AddLast", "set_Item"];

    private static IEnumerator[] _enumerations = [];

    private static SharedKind[] EnumeratedKinds => [.. SharedKind.All.Where(kind => kind.Framework != typeof(StringBuilder))];

    private static IEnumerable<(SharedKind Kind, object Collection)> Enumerated => EnumeratedKinds.Zip((object[])Root!.Anything!);

    /// <summary>Shares a collection of each kind, with a few items.</summary>
    internal static void ShareToEnumerate(bool adopted)
    {
        object[] collections = [.. EnumeratedKinds.Select(kind => adopted ? kind.Make() : kind.Create())];
        foreach ((SharedKind kind, object collection) in EnumeratedKinds.Zip(collections))
        {
            for (int item = 0; item < Filled; item++)
                AddItem(kind, collection, item, plain: false);
        }
        Root!.Anything = collections;
    }

    /// <summary>Begins to enumerate each.</summary>
    internal static void BeginToEnumerate() => _enumerations = [.. Enumerated.Select(each => Begin(each.Collection))];

    internal static void AddToEnumerated()
    {
        foreach ((SharedKind kind, object collection) in Enumerated)
            AddItem(kind, collection, Filled, plain: false);
    }

    /// <summary>Whether what another node has added is here.</summary>
    internal static bool HasAdded() => Enumerated.All(each => IsAdded(each.Kind, each.Collection));

    /// <summary>How the enumerations end.</summary>
    internal static string[] EndsOfEnumerations() => [.. EnumeratedKinds.Zip(_enumerations).Select(each => $"{each.First.Name}: {End(each.Second)}")];

    /// <summary>How those of the framework's own end, to which the same is done.</summary>
    internal static string[] EndsOfPlainEnumerations() => [.. EnumeratedKinds.Select(kind => $"{kind.Name}: {EndOfPlain(kind)}")];

    private static string EndOfPlain(SharedKind kind)
    {
        object collection = kind.Make();
        for (int item = 0; item < Filled; item++)
            AddItem(kind, collection, item, plain: true);
        IEnumerator enumeration = Begin(collection);
        AddItem(kind, collection, Filled, plain: true);
        if (!IsAdded(kind, collection))
            throw new InvalidOperationException($"{kind.Name} does not show what was added");
        return End(enumeration);
    }

    private static IEnumerator Begin(object collection)
    {
        object enumerable = collection.GetType().GetProperty("UnorderedItems")?.GetValue(collection) ?? collection;
        IEnumerator enumeration = ((IEnumerable)enumerable).GetEnumerator();
        if (!enumeration.MoveNext())
            throw new InvalidOperationException("it is empty");
        return enumeration;
    }

    private static string End(IEnumerator enumeration)
    {
        try
        {
            while (enumeration.MoveNext())
                _ = enumeration.Current;
            return "no exception";
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            return e.GetType().Name;
        }
    }

    private static bool IsAdded(SharedKind kind, object collection) =>
        collection is BitArray bits ? bits[Filled] : (int)kind.Shims.GetMethod("get_Count")!.Invoke(null, [collection])! == Filled + 1;

    private static void AddItem(SharedKind kind, object collection, int item, bool plain)
    {
        IEnumerable<MethodInfo> candidates = plain ? kind.Framework.GetMethods(BindingFlags.Public | BindingFlags.Instance) : kind.Shims.GetMethods(BindingFlags.Public | BindingFlags.Static);
        int self = plain ? 0 : 1;
        MethodInfo add = candidates.Where(method => Adders.Contains(method.Name) && !method.IsGenericMethod && method.GetParameters().Skip(self).All(parameter => IsItem(parameter.ParameterType)))
            .OrderBy(method => Array.IndexOf(Adders, method.Name)).ThenBy(method => method.GetParameters().Length).First();
        object?[] values = [.. add.GetParameters().Skip(self).Select(parameter => Item(parameter.ParameterType, item))];
        add.Invoke(plain ? collection : null, plain ? values : [collection, .. values]);
    }

    private static bool IsItem(Type type) => type == typeof(int) || type == typeof(string) || type == typeof(object) || type == typeof(bool);

    private static object Item(Type type, int item) => type == typeof(bool) ? true : type == typeof(int) ? item : type == typeof(string) ? $"item {item}" : item;
}
