namespace Accepted;

/// <summary>Members of <c>Array</c> and <c>Buffer</c> that write elements.</summary>
public sealed class ArrayMethods : Construct
{
    private int[] _copied = new int[3];
    private int[] _sorted = [3, 1, 2];
    private string[] _keys = ["b", "a"];
    private int[] _items = [2, 1];
    private int[] _filled = new int[3];
    private int[] _cleared = [1, 2, 3];
    private int[] _reversed = [1, 2, 3];
    private int[] _resized = [1];
    private int[] _blocks = new int[2];
    private object[] _set = new object[1];
    private int[] _copyTo = new int[4];

    public override string Act()
    {
        Array.Copy(new[] { 7, 8, 9 }, _copied, 3);
        Array.Copy(_copied, 0, _copied, 1, 2);
        Array.Sort(_sorted);
        Array.Sort(_sorted, static (left, right) => right - left);
        Array.Sort(_keys, _items);
        Array.Fill(_filled, 4);
        Array.Fill(_filled, 5, 1, 1);
        Array.Clear(_cleared, 1, 1);
        Array.Reverse(_reversed);
        Array.Resize(ref _resized, 3);
        _resized[2] = 6;
        Buffer.BlockCopy(new[] { 1, 2 }, 0, _blocks, 0, 8);
        Buffer.SetByte(_blocks, 0, 9);
        _set.SetValue("set", 0);
        _sorted.CopyTo(_copyTo, 1);
        new List<int> { 44 }.CopyTo(_copyTo);
        return $"{Array.BinarySearch(_reversed, 2)} {Array.IndexOf(_sorted, 1)} {Array.Exists(_filled, number => number == 5)}";
    }

    public override string Show() => string.Join(" | ", new[] { _copied, _sorted, _items, _filled, _cleared, _reversed, _resized, _blocks, _copyTo }.Select(array => string.Join(",", array))) + $" {string.Join(",", _keys)} {_set[0]}";
}
