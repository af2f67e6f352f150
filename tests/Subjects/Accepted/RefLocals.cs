namespace Accepted;

/// <summary>Ref locals that hold the address of one field of one owner; tuple swaps; <c>??=</c> on members of structs.</summary>
public sealed class RefLocals : Construct
{
    private int _number = 3;
    private int _other = 4;
    private Size _size;
    private (int Left, string? Right) _pair;

    private RefLocals? _next;
    private readonly Size[] _sizes = new Size[3];
    private readonly int[] _numbers = [1, 2, 3];

    public override string Act()
    {
        _next = new RefLocals { _next = new RefLocals { _number = 30 }, _number = 20 };
        string log = "";
        RefLocals at = this;
        ref int walked = ref at._number;
        while (at._next is not null)
        {
            walked++;
            at = at._next;
            walked = ref at._number;
        }
        walked += 100;
        at = this;
        walked += 1000;
        for (int i = 0; i < _sizes.Length; i++)
        {
            ref Size element = ref _sizes[i];
            element.Width = i;
            _other += i;
            element.Height = element.Width * 2;
            element.Grow(1);
        }
        ref int kept = ref _numbers[0];
        int[] before = _numbers;
        kept += 5;
        _other++;
        kept++;
        ref int found = ref Find(at)._number;
        found--;
        try
        {
            ref int none = ref _next._next!._next!._number;
            log += none;
        }
        catch (NullReferenceException)
        {
            log += "null ";
        }
        try
        {
            ref int beyond = ref _numbers[_other];
            log += beyond;
        }
        catch (IndexOutOfRangeException)
        {
            log += "range ";
        }
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
        return $"{log}{number} {size.Height} {walked}";
    }

    public override string Show() => $"{_number} {_other} {_size.Width}x{_size.Height} {_pair} {_next?._number} {_next?._next?._number} {string.Join(",", _numbers)} {string.Join(",", _sizes.Select(item => item.Width + "x" + item.Height))}";

    private static RefLocals Find(RefLocals from) => from._next!;
}
