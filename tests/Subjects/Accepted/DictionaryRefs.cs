using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Accepted;

/// <summary>Addresses of values in shared dictionaries, and lists whose count is set.</summary>
public sealed class DictionaryRefs : Construct
{
    private readonly Dictionary<string, int> _counts = new() { ["there"] = 1 };
    private readonly Dictionary<int, Entry> _entries = new() { [1] = new Entry { Name = "one" } };
    private readonly Dictionary<string, string?> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<Key, List<int>?> _lists = [];
    private readonly List<int> _numbers = [1, 2, 3];
    private readonly List<string?> _texts = ["a"];
    private int _rounds;

    public override string Act()
    {
        foreach (string word in "a b a c b a".Split(' '))
            CollectionsMarshal.GetValueRefOrAddDefault(_counts, word, out _)++;
        ref int count = ref CollectionsMarshal.GetValueRefOrNullRef(_counts, "there");
        count = 5;
        count += 2;
        bool absent = Unsafe.IsNullRef(ref CollectionsMarshal.GetValueRefOrNullRef(_counts, "absent"));
        lock (this)
        {
            ref Entry entry = ref CollectionsMarshal.GetValueRefOrNullRef(_entries, 1);
            entry.Times++;
            entry.Name += "!";
            ref Entry added = ref CollectionsMarshal.GetValueRefOrAddDefault(_entries, 2, out bool there);
            added.Name = there ? "old" : "new";
            added.Times = 7;
        }
        ref string? name = ref CollectionsMarshal.GetValueRefOrAddDefault(_names, "Key", out _);
        name ??= "made";
        ref string? again = ref CollectionsMarshal.GetValueRefOrAddDefault(_names, "KEY", out bool known);
        again ??= "twice";
        CollectionsMarshal.GetValueRefOrAddDefault(_names, "empty", out _);
        (CollectionsMarshal.GetValueRefOrAddDefault(_lists, new Key(1), out _) ??= []).Add(1);
        (CollectionsMarshal.GetValueRefOrAddDefault(_lists, new Key(1), out _) ??= []).Add(2);
        Publish();
        _counts["there"] = 8;
        count += 2;
        Publish();
        CollectionsMarshal.SetCount(_numbers, 5);
        CollectionsMarshal.AsSpan(_numbers)[3..].Fill(9);
        CollectionsMarshal.SetCount(_texts, 3);
        _texts[2] = "c";
        Publish();
        CollectionsMarshal.SetCount(_numbers, 4);
        string negative = "none";
        try
        {
            CollectionsMarshal.SetCount(_numbers, -1);
        }
        catch (ArgumentOutOfRangeException e)
        {
            negative = e.GetType().Name;
        }
        return $"{absent} {known} {negative}";
    }

    public override string Show() =>
        $"{Shown(_counts)} {Shown(_entries)} {Shown(_names)} {string.Join(";", _lists.Select(pair => $"{pair.Key.Number}={string.Join(",", pair.Value!)}"))} {string.Join(",", _numbers)} {string.Join(",", _texts)} {_rounds}";

    private void Publish()
    {
        lock (this)
            _rounds++;
    }

    private static string Shown<TKey, TValue>(Dictionary<TKey, TValue> map) where TKey : notnull => string.Join(",", map.Select(pair => $"{pair.Key}={pair.Value}").Order(StringComparer.Ordinal));

    private struct Entry
    {
        public string Name;
        public int Times;

        public override readonly string ToString() => $"{Name}*{Times}";
    }

    /// <summary>Compared by code of the program.</summary>
    private sealed class Key(int number)
    {
        public int Number { get; } = number;

        public override bool Equals(object? obj) => obj is Key other && other.Number == Number;

        public override int GetHashCode() => Number;
    }
}
