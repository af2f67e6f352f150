using System.Collections;
using Weft.Runtime.Contract;

namespace Weft.Runtime.Tests.Nodes;

/// <content>The framework's wrappers of non-generic collections, made by code that is not woven.</content>
internal static partial class World
{
    private static object? _wrapper;
    private static object? _plainWrapper;

    private static readonly Dictionary<string, Func<object, object>> Wrap = new()
    {
        ["Synchronized list"] = inner => ArrayList.Synchronized((ArrayList)inner),
        ["FixedSize list"] = inner => ArrayList.FixedSize((ArrayList)inner),
        ["ReadOnly list"] = inner => ArrayList.ReadOnly((ArrayList)inner),
        ["Adapter list"] = inner => ArrayList.Adapter((ArrayList)inner),
        ["FixedSize of synchronized list"] = inner => ArrayList.FixedSize(ArrayList.Synchronized((ArrayList)inner)),
        ["Range list"] = inner => ((ArrayList)inner).GetRange(1, 3),
        ["Range of fixed list"] = inner => ArrayList.FixedSize((ArrayList)inner).GetRange(1, 3),
        ["Synchronized interface"] = inner => ArrayList.Synchronized((IList)inner),
        ["FixedSize interface"] = inner => ArrayList.FixedSize((IList)inner),
        ["Adapter of array list"] = inner => ArrayList.Adapter((IList)inner),
        ["Adapter of generic list"] = inner => ArrayList.Adapter((IList)inner),
        ["Synchronized queue"] = inner => Queue.Synchronized((Queue)inner),
        ["Synchronized stack"] = inner => Stack.Synchronized((Stack)inner),
        ["Synchronized table"] = inner => Hashtable.Synchronized((Hashtable)inner),
        ["Synchronized sorted"] = inner => SortedList.Synchronized((SortedList)inner),
        ["Woven Synchronized list"] = inner => ArrayListShims.Synchronized((ArrayList)inner),
        ["Woven FixedSize interface"] = inner => ArrayListShims.FixedSize((IList)inner),
        ["Woven Adapter of array list"] = inner => ArrayListShims.Adapter((IList)inner),
        ["Woven Synchronized queue"] = inner => QueueShims.Synchronized((Queue)inner),
        ["Woven Synchronized stack"] = inner => StackShims.Synchronized((Stack)inner),
        ["Woven Synchronized table"] = inner => HashtableShims.Synchronized((Hashtable)inner),
        ["Woven Synchronized sorted"] = inner => SortedListShims.Synchronized((SortedList)inner),
    };

    internal static IEnumerable<string> WrapperNames => Wrap.Keys;

    /// <summary>Shares a collection, or a wrapper of it, and keeps another pair that is never shared.</summary>
    /// <param name="name">Which wrapper.</param>
    /// <param name="own">Whether woven code made the collection.</param>
    /// <param name="whole">Whether the wrapper is shared, or only the collection.</param>
    internal static void ShareWrapped(string name, bool own, bool whole)
    {
        object inner = InnerOf(name, own);
        _wrapper = Wrap[name](inner);
        _plainWrapper = Wrap[name.Replace("Woven ", "", StringComparison.Ordinal)](InnerOf(name, own: false));
        Locked(() => Root!.Anything = whole ? _wrapper : inner);
    }

    internal static string ShareRange(bool own)
    {
        object inner = InnerOf("Range list", own);
        return Refusal(() => Root!.Anything = Wrap["Range list"](inner));
    }

    /// <summary>Changes what is shared through the wrapper, or through that of this node.</summary>
    internal static string ActThroughWrapper(string name, int round, bool woven)
    {
        string acted = "";
        Locked(() => acted = Act(_wrapper ?? (IsWrapped(Root!.Anything!) ? Root!.Anything! : Wrap[name](Root!.Anything!)), round, woven));
        return acted;
    }

    internal static string ActThroughPlainWrapper(int round) => Act(_plainWrapper!, round, woven: false);

    internal static string WrappedContent()
    {
        string content = "";
        Locked(() => content = Shown(Root!.Anything!));
        return content;
    }

    internal static string PlainWrappedContent(string name, bool whole) =>
        whole ? Shown(_plainWrapper!) : Shown(_plainInner!);

    private static object? _plainInner;

    private static bool IsWrapped(object collection) => collection.GetType().IsNestedPrivate || collection.GetType().Name.StartsWith("Synchronized", StringComparison.Ordinal);

    private static object InnerOf(string name, bool own)
    {
        string[] items = ["d", "b", "e", "a", "c"];
        object made = name switch
        {
            "Adapter of array list" or "Woven Adapter of array list" => new object[] { "d", "b", "e", "a", "c" },
            "Adapter of generic list" => own ? ListShims<object>.Create(items) : new List<object>(items),
            _ when name.EndsWith("queue", StringComparison.Ordinal) => own ? QueueShims.Create(items) : new Queue(items),
            _ when name.EndsWith("stack", StringComparison.Ordinal) => own ? StackShims.Create(items) : new Stack(items),
            _ when name.EndsWith("table", StringComparison.Ordinal) => own ? HashtableShims.Create() : new Hashtable(),
            _ when name.EndsWith("sorted", StringComparison.Ordinal) => own ? SortedListShims.Create() : new SortedList(),
            _ => own ? ArrayListShims.Create(items) : new ArrayList(items),
        };
        if (made is IDictionary map)
        {
            foreach (string item in items)
                map.Add(item, item);
        }
        if (!own)
            _plainInner = made;
        return made;
    }

    private static string Shown(object collection) => collection switch
    {
        Hashtable table => string.Join(",", table.Cast<DictionaryEntry>().Select(entry => $"{entry.Key}={entry.Value}").Order(StringComparer.Ordinal)),
        SortedList list => string.Join(",", Enumerable.Range(0, list.Count).Select(index => $"{list.GetKey(index)}={list.GetByIndex(index)}")),
        _ => string.Join(",", ((IEnumerable)collection).Cast<object>()),
    };

    private static string Act(object wrapper, int round, bool woven)
    {
        List<string> ends = [];
        foreach (Func<object?> step in wrapper switch
        {
            ArrayList list => woven ? Steps(list, round) : PlainSteps(list, round),
            Queue queue => woven ? [() => { QueueShims.Enqueue(queue, $"q{round}"); return null; }, () => QueueShims.Dequeue(queue), () => QueueShims.Peek(queue)]
                : (Func<object?>[])[() => { queue.Enqueue($"q{round}"); return null; }, queue.Dequeue, queue.Peek],
            Stack stack => woven ? [() => { StackShims.Push(stack, $"q{round}"); return null; }, () => { StackShims.Push(stack, $"r{round}"); return null; }, () => StackShims.Pop(stack)]
                : (Func<object?>[])[() => { stack.Push($"q{round}"); return null; }, () => { stack.Push($"r{round}"); return null; }, stack.Pop],
            Hashtable table => woven ? Steps(table, round) : PlainSteps(table, round),
            SortedList list => woven ? Steps(list, round) : PlainSteps(list, round),
            _ => woven ? Steps((IList)wrapper, round) : PlainSteps((IList)wrapper, round),
        })
        {
            try
            {
                ends.Add(step()?.ToString() ?? "-");
            }
            catch (Exception e) when (e is NotSupportedException or ArgumentException or InvalidOperationException)
            {
                ends.Add(e.GetType().Name);
            }
        }
        ends.Add(Shown(wrapper));
        return string.Join(" ", ends);
    }

    private static Func<object?>[] Steps(ArrayList list, int round) =>
    [
        () => ArrayListShims.Add(list, $"z{round}"), () => { ArrayListShims.Insert(list, 0, $"y{round}"); return null; }, () => { ArrayListShims.set_Item(list, 1, $"x{round}"); return null; },
        () => { ArrayListShims.Remove(list, "e"); return null; }, () => { ArrayListShims.RemoveAt(list, 0); return null; }, () => { ArrayListShims.AddRange(list, new[] { "m", "n" }); return null; },
        () => { ArrayListShims.SetRange(list, 0, new[] { $"s{round}" }); return null; }, () => { ArrayListShims.Reverse(list); return null; }, () => { ArrayListShims.Sort(list); return null; },
        () => { ArrayListShims.RemoveRange(list, 0, 1); return null; }, () => ArrayListShims.get_Count(list), () => ArrayListShims.get_Item(list, 0), () => { UntypedListShims.Insert(list, 1, $"u{round}"); return null; },
    ];

    private static Func<object?>[] PlainSteps(ArrayList list, int round) =>
    [
        () => list.Add($"z{round}"), () => { list.Insert(0, $"y{round}"); return null; }, () => { list[1] = $"x{round}"; return null; },
        () => { list.Remove("e"); return null; }, () => { list.RemoveAt(0); return null; }, () => { list.AddRange(new[] { "m", "n" }); return null; },
        () => { list.SetRange(0, new[] { $"s{round}" }); return null; }, () => { list.Reverse(); return null; }, () => { list.Sort(); return null; },
        () => { list.RemoveRange(0, 1); return null; }, () => list.Count, () => list[0], () => { ((IList)list).Insert(1, $"u{round}"); return null; },
    ];

    private static Func<object?>[] Steps(Hashtable table, int round) =>
    [
        () => { HashtableShims.Add(table, $"z{round}", round); return null; }, () => { HashtableShims.Add(table, "a", 0); return null; }, () => { HashtableShims.set_Item(table, "b", round); return null; },
        () => { HashtableShims.Remove(table, round == 1 ? "c" : "d"); return null; }, () => HashtableShims.get_Count(table), () => { UntypedDictionaryShims.set_Item(table, "u", round); return null; },
    ];

    private static Func<object?>[] PlainSteps(Hashtable table, int round) =>
    [
        () => { table.Add($"z{round}", round); return null; }, () => { table.Add("a", 0); return null; }, () => { table["b"] = round; return null; },
        () => { table.Remove(round == 1 ? "c" : "d"); return null; }, () => table.Count, () => { ((IDictionary)table)["u"] = round; return null; },
    ];

    private static Func<object?>[] Steps(SortedList list, int round) =>
    [
        () => { SortedListShims.Add(list, $"z{round}", round); return null; }, () => { SortedListShims.Add(list, "a", 0); return null; }, () => { SortedListShims.set_Item(list, "b", round); return null; },
        () => { SortedListShims.Remove(list, round == 1 ? "c" : "d"); return null; }, () => { SortedListShims.SetByIndex(list, 0, round); return null; }, () => { SortedListShims.RemoveAt(list, 1); return null; }, () => SortedListShims.GetByIndex(list, 0),
    ];

    private static Func<object?>[] PlainSteps(SortedList list, int round) =>
    [
        () => { list.Add($"z{round}", round); return null; }, () => { list.Add("a", 0); return null; }, () => { list["b"] = round; return null; },
        () => { list.Remove(round == 1 ? "c" : "d"); return null; }, () => { list.SetByIndex(0, round); return null; }, () => { list.RemoveAt(1); return null; }, () => list.GetByIndex(0),
    ];

    private static Func<object?>[] Steps(IList list, int round) =>
    [
        () => UntypedListShims.Add(list, $"z{round}"), () => { UntypedListShims.set_Item(list, 1, $"x{round}"); return null; }, () => { UntypedListShims.Remove(list, "e"); return null; }, () => list.Count,
    ];

    private static Func<object?>[] PlainSteps(IList list, int round) =>
    [
        () => list.Add($"z{round}"), () => { list[1] = $"x{round}"; return null; }, () => { list.Remove("e"); return null; }, () => list.Count,
    ];
}
