namespace Weft.Runtime.Barriers;

/// <summary>
/// Shared arrays and lists that one thread has handed to code which may write them unseen. Each is compared whenever the thread publishes, until it was found unchanged so often
/// that whoever wrote it is taken to be done.
/// </summary>
internal sealed class ExposedContents
{
    /// <summary>How many publications in a row must find a content unchanged before it is compared no more.</summary>
    internal const int Patience = 32;

    private readonly Dictionary<object, Entry> _entries = new(ReferenceEqualityComparer.Instance);

    /// <summary>Whether anything was exposed since the thread last published.</summary>
    internal bool HasFresh { get; private set; }

    internal void Add(object instance, Exposure exposure)
    {
        HasFresh = true;
        if (_entries.TryGetValue(instance, out Entry? entry) && entry.Exposure == exposure)
        {
            entry.Unchanged = 0;
            exposure.Release();
            return;
        }
        entry?.Exposure.Release();
        _entries[instance] = new Entry(exposure);
    }

    /// <summary>Records what differs as operations of the current thread.</summary>
    internal void Record()
    {
        if (_entries.Count == 0)
            return;
        HasFresh = false;
        foreach ((object instance, Entry entry) in _entries.ToArray())
        {
            bool goesOn = false;
            try
            {
                entry.Unchanged = entry.Exposure.RecordDifference() ? 0 : entry.Unchanged + 1;
                goesOn = entry.Unchanged < Patience;
            }
            finally
            {
                // What cannot be shared fails once, not at each publication.
                if (!goesOn && _entries.Remove(instance))
                    entry.Exposure.Release();
            }
        }
    }

    private sealed class Entry(Exposure exposure)
    {
        internal Exposure Exposure => exposure;

        internal int Unchanged { get; set; }
    }
}
