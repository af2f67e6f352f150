using System.Runtime.InteropServices;

namespace Accepted;

/// <summary>Spans of shared lists: what the compiler makes of spreads, and <see cref="CollectionsMarshal"/>.</summary>
public sealed class ListSpans : Construct
{
    private readonly List<int> _numbers = [1, 2, 3];
    private readonly List<string> _names = ["a", "b"];
    private readonly List<Item> _items = [new() { Name = "first" }];
    private List<int> _spread = [];
    private int[] _array = [];
    private int _rounds;

    public override string Act()
    {
        _spread = [0, .. _numbers, 4];
        _array = [.. _numbers, .. _spread];
        HashSet<string> set = [.. _names, "c"];
        string sums = $"{Sum(CollectionsMarshal.AsSpan(_numbers))} {Sum([.. _numbers, 9])} {set.Count}";
        Span<int> span = CollectionsMarshal.AsSpan(_numbers);
        span[0] = 10;
        _numbers[1] = 20;
        span[2]++;
        Publish();
        span[1]++;
        Publish();
        WriteAndShift();
        _names.AddRange("c", "d");
        _spread.InsertRange(1, [7, 8]);
        _spread.InsertRange(0, _array.AsSpan(0, 2));
        CollectionsMarshal.AsSpan(_names)[1] = "B";
        CollectionsMarshal.AsSpan(_items)[0] = new() { Name = "second" };
        Publish();
        return sums;
    }

    public override string Show() =>
        $"{string.Join(",", _numbers)} {string.Join(",", _names)} {_items[0].Name} {string.Join(",", _spread)} {string.Join(",", _array)} {_rounds}";

    /// <summary>What was written through the span moves on with its element.</summary>
    private void WriteAndShift()
    {
        lock (this)
        {
            CollectionsMarshal.AsSpan(_numbers)[2] = 30;
            _numbers.Insert(0, 5);
            _numbers.Add(6);
            _numbers.RemoveAt(1);
            CollectionsMarshal.AsSpan(_numbers)[0] = 50;
            _numbers.Reverse();
        }
    }

    private void Publish()
    {
        lock (this)
            _rounds++;
    }

    private static int Sum(ReadOnlySpan<int> numbers)
    {
        int sum = 0;
        foreach (int number in numbers)
            sum += number;
        return sum;
    }

    public sealed class Item
    {
        public string Name = "";
    }
}
