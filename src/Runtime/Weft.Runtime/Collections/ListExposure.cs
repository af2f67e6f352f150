using System.Runtime.InteropServices;
using Weft.Runtime.Barriers;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections;

/// <summary>A shared list whose elements may be written unseen, through a span. Elements come and go in what is known as they do in the list.</summary>
internal sealed class ListExposure<T>(SharedHeader header, List<T> list, ListReplica<T> replica) : Exposure<T>(header)
{
    private readonly List<T> _known = [.. list.ToArray()];

    private protected override Span<T> Now => CollectionsMarshal.AsSpan(list);

    private protected override Span<T> Known => CollectionsMarshal.AsSpan(_known);

    internal void Insert(int index, T item)
    {
        if (index <= _known.Count)
            _known.Insert(index, item);
    }

    internal void Remove(int index, int count)
    {
        if (index + count <= _known.Count)
            _known.RemoveRange(index, count);
    }

    /// <summary>All that is in the list now is known.</summary>
    internal void LearnAll()
    {
        _known.Clear();
        _known.AddRange(list.ToArray());
    }

    private protected override void RecordRun(int start, ReadOnlySpan<T> values)
    {
        for (int i = 0; i < values.Length; i++)
            replica.RecordUnseen(list, start + i, values[i]);
    }
}
