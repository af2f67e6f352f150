namespace Accepted;

/// <summary>Patterns, switches, conditional access and throw expressions over shared fields.</summary>
public sealed class Patterns : Construct
{
    private object? _value;
    private (int Left, (string? Text, Size Size) Right) _tuple;
    private Patterns? _next;
    private int _number;

    public override string Act()
    {
        _value = new List<int> { 1, 2, 3 };
        string first = _value is List<int> { Count: > 2 } and [var head, .., var tail] ? $"{head}{tail}" : "none";
        _tuple = (1, ("text", default));
        _tuple.Right.Size.Width = 3;
        (_tuple.Left, _tuple.Right.Text) = (2, "deconstructed");
        _next = new Patterns { _number = 4 };
        _next._next ??= new Patterns();
        _next?._next?._tuple.Right.Size.Grow(2);
        _next!._next!._number = _next switch { { _number: > 3 } and { _tuple.Left: 0 } => 8, _ => 9 };
        string thrown = "";
        try
        {
            _value = _next._value ?? throw new InvalidOperationException("thrown");
        }
        catch (InvalidOperationException e)
        {
            thrown = e.Message;
        }
        return $"{first} {_tuple is (2, (_, { Width: 3 }))} {thrown}";
    }

    public override string Show() => $"{(_value as List<int>)?.Count} {_tuple.Left} {_tuple.Right.Text} {_tuple.Right.Size.Width} {_next?._number} {_next?._next?._number} {_next?._next?._tuple.Right.Size.Height}";
}
