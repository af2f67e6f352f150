namespace Accepted;

/// <summary>Elements of one-dimensional and jagged arrays of each kind: loaded, stored, changed, by index from the end, and as members of struct elements.</summary>
public sealed class Arrays : Construct
{
    private bool[] _flags = new bool[2];
    private byte[] _bytes = [1, 2, 255];
    private char[] _letters = ['a', 'b'];
    private short[] _shorts = [1, -2];
    private int[] _numbers = [1, 2, 3];
    private uint[] _unsigned = [1];
    private long[] _longs = [1];
    private float[] _singles = [0.5f];
    private double[] _doubles = [0.25];
    private decimal[] _money = [1m];
    private DayOfWeek[] _days = [DayOfWeek.Monday];
    private string?[] _texts = ["x", null];
    private object?[] _objects = new object?[2];
    private Size[] _sizes = new Size[2];
    private int?[] _maybe = [null, 3];
    private int[][] _jagged = [[1], [2, 3]];
    private readonly Arrays?[] _others = new Arrays?[1];

    public override string Act()
    {
        List<string> log = [];
        _flags[1] = true;
        _bytes[2]++;
        _letters[0] += (char)2;
        _shorts[^1] *= 3;
        log.Add($"{_numbers[0]++} {++_numbers[0]} {_numbers[^1]}");
        _numbers[1] <<= 4;
        _unsigned[0] = uint.MaxValue;
        _longs[0] -= long.MaxValue;
        _singles[0] /= 3;
        _doubles[0] *= 3;
        _money[0] += 0.10m;
        _days[0] = DayOfWeek.Sunday;
        _texts[1] ??= "filled";
        _texts[0] += "y";
        _objects[0] = "object";
        _objects[1] = 5;
        _sizes[0].Width = 4;
        _sizes[0].Width += 2;
        _sizes[1].Grow(3);
        _sizes[1] = _sizes[0] with { Height = 9 };
        _maybe[0] = 8;
        _maybe[1]++;
        _jagged[0][0] = 10;
        _jagged[1][^1]++;
        _jagged[0] = [.. _jagged[0], 11];
        _others[0] = this;
        _others[0]!._numbers[2] = 30;
        ref int kept = ref _numbers[0];
        kept += 100;
        (_numbers[0], _numbers[2]) = (_numbers[2], _numbers[0]);
        try
        {
            object[] covariant = _texts!;
            covariant[0] = 1;
        }
        catch (ArrayTypeMismatchException)
        {
            log.Add("mismatch");
        }
        try
        {
            _numbers[3] = 1;
        }
        catch (IndexOutOfRangeException)
        {
            log.Add("range");
        }
        return string.Join(" ", log);
    }

    public override string Show() =>
        $"{_flags[1]} {_bytes[2]} {_letters[0]} {_shorts[1]} {string.Join(",", _numbers)} {_unsigned[0]} {_longs[0]} {_singles[0]:R} {_doubles[0]:R} {_money[0]} {_days[0]} {string.Join(",", _texts)} "
        + $"{string.Join(",", _objects)} {_sizes[0].Width} {_sizes[1].Width}x{_sizes[1].Height} {string.Join(",", _maybe)} {string.Join(";", _jagged.Select(row => string.Join(",", row)))} {ReferenceEquals(_others[0], this)}";
}
