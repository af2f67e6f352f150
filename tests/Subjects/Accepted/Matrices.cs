namespace Accepted;

/// <summary>Arrays of several dimensions, and with other lower bounds: elements loaded, stored, changed in place, by reference, atomically; members of <see cref="Array"/> that write them.</summary>
public sealed class Matrices : Construct
{
    private int[,] _numbers = new int[2, 3];
    private readonly long[,,] _cube = { { { 1, 2 }, { 3, 4 } }, { { 5, 6 }, { 7, 8 } } };
    private string?[,] _texts = { { "a", null }, { "b", "c" } };
    private Size[,] _sizes = new Size[2, 2];
    private object?[,] _objects = new object?[1, 2];
    private int[][,] _jagged = [new int[1, 1]];
    private int[,][] _rows = { { [1] } };
    private DayOfWeek[,] _days = new DayOfWeek[1, 1];
    private byte[,,,,] _deep = new byte[1, 1, 1, 1, 2];
    private object? _shifted;
    private int[,]? _later;
    private readonly List<int[,]> _list = [];
    private Matrices[,] _others = new Matrices[1, 1];

    public override string Act()
    {
        List<string> log = [];
        _numbers[1, 2] = 5;
        log.Add($"{_numbers[1, 2]++} {++_numbers[1, 2]} {_numbers[1, 2] <<= 1}");
        _cube[1, 1, 0] -= 100;
        _texts[0, 1] ??= "filled";
        _texts[1, 0] += "y";
        _sizes[0, 1].Width = 4;
        _sizes[0, 1].Grow(3);
        _sizes[1, 1] = _sizes[0, 1] with { Height = 9 };
        _objects[0, 0] = "object";
        _objects[0, 1] = new int[1, 1] { { 3 } };
        _jagged[0][0, 0] = 6;
        _rows[0, 0][0]++;
        _days[0, 0] = DayOfWeek.Friday;
        _deep[0, 0, 0, 0, 1] = 200;
        _later = new int[2, 2];
        _later[0, 1] = 8;
        _list.Add(_later);
        _list[0][1, 0] = 9;
        _others[0, 0] = this;
        _others[0, 0]._numbers[0, 0] = 30;
        ByReference(log);
        WholeArrays();
        Failures(log);
        Shifted(log);
        foreach (int number in _numbers)
            log.Add($"{number}");
        return string.Join(" ", log);
    }

    public override string Show()
    {
        Array shifted = (Array)_shifted!;
        return $"{Of(_numbers)} {Of(_cube)} {Of(_texts)} {string.Join(",", _sizes.Cast<Size>().Select(size => $"{size.Width}x{size.Height}"))} {_objects[0, 0]} {((int[,])_objects[0, 1]!)[0, 0]} "
            + $"{_jagged[0][0, 0]} {_rows[0, 0][0]} {_days[0, 0]} {_deep[0, 0, 0, 0, 1]} {Of(_later!)} {ReferenceEquals(_later, _list[0])} {ReferenceEquals(_others[0, 0], this)} "
            + $"{Of(shifted)} {shifted.GetLowerBound(0)}..{shifted.GetUpperBound(0)} {shifted.GetLength(1)} {shifted.GetType()}";
    }

    private static string Of(Array array) => string.Join(",", array.Cast<object>());

    private void ByReference(List<string> log)
    {
        Double(ref _numbers[0, 1]);
        Double(ref _numbers[1, 2]);
        Swap(ref _numbers[0, 0], ref _numbers[1, 2]);
        ref int kept = ref _numbers[1, 0];
        kept = 7;
        kept *= 2;
        ref Size size = ref _sizes[1, 0];
        size.Width++;
        size.Height = size.Width + 1;
        (_cube[0, 0, 0], _cube[0, 0, 1]) = (_cube[0, 0, 1], _cube[0, 0, 0]);
        int.TryParse("41", out _numbers[0, 2]);
        log.Add($"{Interlocked.Increment(ref _numbers[0, 2])} {Interlocked.Exchange(ref _texts[1, 1], "exchanged")} {Read(in _numbers[0, 2])}");
        Set(_texts, 0, 0, "generic");
        Set(_cube, 99);
    }

    private void WholeArrays()
    {
        int[,] copy = (int[,])_numbers.Clone();
        copy[0, 0] = 1000;
        Array.Copy(copy, 0, _numbers, 0, 1);
        _texts.SetValue("set", 1, 0);
        _cube.SetValue(77L, 0, 1, 1);
        _cube.SetValue(78L, [1, 0, 1]);
        Array.Clear(_deep);
        _deep.SetValue((byte)3, 0, 0, 0, 0, 1);
        Buffer.BlockCopy(copy, 0, _later!, 12, 4);
        System.Collections.IList untyped = _rows[0, 0];
        untyped[0] = 12;
    }

    private void Failures(List<string> log)
    {
        try
        {
            object[,] covariant = _texts!;
            covariant[0, 0] = 1;
        }
        catch (ArrayTypeMismatchException)
        {
            log.Add("mismatch");
        }
        try
        {
            _numbers[2, 0] = 1;
        }
        catch (IndexOutOfRangeException)
        {
            log.Add("range");
        }
        try
        {
            int[,]? none = null;
            none![0, 0] = 1;
        }
        catch (NullReferenceException)
        {
            log.Add("null");
        }
        object[,] wide = _texts!;
        wide[0, 1] = "covariant";
    }

    private void Shifted(List<string> log)
    {
        int[,] shifted = (int[,])Array.CreateInstance(typeof(int), [2, 2], [5, -1]);
        _shifted = shifted;
        shifted[5, -1] = 1;
        shifted[6, 0]++;
        Double(ref shifted[6, 0]);
        shifted.SetValue(4, 5, 0);
        Array.Clear(shifted, 5, 1);
        Array single = Array.CreateInstance(typeof(string), [2], [10]);
        _objects[0, 0] = single;
        single.SetValue("ten", 10);
        single.SetValue("eleven", 11);
        log.Add($"{single.GetValue(11)} {single.GetType()}");
        _objects[0, 0] = string.Join("+", single.Cast<string>());
    }

    private static void Set<T>(T[,] array, int row, int column, T value) => array[row, column] = value;

    private static void Set<T>(T[,,] array, T value)
    {
        ref T place = ref array[1, 1, 1];
        place = value;
    }

    private static void Double(ref int number) => number *= 2;

    private static int Read(in int number) => number;

    private static void Swap(ref int left, ref int right) => (left, right) = (right, left);
}
