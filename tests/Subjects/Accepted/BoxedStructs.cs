using System.Buffers;
using System.Text;

namespace Accepted;

/// <summary>Structs in their boxes, changed there through interfaces: in fields, arrays, collections and closures, by generic code, default members, exceptions and reflection.</summary>
public sealed class BoxedStructs : Construct
{
    private IMeter _meter = new Meter();
    private object _boxed = new Meter();
    private readonly IMeter[] _meters = [new Meter(), new Meter()];
    private readonly List<IMeter> _list = [new Meter()];
    private readonly Dictionary<string, object> _byName = new() { ["a"] = new Meter() };
    private IMeter? _twice;
    private IMeter _typed = new Typed<string>();
    private readonly Holder<IMeter> _held = new() { Value = new Meter() };
    private IMeter _fixed = new Steady(7);
    private object _plain = (1, "one");
    private readonly List<IMeter> _order = [];
    private readonly IBufferWriter<byte> _text = new Text { Buffer = new byte[16] };

    public interface IMeter
    {
        int Count { get; set; }

        string? Label { get; }

        void Add(int amount, ref int total);

        void Fail();

        int AddTwice()
        {
            Count++;
            return ++Count;
        }
    }

    public struct Meter : IMeter
    {
        private int _count;
        private BoxedStructs? _owner;

        public int Count { readonly get => _count; set => _count = value; }

        public readonly string? Label => _owner is null ? null : "owned";

        public void Own(BoxedStructs owner) => _owner = owner;

        public void Add(int amount, ref int total) => total += _count += amount;

        public void Fail()
        {
            _count += 100;
            throw new InvalidOperationException("failed");
        }
    }

    public struct Typed<T> : IMeter where T : class
    {
        private T? _last;
        private Size _size;

        int IMeter.Count { get => _size.Width; set => _size.Width = value; }

        readonly string? IMeter.Label => _last as string;

        void IMeter.Add(int amount, ref int total)
        {
            _last = (T)(object)amount.ToString(System.Globalization.CultureInfo.InvariantCulture);
            _size.Height += amount;
            total = _size.Height;
        }

        void IMeter.Fail() => Change(ref this);

        private static void Change(ref Typed<T> self) => self._size.Width = -1;
    }

    public readonly struct Steady(int count) : IMeter
    {
        public int Count { get => count; set => _ = value; }

        public string? Label => null;

        public void Add(int amount, ref int total) => total += amount;

        public void Fail()
        {
        }
    }

    public struct Text : IBufferWriter<byte>
    {
        public byte[] Buffer;
        private int _written;

        public void Advance(int count) => _written += count;

        public readonly Memory<byte> GetMemory(int sizeHint) => Buffer.AsMemory(_written);

        public readonly Span<byte> GetSpan(int sizeHint) => Buffer.AsSpan(_written);

        public override readonly string ToString() => Encoding.UTF8.GetString(Buffer.AsSpan(0, _written));
    }

    public sealed class Holder<T>
    {
        public T? Value;
        public int Total;
    }

    public override string Act()
    {
        int total = 0;
        _meter.Add(2, ref total);
        _meter.Count++;
        ((IMeter)_boxed).Add(3, ref total);
        foreach (IMeter each in _meters)
            each.Add(4, ref total);
        _list[0].Count = 5;
        ((IMeter)_byName["a"]).Count += 6;
        _twice = _list[0];
        _twice.Count += 10;
        _typed.Add(8, ref _held.Total);
        _typed.Count = 9;
        string log = $"{_meter.AddTwice()} {Bump(_meter)} {BumpPlace(ref _held.Value!)} {BumpPlace(ref _meters[1])}";
        Func<int> closure = () => _meter.Count += 20;
        log += $" {closure()} {Failing(_meter)} {ReferenceEquals(_twice, _list[0])} {_fixed.Count}";
        Counted local = new();
        log += $" {local.Next()} {local.Next()} {Whole()}";
        _held.Value!.Count++;
        typeof(IMeter).GetProperty("Count")!.SetValue(_boxed, 70);
        typeof(IMeter).GetMethod("Add")!.Invoke(_byName["a"], [1, 0]);
        object box = _boxed;
        typeof(Meter).GetField("_owner", System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!.SetValue(box, this);
        _typed.Fail();
        Encoding.UTF8.GetBytes("unwoven", _text);
        Encoding.UTF8.GetBytes(" code", _text);
        return $"{log} {total} {_held.Total} {Locked()}";
    }

    public override string Show() =>
        $"{_meter.Count} {((IMeter)_boxed).Count}{((IMeter)_boxed).Label} {_meters[0].Count} {_meters[1].Count} {_list[0].Count} {((IMeter)_byName["a"]).Count} {ReferenceEquals(_twice, _list[0])} {_typed.Count} {_typed.Label} "
        + $"{_held.Value!.Count} {_held.Total} {_fixed.Count} {_plain} {_text} {string.Join(",", _order.Select(meter => meter.Count))}";

    private static int Bump<T>(T meter) where T : IMeter => ++meter.Count;

    private static int BumpPlace<T>(ref T meter) where T : IMeter
    {
        int total = 0;
        meter.Add(30, ref total);
        return total;
    }

    private static string Failing(IMeter meter)
    {
        try
        {
            meter.Fail();
            return "";
        }
        catch (InvalidOperationException e) when (meter.Count > 100)
        {
            return e.Message;
        }
    }

    // The whole value is stored through the interface, and the box stays the same.
    private string Whole()
    {
        IMeter meter = new Meter();
        _order.Add(meter);
        _order.Add(new Meter());
        meter.Count = 40;
        _order[1].Count = 41;
        _order.Reverse();
        meter.Count++;
        return string.Join(",", _order.Select(each => each.Count));
    }

    private int Locked()
    {
        lock (this)
        {
            _meter.Count = 500;
            _meter.Count++;
            return _meter.Count;
        }
    }

    private sealed class Counted
    {
        private readonly IEnumerator<int> _numbers = new Numbers();

        public int Next() => _numbers.MoveNext() ? _numbers.Current : -1;
    }

    private struct Numbers : IEnumerator<int>
    {
        private int _at;

        public readonly int Current => _at;

        readonly object System.Collections.IEnumerator.Current => _at;

        public bool MoveNext() => ++_at < 3;

        public void Reset() => _at = 0;

        public readonly void Dispose()
        {
        }
    }
}
