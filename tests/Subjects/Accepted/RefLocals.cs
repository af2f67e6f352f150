namespace Accepted;

/// <summary>Ref locals that hold the address of one field of one owner; tuple swaps; <c>??=</c> on members of structs.</summary>
public sealed class RefLocals : Construct
{
    private int _number = 3;
    private int _other = 4;
    private Size _size;
    private (int Left, string? Right) _pair;

    public override string Act()
    {
        ref int number = ref _number;
        number += 10;
        if (number > 12)
            number++;
        ref Size size = ref _size;
        for (int i = 0; i < 3; i++)
            size.Width += i;
        size.Height = size.Width;
        (_number, _other) = (_other, _number);
        (_pair.Left, _size.Width) = (_size.Width, _pair.Left);
        _pair.Right ??= "filled";
        _pair.Right ??= "never";
        return $"{number} {size.Height}";
    }

    public override string Show() => $"{_number} {_other} {_size.Width}x{_size.Height} {_pair}";
}
