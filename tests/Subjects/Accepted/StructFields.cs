namespace Accepted;

/// <summary>Structs in fields, changed where they are: members, members of members, methods, properties, indexers, <c>default</c>, whole assignment through <c>this</c>.</summary>
public sealed class StructFields : Construct
{
    private Outer _outer;
    private Outer _other;
    private readonly Outer _fixed = new() { Number = 5 };
    private int _calls;

    public struct Outer
    {
        public int Number;
        public Inner Inner;
        public string? Text;
        private int _hidden;

        public int Hidden { readonly get => _hidden; set => _hidden = value; }

        public int this[int index] { readonly get => Number + index; set => Number = value * index; }

        public readonly int Twice => Number * 2;

        public int Bump() => ++Number;

        public void Reset(int number) => this = new Outer { Number = number, Text = "reset" };

        public Outer Copy() => this;

        public override string ToString() => $"{Number}:{Inner.Left}/{Inner.Right.Value}:{Text}:{_hidden}";
    }

    public struct Inner
    {
        public int Left;
        public Deep Right;
    }

    public struct Deep
    {
        public long Value;

        public long Add(long more) => Value += more;
    }

    public override string Act()
    {
        List<string> log = [];
        _outer.Number = 3;
        _outer.Number += 4;
        _outer.Inner.Left = 5;
        _outer.Inner.Right.Value -= 9;
        log.Add(_outer.Inner.Right.Add(2).ToString());
        _outer.Text = "t";
        _outer.Text += _outer.Twice;
        _outer.Hidden = 8;
        _outer.Hidden++;
        _outer[2] += 1;
        log.Add($"{_outer.Bump()} {_outer.Copy().Bump()} {_fixed.Copy().Bump()} {_fixed.Twice} {_fixed}");
        _other = _outer;
        _other.Reset(Next() + Next());
        _outer.Inner = default;
        _outer.Inner.Right = new Deep { Value = 77 };
        log.Add((_calls > 1 ? _outer.Bump() : _other.Bump()).ToString());
        return string.Join("|", log);
    }

    public override string Show() => $"{_outer} {_other} {_calls}";

    private int Next() => ++_calls;
}
