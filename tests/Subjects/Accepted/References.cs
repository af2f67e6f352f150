using System.Runtime.InteropServices;

namespace Accepted;

/// <summary>Addresses of fields that are kept: returned, chosen among several, put into ref fields and spans.</summary>
public sealed class References : Construct
{
    private int _number = 1;
    private int _other = 2;
    private string? _text;
    private Size _size;
    private Size _readable;
    private long _spanned = 4;
    private double _marshalled;
    private (int Left, int Right) _pair;
    private readonly References?[] _owners = new References?[1];
    private int _sum;
    private int _counted;
    private string? _name;
    private readonly int[] _elements = new int[2];

    public override string Act()
    {
        List<string> log = [];
        Number() = 5;
        Number() += 2;
        Set(ref Number(), 8);
        Text() = "text";
        Text() += "!";
        SizeOf().Width = 3;
        SizeOf().Grow(2);
        _owners[0] = this;
        _owners[0]!.Other()++;
        log.Add($"{Readable().Width} {Left(in _pair)}");
        foreach (bool other in new[] { true, false, true })
        {
            ref int place = ref other ? ref _other : ref _pair.Left;
            place += 10;
            place++;
            Set(ref other ? ref _pair.Right : ref _pair.Left, place);
        }
        ref int several = ref _number;
        if (log.Count > 0)
            several = ref _pair.Right;
        several *= 2;
        Keeper keeper = new(ref _sum);
        keeper.Place++;
        keeper.Add(5);
        new Span<long>(ref _spanned).Fill(9);
        Span<double> marshalled = MemoryMarshal.CreateSpan(ref _marshalled, 1);
        marshalled[0] = 2.5;
        ReadOnlySpan<int> read = new(in _number);
        lock (this)
            Number()++;
        Interlocked.Add(ref Counted(), 3);
        log.Add($"{Interlocked.Increment(ref Counted())} {Interlocked.CompareExchange(ref Named(), "named", null)} {Interlocked.Exchange(ref Chosen(ref ElementOf(1)), 7)}");
        ref int late = ref ElementOf(0);
        Interlocked.Or(ref late, 6);
        Volatile.Write(ref Counted(), Counted() * 2);
        log.Add($"{read[0]} {MemoryMarshal.CreateReadOnlySpan(in _other, 1)[0]}");
        return string.Join(" ", log);
    }

    public override string Show() => $"{_number} {_other} {_text} {_size.Width}x{_size.Height} {Readable().Height} {_spanned} {_marshalled} {_pair} {_sum} {_counted} {_name} {string.Join(",", _elements)}";

    private ref int Number() => ref _number;

    private ref int Counted() => ref _counted;

    private ref string? Named() => ref _name;

    private ref int ElementOf(int index) => ref _elements[index];

    private ref int Other() => ref Chosen(ref _other);

    private static ref int Chosen(ref int place) => ref place;

    private ref string? Text() => ref _text;

    private ref Size SizeOf() => ref _size;

    private ref readonly Size Readable() => ref _readable;

    private static ref readonly int Left(in (int Left, int Right) pair) => ref pair.Left;

    private static void Set(ref int place, int value) => place = value;

    private ref struct Keeper(ref int place)
    {
        public ref int Place = ref place;

        public readonly void Add(int more) => Place += more;
    }
}
