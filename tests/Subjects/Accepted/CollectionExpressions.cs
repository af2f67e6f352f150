namespace Accepted;

/// <summary>Collection expressions for interfaces, for which the compiler makes classes of its own.</summary>
public sealed class CollectionExpressions : Construct
{
    private IReadOnlyList<string> _words = ["a"];
    private IEnumerable<int> _numbers = [];
    private IReadOnlyCollection<Word> _items = [];
    private readonly Dictionary<string, object> _bag = [];

    public override string Act()
    {
        _words = [.. _words, "b"];
        _numbers = [1, 2, 3];
        _items = [new Word("x"), new Word("y")];
        IReadOnlyList<Word> one = [new Word("z")];
        _bag["one"] = one;
        IEnumerable<string> spread = [.. _words, .. _words];
        _bag["spread"] = spread;
        return $"{_words.Count} {_words.GetType().IsPublic}";
    }

    public override string Show() =>
        $"{string.Join(",", _words)} {_numbers.Sum()} {string.Join(",", _items.Select(item => item.Text))} {((IReadOnlyList<Word>)_bag["one"])[0].Text} {string.Join(",", (IEnumerable<string>)_bag["spread"])} {((IList<string>)_words).IsReadOnly} {_words.Contains("b")}";

    private sealed record Word(string Text);
}
