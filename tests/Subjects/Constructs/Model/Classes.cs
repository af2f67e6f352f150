namespace Constructs.Model;

public class Person(string name, int age)
{
    public string Name { get; set; } = name;
    public int Age { get; init; } = age;
    public required_free Flags;
    public bool IsAdult => age >= 18;
    public double Score;
    public decimal Money;
    public long Big;
    public byte Small;
    public char Letter;
    public DateTime When = new(2026, 1, 1);
    public Guid Id = Guid.Empty;
    public int? Maybe;
    public volatile int Hot;
    public readonly string Fixed = "fixed";
}

[Flags]
public enum required_free
{
    None = 0,
    One = 1,
    Two = 2,
}

public class Required
{
    public required string Title { get; init; }
    public string Upper => field ??= Title.ToUpperInvariant();
}

public record Point3(int X, int Y, int Z)
{
    public int Sum => X + Y + Z;
}

public class Box<T>(T value)
{
    public T Value = value;
    public List<T> Items = new();

    public Box<T> With(T value)
    {
        Value = value;
        Items.Add(value);
        return this;
    }

    public sealed class Inner
    {
        public T? Last;
        public Box<T>? Outer;
    }

    public Inner MakeInner() => new() { Last = Value, Outer = this };

    public string Describe() => Value!.ToString() + Value.GetHashCode().Equals(Value.GetHashCode());
}

public class Derived : Box<int>
{
    public string Extra = "extra";
    private int _own = 3;

    public Derived() : base(11)
    {
        _own += Value;
        Extra += _own;
    }

    public int Own => _own;
}

public struct Cell
{
    public int X;
    public Inner Deep;

    public struct Inner
    {
        public int Y;
        public string? Text;
    }

    public int Bump() => ++X;

    public readonly int Twice => X * 2;

    public void Fail()
    {
        X = 99;
        throw new InvalidOperationException("fail");
    }
}

public class Structs
{
    public Cell Cell;
    public Cell Other;
    public int? Maybe;
    public (int Left, string Right) Pair = (1, "one");
    public TimeSpan Span = TimeSpan.FromSeconds(5);

    public string Run()
    {
        List<string> log = [];
        Cell.X = 3;
        Cell.X += 4;
        Cell.X++;
        Cell.Deep.Y = 5;
        Cell.Deep.Y += Cell.Bump();
        Cell.Deep.Text = "t";
        Cell.Deep.Text += Cell.Twice;
        log.Add($"{Cell.X} {Cell.Deep.Y} {Cell.Deep.Text}");
        try
        {
            Cell.Fail();
        }
        catch (InvalidOperationException failure)
        {
            log.Add(failure.Message + Cell.X);
        }
        Other = Cell;
        Cell = default;
        log.Add($"{Cell.X} {Other.X} {Other.Deep.Text?.Length}");
        Swap(ref Cell, ref Other);
        log.Add($"{Cell.X} {Other.X}");
        Fill(out Other.Deep.Y, Cell.X);
        log.Add(Other.Deep.Y.ToString());
        log.Add(Read(in Cell).ToString());
        Maybe = 4;
        Maybe += Maybe ?? 0;
        log.Add($"{Maybe} {Maybe.HasValue} {Maybe.GetValueOrDefault()}");
        Maybe = null;
        Maybe ??= 12;
        log.Add(Maybe.ToString()!);
        Pair.Left += 2;
        Pair.Right += "!";
        log.Add($"{Pair} {Span.TotalSeconds} {Cell.X.CompareTo(98)}");
        log.Add((Cell.X > 5 ? Cell.Bump() : Other.Bump()).ToString());
        (Cell.X, Other.X) = (Other.X, Cell.X);
        log.Add($"{Cell.X} {Other.X}");
        (Cell.Deep.Y, Pair.Left) = (Pair.Left, Cell.Deep.Y);
        (Other.Deep.Text, Pair.Right) = (Pair.Right, Other.Deep.Text!);
        log.Add($"{Cell.Deep.Y} {Pair} {Other.Deep.Text}");
        ref Cell kept = ref Cell;
        if (Other.X > 0)
            kept.X += 5;
        Other.Deep.Text = null;
        Other.Deep.Text ??= "filled";
        log.Add(Other.Deep.Text);
        kept.Deep.Y = kept.Bump();
        log.Add($"{Cell.X} {Cell.Deep.Y}");
        int.TryParse("17", out Other.X);
        log.Add(Other.X.ToString());
        return string.Join(";", log);
    }

    private static void Swap(ref Cell left, ref Cell right) => (left, right) = (right, left);

    private static void Fill(out int place, int value) => place = value;

    private static int Read(in Cell cell) => cell.X;
}

public class Holder
{
    public int Number = 1;
    public string? Label;
    protected int Hidden = 2;

    public IEnumerable<int> Count(int to)
    {
        for (int i = 0; i < to; i++)
            yield return Number++;
    }

    public Func<int> Counter() => () => Number += Hidden;

    public async Task<string> LabelAsync(string text)
    {
        Label = text;
        await Task.Yield();
        Label += Number;
        return Label;
    }
}
