namespace Weft.Runtime.Objects;

/// <summary>What this node knows of a content that its class replaces at each write, in one field of one instance.</summary>
internal sealed class ContentState<T>
{
    private Arrival? _arrived;

    /// <summary>Serialises the threads that work on the field. Never taken by the reader thread.</summary>
    internal Lock Gate { get; } = new();

    /// <summary>The shared collection of which the field holds a copy; null while it holds nothing. Under the gate.</summary>
    internal object? Source { get; set; }

    /// <summary>The copy. Under the gate.</summary>
    internal T? Known { get; set; }

    /// <summary>The version of the source that the copy is of. Under the gate.</summary>
    internal long Version { get; set; }

    /// <summary>The source's header when the copy was made: another session gives it another one, with versions of its own. Under the gate.</summary>
    internal SharedHeader? SourceHeader { get; set; }

    /// <summary>The copy's own count of changes. Under the gate.</summary>
    internal long Stamp { get; set; } = Collections.ContentStamp.Unknown;

    /// <summary>Whether it was said already that the copy was changed in place. Under the gate.</summary>
    internal bool IsReported { get; set; }

    /// <summary>Whether another source waits to take the place of this one.</summary>
    internal bool HasArrived => Volatile.Read(ref _arrived) is not null;

    /// <summary>Another node has stored another source, or an own store came back. Under the owner's latch.</summary>
    internal void Arrive(object? source)
    {
        Arrival? before = Volatile.Read(ref _arrived);
        if (!ReferenceEquals(before is null ? Source : before.Source, source))
            Volatile.Write(ref _arrived, new Arrival(source));
    }

    /// <summary>The source that has arrived last. Under the gate.</summary>
    internal bool TryTakeArrived(out object? source)
    {
        Arrival? arrived = Interlocked.Exchange(ref _arrived, null);
        source = arrived?.Source;
        return arrived is not null;
    }

    private sealed record Arrival(object? Source);
}
