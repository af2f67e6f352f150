namespace Accepted;

/// <summary>Fields of each type, loaded, stored and changed by compound operators.</summary>
public sealed class Fields : Construct
{
    private bool _flag;
    private char _letter = 'a';
    private sbyte _tiny;
    private byte _small = 255;
    private short _short;
    private ushort _ushort;
    private int _number;
    private uint _unsigned = uint.MaxValue;
    private long _big;
    private ulong _huge = 1;
    private float _single;
    private double _double = 2;
    private decimal _money = 1.50m;
    private string? _text;
    private DayOfWeek _day;
    private DateTime _when = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);
    private TimeSpan _span;
    private Guid _id;
    private object? _boxed;
    private volatile int _hot;
    private Fields? _self;

    public override string Act()
    {
        _flag = !_flag;
        _letter++;
        _tiny--;
        _small++;
        _short -= 7;
        _ushort |= 0x8000;
        int before = _number++;
        int after = ++_number;
        unchecked { _unsigned += 2; }
        _big = long.MinValue + _number;
        _huge <<= 63;
        _single = 1 / 3f;
        _double *= _double;
        _money += 3.25m;
        _text += "text";
        _text ??= "never";
        _day = (DayOfWeek)(((int)_day + 3) % 7);
        _when = _when.AddDays(1);
        _span += TimeSpan.FromMinutes(5);
        _id = new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        _boxed = _number;
        _hot += 4;
        _self = this;
        _self._self!._number += 10;
        return $"{before} {after} {checked(_number * 2)}";
    }

    public override string Show() =>
        $"{_flag} {_letter} {_tiny} {_small} {_short} {_ushort} {_number} {_unsigned} {_big} {_huge} {_single:R} {_double:R} {_money} {_text} {_day} {_when:O} {_span} {_id} {_boxed} {_hot} {ReferenceEquals(_self, this)}";
}
