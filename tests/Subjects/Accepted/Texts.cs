using System.Globalization;
using System.Text;

namespace Accepted;

/// <summary>Texts that are put together, in shared fields and beside.</summary>
public sealed class Texts : Construct
{
    private readonly StringBuilder _text = new("start");
    private readonly StringBuilder _long = new StringBuilder().Append('x', 5000);
    private readonly List<StringBuilder> _all = [];
    private StringBuilder? _later;

    public override string Act()
    {
        lock (_text)
        {
            _text.Append(' ').Append(1).Append(2.5).Append(true).Append((object)"boxed").AppendLine("!");
            _text.Append($"[{_long.Length}:{Name(3),4}]").AppendLine(CultureInfo.InvariantCulture, $"{1.5}");
            _text.AppendFormat(CultureInfo.InvariantCulture, "{0}-{1}", 1, "two").AppendJoin(", ", new[] { 1, 2, 3 });
            _text.Insert(5, "ed").Insert(0, 9).Replace("start", "begun").Replace('!', '?', 0, 10).Remove(1, 1);
            _text[0] = '<';
        }
        _long.Insert(2500, "middle").Remove(100, 2000).Append(_text);
        _later = new StringBuilder().Append("later");
        _later.Length -= 2;
        _all.Add(_text);
        _all.Add(new StringBuilder("in a list"));
        foreach (StringBuilder each in _all)
            each.Append(';');
        StringBuilder own = new();
        foreach (ReadOnlyMemory<char> chunk in _text.GetChunks())
            own.Append(chunk);
        return $"{own.Equals(_text)} {_text.Equals(_long)} {Failure(() => _text.Insert(1000, "x"))} {Failure(() => _text.AppendFormat(CultureInfo.InvariantCulture, "half{1}", 0))} {_text.EnsureCapacity(10) >= 10}";
    }

    public override string Show()
    {
        char[] copy = new char[6];
        _long.CopyTo(_long.ToString().IndexOf("middle", StringComparison.Ordinal), copy, 0, 6);
        return $"{_text} {_text.Length} {_text[1]} {_text.ToString(2, 3)} {_long.Length} {new string(copy)} {_later} {ReferenceEquals(_all[0], _text)} {_all[1]}".ReplaceLineEndings("|");
    }

    private static string Name(int number) => new StringBuilder().Append($"n{number}").ToString();

    private static string Failure(Action act)
    {
        try
        {
            act();
            return "done";
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or FormatException)
        {
            return e.GetType().Name;
        }
    }
}
