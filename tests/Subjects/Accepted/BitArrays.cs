using System.Collections;

namespace Accepted;

/// <summary>Arrays of bits: bit by bit, as a whole, and with each other.</summary>
public sealed class BitArrays : Construct
{
    private readonly BitArray _bits = new(70) { [1] = true };
    private readonly BitArray _mask = new(new[] { true, false, true, true });
    private readonly BitArray _word = new([0x0F0F]);
    private readonly byte[] _bytes = new byte[2];

    public override string Act()
    {
        lock (_bits.SyncRoot)
        {
            _bits.Set(69, true);
            _bits[33] = true;
            _bits[1] = false;
        }
        _mask.Not();
        _mask.Length = 6;
        _mask.Or(new BitArray(6) { [5] = true });
        _word.LeftShift(4).Xor(_word);
        _word.Or(new BitArray([0x00FF])).RightShift(1);
        _word.Length = 16;
        _word.CopyTo(_bytes, 0);
        return $"{_bits.HasAnySet()} {_bits.HasAllSet()} {_bits.Get(33)} {Failure(() => _bits[70] = true)} {Failure(() => _bits.And(_mask))} {Failure(ChangeWhileEnumerating)}";
    }

    public override string Show() =>
        $"{string.Join(",", Enumerable.Range(0, _bits.Length).Where(i => _bits[i]))} {_bits.Count} {Digits(_mask)} {Digits((BitArray)_word.Clone())} {string.Join(",", _bytes)}";

    private static string Digits(BitArray bits) => string.Concat(bits.Cast<bool>().Select(bit => bit ? '1' : '0'));

    private void ChangeWhileEnumerating()
    {
        foreach (bool bit in _bits)
            _bits[0] = bit;
    }

    private static string Failure(Action act)
    {
        try
        {
            act();
            return "done";
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return e.GetType().Name;
        }
    }
}
