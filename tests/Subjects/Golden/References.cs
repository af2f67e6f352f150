using System.Runtime.CompilerServices;

namespace Golden;

[InlineArray(4)]
public struct Four
{
    private int _first;
}

public class References
{
    private int _number;
    private int _other;
    private Size _size;
    private Four _four;

    public ref int Number() => ref _number;

    public ref readonly Size View() => ref _size;

    public void Chosen(bool other)
    {
        ref int place = ref other ? ref _other : ref _number;
        place = 1;
    }

    public void Returned() => Number() = 2;

    public void Element(int index) => _four[index] = 3;

    public Span<int> Span() => _four;
}
