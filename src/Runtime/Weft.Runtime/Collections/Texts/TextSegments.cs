namespace Weft.Runtime.Collections.Texts;

/// <summary>
/// The pieces that a shared text consists of for the cluster, by their lengths: their concatenation is the text. An edit sends the pieces that it touches, and no others.
/// </summary>
internal sealed class TextSegments
{
    /// <summary>The most characters that a piece has when it is made.</summary>
    internal const int Longest = 1024;

    private readonly List<int> _lengths = [];

    internal int Count => _lengths.Count;

    /// <summary>How long the text is that the pieces make.</summary>
    internal int Total { get; private set; }

    internal int LengthOf(int segment) => _lengths[segment];

    internal int StartOf(int segment)
    {
        if (segment > _lengths.Count / 2)
        {
            int start = Total;
            for (int i = _lengths.Count - 1; i >= segment; i--)
                start -= _lengths[i];
            return start;
        }
        int sum = 0;
        for (int i = 0; i < segment; i++)
            sum += _lengths[i];
        return sum;
    }

    /// <summary>The piece that a position is in, and where it begins.</summary>
    internal (int Segment, int Start) Find(int position)
    {
        int start = 0;
        for (int i = 0; i < _lengths.Count; i++)
        {
            if (position < start + _lengths[i])
                return (i, start);
            start += _lengths[i];
        }
        return (_lengths.Count, start);
    }

    internal void Insert(int segment, int length)
    {
        _lengths.Insert(segment, length);
        Total += length;
    }

    internal void Remove(int segment, int count)
    {
        for (int i = 0; i < count; i++)
            Total -= _lengths[segment + i];
        _lengths.RemoveRange(segment, count);
    }

    internal void Set(int segment, int length)
    {
        Total += length - _lengths[segment];
        _lengths[segment] = length;
    }

    /// <summary>Divides a text anew.</summary>
    internal void Divide(int total)
    {
        Clear();
        for (int left = total; left > 0; left -= Longest)
            Insert(Count, Math.Min(left, Longest));
    }

    internal void Clear()
    {
        _lengths.Clear();
        Total = 0;
    }
}
