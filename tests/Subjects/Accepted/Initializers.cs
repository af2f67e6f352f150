namespace Accepted;

/// <summary><c>init</c>, <c>required</c>, object, collection and nested initializers, the <c>field</c> keyword, primary constructors whose parameters are captured.</summary>
public sealed class Initializers : Construct
{
    private Item? _item;
    private Captured _captured = new(3, "three");

    public sealed class Item
    {
        public required string Title { get; init; }
        public int Number { get; init; } = 4;
        public List<int> Numbers { get; } = [];
        public Dictionary<string, int> Map { get; init; } = [];
        public Part Part { get; } = new();
        public string Upper { get => field ?? "none"; set => field = value.ToUpperInvariant(); }
    }

    public sealed class Part
    {
        public int Left;
        public string? Right { get; set; }
    }

    public sealed class Captured(int number, string text)
    {
        // The compiler makes the delegate on 'this' before it calls the base class's constructor.
        private readonly Func<string> _doubled = () => text + text + number;

        public string Text => text + number;

        public string Doubled => _doubled();

        public int Add(int more) => number += more;
    }

    public override string Act()
    {
        _item = new Item { Title = "first", Number = 9, Numbers = { 1, 2 }, Map = { ["a"] = 1, ["b"] = 2 }, Part = { Left = 5, Right = "right" } };
        _item.Upper = "upper";
        _item.Part.Left *= 2;
        _item.Numbers.Add(3);
        return $"{_captured.Add(4)} {_captured.Add(1)}";
    }

    public override string Show() =>
        $"{_item?.Title} {_item?.Number} {string.Join(",", _item?.Numbers ?? [])} {_item?.Map["a"]}{_item?.Map["b"]} {_item?.Part.Left} {_item?.Part.Right} {_item?.Upper} {_captured.Text} {_captured.Doubled}";
}
