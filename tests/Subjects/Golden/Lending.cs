namespace Golden;

public struct Size
{
    public int Width;
    public Inner Inner;

    public int Grow(int by) => Width += by;
}

public struct Inner
{
    public long Depth;
}

public sealed class Lending
{
    private Size _size;
    private int _number;
    private Size[] _sizes = [];
    private int? _maybe;

    public void Member(int width) => _size.Width = width;

    public void Deep(long depth) => _size.Inner.Depth = depth;

    public int Call() => _size.Grow(2);

    public bool Parse(string text) => int.TryParse(text, out _number);

    public int Copy() => _maybe.GetValueOrDefault() + _size.Inner.Depth.CompareTo(3);

    public void Clear() => _size = default;

    public void Element(int index) => _sizes[index].Width = index;

    public void Kept(int times)
    {
        ref int number = ref _number;
        for (int i = 0; i < times; i++)
            number += i;
    }
}
