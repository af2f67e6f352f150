namespace Accepted;

/// <summary>Lambdas and local functions that reach the fields of a captured <c>this</c> or of a captured shared object; query expressions.</summary>
public sealed class Closures : Construct
{
    private int _number;
    private Size _size;
    private readonly List<int> _seen = [];

    public override string Act()
    {
        int local = 5;
        Action<int> add = more =>
        {
            _number += more + local;
            _size.Width++;
            local++;
        };
        add(1);
        add(2);
        Func<int, int> next = Next;
        Bump();
        void Bump()
        {
            _number++;
            local += _number;
            _size.Height = local;
        }
        Closures self = this;
        Func<Func<int>> nested = () => () => self._number *= 2;
        int doubled = nested()();
        foreach (int seen in from number in Enumerable.Range(0, 4) where number % 2 == 1 select next(number))
            _seen.Add(seen);
        return $"{local} {doubled}";
    }

    public override string Show() => $"{_number} {_size.Width}x{_size.Height} {string.Join(",", _seen)}";

    private int Next(int number) => number + _number;
}
