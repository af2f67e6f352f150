namespace Accepted;

/// <summary>Delegates that are shared: of static methods, of lambdas without captures, of methods of shared objects; events of these, and collections.</summary>
public sealed class SharedDelegates : Construct
{
    private readonly List<Maker> _list = [];
    private readonly Dictionary<string, Maker> _map = [];
    private readonly Maker[] _array = new Maker[2];
    private readonly Printer _printer = new() { Prefix = "p" };
    private Maker? _plain;
    private Maker<object>? _generic;
    private Maker<string>? _contravariant;
    private object? _anything;
    private int _base = 40;

    public event Maker? Asked;

    public override string Act()
    {
        _plain = Double;
        string first = _plain(4);
        _plain += number => $"lambda {number}";
        _plain += _printer.Print;
        Maker added = Add;
        Asked += added;
        Asked += Double;
        Asked += Add;
        Asked -= Double;
        Asked -= added;
        _generic = Show;
        _contravariant = _generic;
        _anything = (Maker)_printer.Print;
        _list.Add(Double);
        _list.Add(static number => (number - 1).ToString());
        _map["add"] = Add;
        _array[0] = _printer.Print;
        _array[1] = _plain;
        bool removed = _list.Remove(Double);
        _list.Insert(0, Double);
        _printer.Prefix = "q";
        _base++;
        return $"{first} {removed} {Asked?.GetInvocationList().Length} {_plain.GetInvocationList().Length}";
    }

    public override string Show() => string.Join(" ", All(_plain!), All(Asked!), _generic!(5), _contravariant!("text"), ((Maker)_anything!)(6), All([.. _list]), _map["add"](2), All(_array));

    private static string Double(int number) => (number * 2).ToString();

    private static string Show(object value) => "shown " + value;

    private static string All(params Maker[] makers) => string.Join("|", makers.SelectMany(maker => maker.GetInvocationList()).Select(one => ((Maker)one)(3)));

    private string Add(int number) => (_base + number).ToString();

    private sealed class Printer
    {
        public string Prefix { get; set; } = "";

        public string Print(int number) => Prefix + number;
    }
}
