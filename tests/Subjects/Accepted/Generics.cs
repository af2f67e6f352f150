namespace Accepted;

/// <summary>Generic classes, open, closed and nested; generic methods; fields of a type parameter; constrained calls; variance.</summary>
public sealed class Generics : Construct
{
    private readonly Box<int> _numbers = new(1);
    private readonly Box<string> _texts = new("one");
    private readonly Box<Size> _sizes = new(new Size { Width = 1, Height = 2 });
    private readonly Box<Box<long>> _nested = new(new Box<long>(5));
    private readonly Special _special = new();
    private Box<int>.Inner<string>? _inner;
    private IReader<object>? _reader;

    public interface IReader<out T>
    {
        T Read();
    }

    public class Box<T>(T value) : IReader<T>
    {
        public T Value = value;
        public List<T> Before = [];
        private T? _last;

        public void Change(T value)
        {
            Before.Add(Value);
            _last = Value;
            Value = value;
        }

        public T Read() => Value;

        public string Text() => Value!.ToString() + Value.Equals(_last) + (_last is null) + EqualityComparer<T>.Default.Equals(Value, Value);

        public TOut Map<TOut>(Func<T, TOut> map) where TOut : notnull
        {
            _last = Value;
            return map(Value);
        }

        public Inner<TOther> Nest<TOther>(TOther other) => new() { Both = (Value, other), Outer = this };

        public sealed class Inner<TOther>
        {
            public (T, TOther) Both;
            public Box<T>? Outer;

            public void Set(T value) => Both.Item1 = value;
        }
    }

    public sealed class Special : Box<int>
    {
        private int _own;

        public Special() : base(7) => _own = Value;

        public int Own => _own += Value++;
    }

    public override string Act()
    {
        _numbers.Change(2);
        _texts.Change("two");
        _sizes.Value.Width = 10;
        _sizes.Value.Grow(2);
        _nested.Value.Value++;
        _inner = _numbers.Nest("inner");
        _inner.Set(40);
        _inner.Outer!.Value += 5;
        _reader = _texts;
        Set(_texts, "three");
        return $"{_numbers.Text()} {_texts.Text()} {_texts.Map(text => text.Length)} {_special.Own} {_special.Own} {_reader.Read()} {Get<Size>(_sizes).Width}";
    }

    public override string Show() =>
        $"{_numbers.Value} {string.Join(",", _numbers.Before)} {_texts.Value} {_sizes.Value.Width}x{_sizes.Value.Height} {_nested.Value.Value} {_special.Value} {_inner?.Both} {ReferenceEquals(_inner?.Outer, _numbers)} {_reader?.Read()}";

    private static void Set<T>(Box<T> box, T value) where T : class => box.Value = value;

    private static T Get<T>(Box<T> box) where T : struct => box.Value;
}
