using Weft.Weaver.Diagnostics;

namespace Weft.Weaver.Configuration;

/// <summary>
/// Reads the keys of one mapping. Every error is reported and reading goes on; <see cref="Finish"/> reports the keys that nobody asked for.
/// </summary>
internal sealed class MapReader
{
    private readonly string _where;
    private readonly SourcePosition _position;
    private readonly DiagnosticBag _diagnostics;
    private readonly Dictionary<string, (YamlScalar Key, YamlNode Value)> _entries = new(StringComparer.Ordinal);
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>Starts to read; anything but a mapping is an error and reads as an empty one.</summary>
    /// <param name="node">The node.</param>
    /// <param name="where">Its name in messages.</param>
    /// <param name="diagnostics">Collects the messages.</param>
    public MapReader(YamlNode node, string where, DiagnosticBag diagnostics)
    {
        (_where, _position, _diagnostics) = (where, node.Position, diagnostics);
        if (node is not YamlMap map)
        {
            diagnostics.Error(Codes.WrongShape, node.Position, $"{where} must be a mapping of keys to values");
            IsMap = false;
            return;
        }
        foreach ((YamlScalar key, YamlNode value) in map.Entries)
        {
            if (_entries.TryGetValue(key.Text!, out var first))
                diagnostics.Error(Codes.DuplicateKey, key.Position, $"'{key.Text}' stands twice in {where}; it stands already in line {first.Key.Position.Line}");
            else
                _entries.Add(key.Text!, (key, value));
        }
    }

    /// <summary>Whether the node was a mapping.</summary>
    public bool IsMap { get; } = true;

    /// <summary>Where the mapping stands.</summary>
    public SourcePosition Position => _position;

    /// <summary>The keys that are there, in the file's order.</summary>
    public bool Has(string key) => _entries.ContainsKey(key);

    /// <summary>The node of a key; null where it is not there.</summary>
    public YamlNode? Node(string key)
    {
        _known.Add(key);
        return _entries.TryGetValue(key, out var entry) ? entry.Value : null;
    }

    /// <summary>A text; null where it is not there or not a text.</summary>
    public Positioned? Text(string key, bool required = false)
    {
        YamlNode? node = Node(key);
        switch (node)
        {
            case null:
                if (required && IsMap)
                    _diagnostics.Error(Codes.MissingKey, _position, $"{_where} needs '{key}'");
                return null;
            case YamlScalar { Text: { } text }:
                return new(text, node.Position);
            default:
                _diagnostics.Error(Codes.WrongShape, node.Position, $"'{key}' must be a single value");
                return null;
        }
    }

    /// <summary>One word out of several; the default where it is not there.</summary>
    public T Word<T>(string key, T fallback, params (string Word, T Value)[] words)
    {
        if (Text(key) is not { } text)
            return fallback;
        foreach ((string word, T value) in words)
        {
            if (word == text.Text)
                return value;
        }
        string hint = NearestName.Hint(text.Text, words.Select(item => item.Word));
        _diagnostics.Error(Codes.BadValue, text.Position, $"'{key}' cannot be '{text.Text}'; it is {Alternatives(words.Select(item => item.Word))}{hint}");
        return fallback;
    }

    /// <summary>A truth value.</summary>
    public bool Flag(string key, bool fallback) => Word(key, fallback, ("true", true), ("false", false));

    /// <summary>The items of a list; a single value where a list belongs is an error.</summary>
    public IReadOnlyList<YamlNode> List(string key)
    {
        switch (Node(key))
        {
            case null or YamlScalar { Text: null }:
                return [];
            case YamlList list:
                return list.Items;
            case { } other:
                _diagnostics.Error(Codes.WrongShape, other.Position, $"'{key}' must be a list; begin each item with '- '");
                return [];
        }
    }

    /// <summary>Refuses a key of the schema whose feature this version does not have.</summary>
    public void NotSupported(string key, string instead)
    {
        _known.Add(key);
        if (_entries.TryGetValue(key, out var entry) && !IsEmpty(entry.Value))
            _diagnostics.Error(Codes.NotSupportedYet, entry.Key.Position, $"'{key}' is not supported by this version of Weft; {instead}");
    }

    /// <summary>Reports the keys that are none of those asked for.</summary>
    public void Finish()
    {
        foreach ((YamlScalar key, _) in _entries.Values)
        {
            if (!_known.Contains(key.Text!))
                _diagnostics.Error(Codes.UnknownKey, key.Position, $"{_where} has no key '{key.Text}'{HintForKey(key.Text!)}");
        }
    }

    private string HintForKey(string key) =>
        NearestName.Hint(key, _known) is { Length: > 0 } near ? near : $"; it has {Alternatives(_known.OrderBy(known => known, StringComparer.Ordinal))}";

    private static bool IsEmpty(YamlNode node) => node is YamlScalar { Text: null } or YamlList { Items.Count: 0 };

    private static string Alternatives(IEnumerable<string> words)
    {
        string[] all = [.. words];
        return all.Length == 1 ? $"'{all[0]}'" : string.Join(", ", all.Take(all.Length - 1)) + " or " + all[^1];
    }
}
