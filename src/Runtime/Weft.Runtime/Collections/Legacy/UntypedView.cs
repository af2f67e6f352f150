using System.Collections;
using Weft.Runtime.Barriers;

namespace Weft.Runtime.Collections.Legacy;

/// <summary>The keys or values of a collection, as the framework shows them, with what other nodes have done to it whenever they are looked at.</summary>
/// <param name="collection">Asked for its count, it performs what it was told.</param>
/// <param name="view">The framework's own view.</param>
internal sealed class UntypedView(ICollection collection, ICollection view) : ICollection
{
    public int Count => collection.Count;

    public bool IsSynchronized => view.IsSynchronized;

    public object SyncRoot => view.SyncRoot;

    public void CopyTo(Array array, int index)
    {
        int count = collection.Count;
        view.CopyTo(array, index);
        ArrayWrites.Written(array, index, count);
    }

    public IEnumerator GetEnumerator()
    {
        _ = collection.Count;
        return view.GetEnumerator();
    }
}
