using System.Collections;
using System.Text;

namespace Covered;

/// <summary>Writes to collections without type parameters, and to texts.</summary>
public class Older
{
    private readonly object _gate = new();
    private readonly Hashtable _table = new();
    private readonly BitArray _bits = new(8);
    private readonly StringBuilder _text = new();

    public void All()
    {
        Locked();
        Unlocked(_text, _table);
        Local();
    }

    private void Locked()
    {
        lock (_gate)
        {
            _table["a"] = 1; // covered: this._gate
            _bits.Set(1, !_bits.Get(1)); // covered: this._gate
            _text.Append("a").Append(_text.Length); // covered: this._gate
        }
    }

    private void Unlocked(StringBuilder text, IDictionary table)
    {
        text.Append('b'); // unlocked
        _text.Insert(0, "c").Replace('b', 'd'); // unlocked
        table.Remove("a"); // unlocked
        _bits.Not(); // unlocked
    }

    private static string Local() => new StringBuilder().Append("c").Append('d').ToString();
}
