namespace Accepted;

/// <summary>Records as classes and as structs, <c>with</c>, equality, deconstruction, inheritance.</summary>
public sealed class Records : Construct
{
    private Point _point = new(1, 2);
    private Point _same = new(1, 2);
    private Named _named = new(3, 4, "named") { Extra = 1 };
    private Cell _cell = new(5, "five");
    private ReadOnlyCell _fixed = new(6);

    public record Point(int X, int Y)
    {
        public int Extra { get; set; }
    }

    public sealed record Named(int X, int Y, string Name) : Point(X, Y);

    public record struct Cell(int Number, string? Text);

    public readonly record struct ReadOnlyCell(int Number);

    public override string Act()
    {
        string log = $"{_point == _same} {_point} {_named.Equals(_named with { })}";
        _point = _point with { Y = 20 };
        _point.Extra += 2;
        Point copy = _named with { Name = "other", X = 30 };
        copy.Extra = 9;
        _same = copy;
        _cell.Number++;
        _cell = _cell with { Text = _cell.Text + "!" };
        _fixed = _fixed with { Number = 60 };
        (int x, int y) = _point;
        (int number, _) = _cell;
        return $"{log} {x} {y} {number} {_cell == new Cell(6, "five!")} {_point.GetHashCode() == (_point with { }).GetHashCode()}";
    }

    public override string Show() => $"{_point} {_same} {_named} {_cell} {_fixed}";
}
