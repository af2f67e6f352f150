namespace Weft.Hub.Core;

/// <summary>A set of member slots: a bit for each; 64 without an allocation.</summary>
internal struct MemberSet
{
    private ulong _low;
    private ulong[]? _high;

    public readonly bool Contains(int slot)
    {
        if (slot < 64)
            return (_low & (1UL << slot)) != 0;
        int word = (slot >> 6) - 1;
        return _high is not null && word < _high.Length && (_high[word] & (1UL << slot)) != 0;
    }

    public readonly bool IsEmpty => _low == 0 && (_high is null || Array.TrueForAll(_high, word => word == 0));

    public void Add(int slot)
    {
        if (slot < 64)
        {
            _low |= 1UL << slot;
            return;
        }
        int word = (slot >> 6) - 1;
        if (_high is null || word >= _high.Length)
            Array.Resize(ref _high, word + 1);
        _high[word] |= 1UL << slot;
    }

    public void Remove(int slot)
    {
        if (slot < 64)
            _low &= ~(1UL << slot);
        else if (_high is not null && (slot >> 6) - 1 < _high.Length)
            _high[(slot >> 6) - 1] &= ~(1UL << slot);
    }
}
