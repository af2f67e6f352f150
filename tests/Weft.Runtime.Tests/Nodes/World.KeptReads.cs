using System.Collections;
using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;

namespace Weft.Runtime.Tests.Nodes;

/// <content>The reads that ask nobody, of each kind of collection.</content>
internal static partial class World
{
    private static void KeepReads(object collection, string when = "")
    {
        string name = when + (collection.GetType().DeclaringType?.Name + collection.GetType().Name);
        switch (collection)
        {
            case Hashtable table:
                KeepUntyped(name, table, table.Keys, table.Values);
                break;
            case SortedList list:
                KeepUntyped(name, list, list.Keys, list.Values);
                IList positions = list.GetKeyList();
                Reads.Add(name + " GetKeyList", () => positions.Count == 1 && Added.Equals(positions[0]));
                break;
            case IDictionary<string, int> map:
                KeepMap(name, map);
                break;
            case ISet<string> set:
                KeepSet(name, set);
                break;
            case PriorityQueue<string, string> queue:
                PriorityQueue<string, string>.UnorderedItemsCollection items = queue.UnorderedItems;
                Reads.Add(name + " UnorderedItems", () => items.Count == 1 && items.Any(item => item.Element == Added));
                Reads.Add(name + " query", Query(items.Select(item => item.Element)));
                break;
            case object[] array:
                Reads.Add(name + " element", () => array[0] is not null);
                break;
        }
    }

    private static void KeepUntyped(string name, IDictionary map, ICollection keys, ICollection values)
    {
        IEnumerable<string> query = keys.Cast<string>().Where(static key => key != "");
        Reads.Add(name + " Keys", () => keys.Count == 1 && keys.Cast<string>().Single() == Added);
        Reads.Add(name + " Values", () => values.Count == 1 && values.Cast<int>().Single() == 1);
        Reads.Add(name + " query", Query(query));
        Reads.Add(name + " interface", () => map.Contains(Added) && Equals(map[Added], 1) && map.Count == 1);
        Reads.Add(name + " entries", () => map.Cast<DictionaryEntry>().Any(static entry => Added.Equals(entry.Key)));
    }

    [SuppressMessage("Performance", "CA1841:Prefer Dictionary.Contains methods", Justification = "The view is what is tested.")]
    private static void KeepMap(string name, IDictionary<string, int> map)
    {
        (ICollection<string>? keys, ICollection<int>? values) = ViewsOf(map);
        if (keys is not null && values is not null)
        {
            IEnumerable<string> ofKeys = keys.Where(static key => key != "");
            Reads.Add(name + " Keys", () => keys.Count == 1 && keys.Contains(Added) && string.Join(",", keys) == Added);
            Reads.Add(name + " Keys as ICollection", () => ((ICollection)keys).Count == 1 && keys.ToArray()[0] == Added);
            Reads.Add(name + " Keys as IReadOnlyCollection", () => ((IEnumerable<string>)keys).ToList() is [Added]);
            Reads.Add(name + " Keys, a query", Query(ofKeys));
            Reads.Add(name + " Values", () => values.Count == 1 && values.Contains(1) && values.Single() == 1);
        }
        IEnumerable<string> query = map.Select(static entry => entry.Key);
        ReadOnlyDictionary<string, int> wrapper = new(map);
        Reads.Add(name + " query", Query(query));
        Reads.Add(name + " interface", () => map.ContainsKey(Added) && map[Added] == 1 && map.TryGetValue(Added, out _) && map.Count == 1);
        Reads.Add(name + " IReadOnlyDictionary", () => map is not IReadOnlyDictionary<string, int> read || (read.ContainsKey(Added) && read.Count == 1 && read.Keys.Single() == Added));
        Reads.Add(name + " wrapper", () => wrapper.ContainsKey(Added) && wrapper.Count == 1 && wrapper.Keys.Contains(Added));
        Reads.Add(name + " copy", () => new List<KeyValuePair<string, int>>(map).Count == 1 && ((IEnumerable<KeyValuePair<string, int>>)[.. map]).Any());
        Reads.Add(name + " foreach", () =>
        {
            foreach (KeyValuePair<string, int> entry in map)
                return entry.Key == Added;
            return false;
        });
    }

    private static (ICollection<string>? Keys, ICollection<int>? Values) ViewsOf(IDictionary<string, int> map) => map switch
    {
        Dictionary<string, int> own => (own.Keys, own.Values),
        SortedDictionary<string, int> own => (own.Keys, own.Values),
        SortedList<string, int> own => (own.Keys, own.Values),
        OrderedDictionary<string, int> own => (own.Keys, own.Values),
        // Those of the others are copies, in the framework too.
        _ => (null, null),
    };

    private static void KeepSet(string name, ISet<string> set)
    {
        Reads.Add(name + " query", Query(set.Where(static item => item != "")));
        Reads.Add(name + " interface", () => set.Contains(Added) && set.Count == 1 && set.SetEquals([Added]) && set.Overlaps([Added]));
        Reads.Add(name + " copy", () => new List<string>(set) is [Added] && string.Join(",", set) == Added && new HashSet<string>(set).Count == 1);
        Reads.Add(name + " IReadOnlyCollection", () => set is not IReadOnlyCollection<string> read || read.Count == 1);
        if (set is SortedSet<string> sorted)
            Reads.Add(name + " Max", () => sorted.Max == Added && sorted.Reverse().Single() == Added);
    }

    private static Func<bool> Query(IEnumerable<string> query) => () => query.Any() && query.ToArray() is [Added] && string.Join(",", query) == Added;
}
