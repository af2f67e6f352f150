namespace Accepted;

/// <summary><c>Nullable&lt;T&gt;</c> of literals and of structs.</summary>
public sealed class Nullables : Construct
{
    private int? _number;
    private DateTime? _when;
    private Pair? _pair;
    private DayOfWeek? _day = DayOfWeek.Friday;

    public struct Pair
    {
        public int Left;
        public string? Right;
    }

    public override string Act()
    {
        string log = $"{_number.HasValue} {_number.GetValueOrDefault(4)} {_number}";
        _number ??= 6;
        _number++;
        _number += _number;
        _when = new DateTime(2026, 5, 6);
        _pair = new Pair { Left = 1, Right = "one" };
        _pair = _pair.Value with { Left = 2 };
        log += $" {_pair?.Left} {_pair.HasValue} {_day?.ToString()} {_number is > 10} {_number == 14}";
        _day = null;
        return log;
    }

    public override string Show() => $"{_number} {_when:yyyy-MM-dd} {_pair?.Left} {_pair?.Right} {_day.HasValue}";
}
