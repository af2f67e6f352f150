namespace Golden;

public class Fields
{
    private int _number;
    private string? _text;
    private volatile int _hot;
    private readonly long _fixed = 5;

    public int Read() => _number;

    public void Write(string text) => _text = text;

    public long Both(Fields other) => _fixed + _hot + other._number;
}

public sealed class Derived : Fields
{
    private decimal _own;

    public decimal Add(decimal more) => _own += more;
}

public sealed class Generic<T>
{
    public T? Value;

    public void Set(T value) => Value = value;

    public static T? Get(Generic<T> from) => from.Value;
}
