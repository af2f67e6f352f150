using System.Collections;

namespace Accepted;

/// <summary>Dictionaries with an order, directly, by position and through interfaces.</summary>
public sealed class OrderedDictionaries : Construct
{
    private readonly OrderedDictionary<string, Step> _steps = new(StringComparer.OrdinalIgnoreCase) { ["last"] = new Step(9) };
    private readonly IList<KeyValuePair<int, string>> _list = new OrderedDictionary<int, string> { [1] = "one", [2] = "two" };
    private readonly IList _untyped = new OrderedDictionary<int, string>();

    public override string Act()
    {
        _steps.Insert(0, "first", new Step(1));
        _steps.TryAdd("LAST", new Step(0), out int place);
        _steps.SetAt(1, "middle", new Step(5));
        _steps["middle"].Number++;
        _steps.Add("end", new Step(10));
        _steps.SetAt(2, new Step(11));
        _list.Insert(0, new KeyValuePair<int, string>(0, "zero"));
        _list[1] = new KeyValuePair<int, string>(7, "seven");
        _list.RemoveAt(2);
        ((IDictionary<int, string>)_list)[8] = "eight";
        _untyped.Add(new KeyValuePair<int, string>(3, "three"));
        _untyped.Insert(0, new KeyValuePair<int, string>(4, "four"));
        _untyped.Remove(new KeyValuePair<int, string>(3, "other"));
        return $"{place} {_steps.IndexOf("MIDDLE")} {_steps.GetAt(1).Value.Number} {_steps.ContainsKey("last")}";
    }

    public override string Show() =>
        $"{string.Join(",", _steps.Keys)} {string.Join(",", _steps.Values.Select(step => step.Number))} {string.Join(",", _list)} {_untyped.Count} {_untyped[0]} {((IDictionary)_untyped)[3]}";

    private sealed class Step(int number)
    {
        public int Number { get; set; } = number;
    }
}
