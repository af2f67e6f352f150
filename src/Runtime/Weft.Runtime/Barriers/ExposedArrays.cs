using Weft.Runtime.Collections;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Barriers;

/// <summary>
/// Shared arrays that one thread has handed to code which may write them unseen, with their content before. Compared when the thread next publishes.
/// </summary>
internal sealed class ExposedArrays
{
    private readonly Dictionary<Array, (SharedHeader Header, Array Before)> _arrays = new(ReferenceEqualityComparer.Instance);

    internal bool IsEmpty => _arrays.Count == 0;

    internal void Add(Array array, SharedHeader header) => _arrays.TryAdd(array, (header, (Array)array.Clone()));

    /// <summary>Records the differences as operations of the current thread and forgets the arrays.</summary>
    internal void Record()
    {
        if (_arrays.Count == 0)
            return;
        (Array Array, SharedHeader Header, Array Before)[] exposed = [.. _arrays.Select(pair => (pair.Key, pair.Value.Header, pair.Value.Before))];
        _arrays.Clear();
        foreach ((Array array, SharedHeader header, Array before) in exposed)
            ArrayDescriptor.Of(header).RecordDifference(array, before, header);
    }
}
