namespace Accepted;

/// <summary><c>Interlocked</c> and <c>Volatile</c> on fields, on members of structs and on elements, of each form.</summary>
public sealed class Atomics : Construct
{
    private int _number;
    private uint _bits;
    private long _big = 1;
    private double _double = 1.5;
    private string? _text;
    private object? _object;
    private Atomics? _next;
    private DayOfWeek _day;
    private bool _flag;
    private Size _size;
    private int[] _counts = new int[3];
    private string?[] _texts = new string?[2];
    private Size[] _sizes = new Size[1];
    private volatile int _hot;

    public override string Act()
    {
        List<object?> log =
        [
            Interlocked.Increment(ref _number), Interlocked.Add(ref _number, 10), Interlocked.Exchange(ref _number, 3), Interlocked.CompareExchange(ref _number, 5, 3),
            Interlocked.CompareExchange(ref _number, 9, 3), Interlocked.Decrement(ref _number), Interlocked.Or(ref _bits, 6u), Interlocked.And(ref _bits, 3u), Interlocked.Read(ref _big),
            Interlocked.Exchange(ref _double, 2.5), Interlocked.CompareExchange(ref _text, "first", null), Interlocked.CompareExchange(ref _text, "second", null), Interlocked.Exchange(ref _object, "object"),
            Interlocked.CompareExchange(ref _day, DayOfWeek.Friday, DayOfWeek.Sunday), Interlocked.Exchange(ref _flag, true),
            Interlocked.Increment(ref _size.Width), Interlocked.Increment(ref _counts[1]), Interlocked.Exchange(ref _texts[0], "element"), Interlocked.Add(ref _sizes[0].Height, 7),
        ];
        _number += 100;
        _counts[1] += 10;
        Volatile.Write(ref _big, Volatile.Read(ref _big) + 1);
        Volatile.Write(ref _counts[2], Volatile.Read(ref _counts[1]));
        Volatile.Write(ref _size.Height, 4);
        Interlocked.CompareExchange(ref _next, new Atomics { _number = 77 }, null);
        Interlocked.Increment(ref _next!._number);
        _hot = 6;
        Interlocked.Increment(ref _hot);
        Parallel.For(0, 50, _ => Interlocked.Increment(ref _number));
        Parallel.For(0, 50, _ => Interlocked.Increment(ref _counts[0]));
        try
        {
            Interlocked.Increment(ref _next._next!._number);
        }
        catch (NullReferenceException)
        {
            log.Add("null");
        }
        return string.Join(" ", log.Select(item => item ?? "none"));
    }

    public override string Show() =>
        $"{_number} {_bits} {_big} {_double} {_text} {_object} {_next?._number} {_day} {_flag} {_size.Width}x{_size.Height} {string.Join(",", _counts)} {_texts[0]} {_sizes[0].Height} {_hot}";
}
