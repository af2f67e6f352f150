using System.Collections.Immutable;

namespace Refused;

/// <summary>A shared field that takes what an atomic operation on another one gives out.</summary>
public sealed partial class Shared
{
    private ImmutableQueue<int> _queue = [];

    public bool OutToField() => ImmutableInterlocked.TryDequeue(ref _queue, out _number); // WEFT1603
}
