using System.Runtime.CompilerServices;

namespace Accepted;

[InlineArray(4)]
public struct FourNumbers
{
    private int _first;
}

[InlineArray(2)]
public struct TwoSizes
{
    private Size _first;
}

[InlineArray(3)]
public struct ThreeTexts
{
    private string? _first;
}

public struct Nested
{
    public int Before;
    public TwoSizes Sizes;
    public int After;
}

/// <summary>Inline arrays as fields and as members of structs: whole, by element, through spans, in arrays and collections.</summary>
public sealed class InlineArrays : Construct
{
    private FourNumbers _numbers;
    private TwoSizes _sizes;
    private ThreeTexts _texts;
    private Nested _nested;
    private FourNumbers _whole;
    private FourNumbers[] _array = new FourNumbers[2];
    private readonly List<FourNumbers> _list = [];
    private int _sum;

    public override string Act()
    {
        for (int index = 0; index < 4; index++)
            _numbers[index] = index * index;
        _numbers[0]++;
        _numbers[^1] += 100;
        _sizes[1].Width = 7;
        _sizes[1].Grow(2);
        _texts[2] = "last";
        _texts[0] ??= "first";
        _nested.Before = 1;
        _nested.Sizes[0].Height = 5;
        _nested.After = 2;
        Span<int> span = _numbers;
        span[1] = 50;
        span[1..3].Reverse();
        FourNumbers local = _numbers;
        local[0] = -1;
        _whole = local;
        _array[1][2] = 6;
        _array[0] = local;
        _list.Add(local);
        Set(ref _numbers[1], 40);
        foreach (int number in _numbers)
            _sum += number;
        return $"{_numbers[2]} {((ReadOnlySpan<int>)_whole).IndexOf(-1)} {_sum}";
    }

    public override string Show() =>
        $"{Of(_numbers)} {_sizes[0].Width} {_sizes[1].Width}x{_sizes[1].Height} {_texts[0]},{_texts[1]},{_texts[2]} {_nested.Before} {_nested.Sizes[0].Height} {_nested.After} {Of(_whole)} {Of(_array[0])} {_array[1][2]} {Of(_list[0])} {_sum}";

    private static string Of(FourNumbers numbers) => $"{numbers[0]},{numbers[1]},{numbers[2]},{numbers[3]}";

    private static void Set(ref int place, int value) => place = value;
}
