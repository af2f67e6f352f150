using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Accepted;

/// <summary>Collections that are asked by another kind of key than theirs.</summary>
public sealed class AlternateLookups : Construct
{
    private readonly Dictionary<string, int> _counts = new() { ["there"] = 1, ["gone"] = 2 };
    private readonly HashSet<string> _words = new(StringComparer.OrdinalIgnoreCase) { "There", "gone" };
    private readonly ConcurrentDictionary<string, int> _shares = new() { ["there"] = 1, ["gone"] = 2 };
    private readonly Dictionary<Account, string> _owners = new(new ByNumber()) { [new Account("7")] = "ann" };

    public override string Act()
    {
        Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> counts = _counts.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (Range word in "a b a c".AsSpan().Split(' '))
            counts["a b a c".AsSpan(word)] = counts.TryGetValue("a b a c".AsSpan(word), out int before) ? before + 1 : 1;
        CollectionsMarshal.GetValueRefOrAddDefault(counts, "d", out bool wasThere) += 4;
        CollectionsMarshal.GetValueRefOrNullRef(counts, "there") += 10;
        string dictionary = $"{counts.ContainsKey("there")} {counts.TryAdd("there", 5)} {counts.TryAdd("new", 5)} {counts.Remove("gone", out string? key, out int value)} {key}={value} {counts.Remove("gone")} {counts["there"]} {wasThere} {Missing(counts)}";
        bool suits = _words.TryGetAlternateLookup(out HashSet<string>.AlternateLookup<ReadOnlySpan<char>> words);
        string set = $"{suits} {words.Contains("THERE")} {words.TryGetValue("there", out string? actual)} {actual} {words.Add("THERE")} {words.Add("Made")} {words.Remove("GONE")} {words.Remove("GONE")}";
        return $"{dictionary} | {set} | {Shares()} | {Owners()}";
    }

    public override string Show() =>
        $"{Shown(_counts)} {string.Join(",", _words.Order(StringComparer.Ordinal))} {Shown(_shares)} {string.Join(",", _owners.Select(static pair => $"{pair.Key.Name}={pair.Value}").Order(StringComparer.Ordinal))}";

    private string Shares()
    {
        ConcurrentDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> shares = _shares.GetAlternateLookup<ReadOnlySpan<char>>();
        shares["there"]++;
        shares["set"] = 3;
        return $"{shares.TryAdd("new", 4)} {shares.TryAdd("there", 4)} {shares.TryRemove("gone", out string? key, out int value)} {key}={value} {shares.TryRemove("gone", out _)} {shares.ContainsKey("set")} {shares.TryGetValue("new", out string? actual, out _)} {actual} {shares["there"]}";
    }

    // The dictionary's comparer makes keys of the program's own class, and cannot make some.
    private string Owners()
    {
        Dictionary<Account, string>.AlternateLookup<int> owners = _owners.GetAlternateLookup<int>();
        owners[7] += "!";
        owners[8] = "bob";
        string none = "made";
        try
        {
            owners.TryAdd(-1, "nobody");
        }
        catch (ArgumentOutOfRangeException e)
        {
            none = e.GetType().Name;
        }
        return $"{none} {owners.TryGetValue(8, out Account? actual, out string? name)} {actual?.Name} {name}";
    }

    private static string Missing(Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> counts)
    {
        try
        {
            return counts["missing"].ToString(CultureInfo.InvariantCulture);
        }
        catch (KeyNotFoundException e)
        {
            return e.GetType().Name;
        }
    }

    private static string Shown(IEnumerable<KeyValuePair<string, int>> map) => string.Join(",", map.Select(static pair => $"{pair.Key}={pair.Value}").Order(StringComparer.Ordinal));

    private sealed class Account(string name)
    {
        public string Name { get; } = name;
    }

    private sealed class ByNumber : IEqualityComparer<Account>, IAlternateEqualityComparer<int, Account>
    {
        public bool Equals(Account? x, Account? y) => x?.Name == y?.Name;

        public bool Equals(int alternate, Account other) => other.Name == alternate.ToString(CultureInfo.InvariantCulture);

        public int GetHashCode([DisallowNull] Account obj) => obj.Name.GetHashCode(StringComparison.Ordinal);

        public int GetHashCode(int alternate) => alternate.ToString(CultureInfo.InvariantCulture).GetHashCode(StringComparison.Ordinal);

        public Account Create(int alternate) => alternate < 0 ? throw new ArgumentOutOfRangeException(nameof(alternate)) : new Account(alternate.ToString(CultureInfo.InvariantCulture));
    }
}
