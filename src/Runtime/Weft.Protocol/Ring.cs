using System.Collections;
using System.Runtime.CompilerServices;

namespace Weft.Protocol;

/// <summary>Items in order, added at the end and taken at either end without an allocation for each.</summary>
internal sealed class Ring<T> : IReadOnlyCollection<T>
{
    private T[] _items = [];
    private int _first;

    public int Count { get; private set; }

    /// <summary>The place of the first item: how many were taken from the front before.</summary>
    public long First { get; private set; }

    /// <summary>The place behind the last item.</summary>
    public long End => First + Count;

    /// <summary>Up to which place all is as it was when <see cref="Settle"/> was last called, but for what was taken from the front.</summary>
    public long Settled { get; private set; }

    public T this[int index] => _items[Place(index)];

    public void AddLast(T item)
    {
        if (Count == _items.Length)
            Grow();
        _items[Place(Count)] = item;
        Count++;
    }

    public T TakeFirst()
    {
        T item = Take(_first);
        _first = Place(1);
        Count--;
        First++;
        Settled = Math.Max(Settled, First);
        return item;
    }

    public T TakeLast()
    {
        T item = Take(Place(Count - 1));
        Count--;
        Settled = Math.Min(Settled, End);
        return item;
    }

    /// <summary>The items are known elsewhere as they are now.</summary>
    public void Settle() => Settled = End;

    /// <summary>Counts the places of an empty one from another number on.</summary>
    public void BeginAt(long first) => (First, Settled) = (first, first);

    public IEnumerator<T> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // The length is a power of two.
    private int Place(int index) => (_first + index) & (_items.Length - 1);

    private T Take(int place)
    {
        T item = _items[place];
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
            _items[place] = default!;
        return item;
    }

    private void Grow()
    {
        T[] grown = new T[Math.Max(4, _items.Length * 2)];
        for (int i = 0; i < Count; i++)
            grown[i] = this[i];
        (_items, _first) = (grown, 0);
    }
}
