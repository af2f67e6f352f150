using Weft.Runtime.Contract;

namespace Weft.Runtime.Tests.Nodes;

/// <content>Collections whose keys are compared by what the program changes while they are out of them.</content>
internal static partial class World
{
    internal static void ShareRanks(int items)
    {
        SortedSet<Item> set = SortedSetShims<Item>.Create(new ByCount());
        SortedDictionary<Item, string> map = SortedDictionaryShims<Item, string>.Create(new ByCount());
        HashSet<Item> hashed = HashSetShims<Item>.Create(new ByCount());
        Dictionary<Item, string> hashedMap = DictionaryShims<Item, string>.Create(new ByCount());
        Item[] all = [.. Enumerable.Range(0, items).Select(i => new Item { Name = $"item {i}", Count = i })];
        foreach (Item item in all)
        {
            set.Add(item);
            map.Add(item, item.Name!);
            hashed.Add(item);
            hashedMap.Add(item, item.Name!);
        }
        Root!.Anything = new object[] { all, set, map, hashed, hashedMap };
    }

    /// <summary>Takes items out, gives them other ranks, those of each other among them, and puts them in again.</summary>
    internal static void Rerank(int[] items, int[] ranks) => Locked(() =>
    {
        object[] parts = (object[])Root!.Anything!;
        Item[] all = (Item[])parts[0];
        SortedSet<Item> set = (SortedSet<Item>)parts[1];
        SortedDictionary<Item, string> map = (SortedDictionary<Item, string>)parts[2];
        HashSet<Item> hashed = (HashSet<Item>)parts[3];
        Dictionary<Item, string> hashedMap = (Dictionary<Item, string>)parts[4];
        foreach (int index in items)
        {
            Item item = all[index];
            if (!SortedSetShims<Item>.Remove(set, item) || !SortedDictionaryShims<Item, string>.Remove(map, item) || !HashSetShims<Item>.Remove(hashed, item) || !DictionaryShims<Item, string>.Remove(hashedMap, item))
                throw new InvalidOperationException($"{item.Name} was not found");
        }
        for (int i = 0; i < items.Length; i++)
        {
            Item item = all[items[i]];
            item.Count = ranks[i];
            SortedSetShims<Item>.Add(set, item);
            SortedDictionaryShims<Item, string>.Add(map, item, item.Name!);
            HashSetShims<Item>.Add(hashed, item);
            DictionaryShims<Item, string>.Add(hashedMap, item, item.Name!);
            DictionaryShims<Item, string>.set_Item(hashedMap, item, item.Name!);
        }
    });

    internal static string Ranks()
    {
        string content = "";
        Locked(() =>
        {
            object[] parts = (object[])Root!.Anything!;
            List<string> sorted = [], mapped = [], hashed = [], hashedMap = [];
            foreach (Item item in Listed(SortedSetShims<Item>.GetEnumerator((SortedSet<Item>)parts[1])))
                sorted.Add(item.Name!);
            foreach (KeyValuePair<Item, string> entry in Listed(SortedDictionaryShims<Item, string>.GetEnumerator((SortedDictionary<Item, string>)parts[2])))
                mapped.Add(entry.Value);
            foreach (Item item in Listed(HashSetShims<Item>.GetEnumerator((HashSet<Item>)parts[3])))
                hashed.Add(item.Name!);
            foreach (KeyValuePair<Item, string> entry in Listed(DictionaryShims<Item, string>.GetEnumerator((Dictionary<Item, string>)parts[4])))
                hashedMap.Add(entry.Value);
            hashed.Sort(StringComparer.Ordinal);
            hashedMap.Sort(StringComparer.Ordinal);
            content = string.Join("; ", ((IEnumerable<List<string>>)[sorted, mapped, hashed, hashedMap]).Select(each => string.Join(",", each)));
        });
        return content;
    }

    private static IEnumerable<T> Listed<T>(IEnumerator<T> items)
    {
        while (items.MoveNext())
            yield return items.Current;
    }
}

/// <summary>Compares shared objects by what can change of them.</summary>
internal sealed class ByCount : IComparer<Item>, IEqualityComparer<Item>
{
    public int Compare(Item? x, Item? y) => x!.Count.CompareTo(y!.Count);

    public bool Equals(Item? x, Item? y) => x!.Count == y!.Count;

    public int GetHashCode(Item item) => item.Count;
}
