namespace Weft.Runtime.Barriers;

/// <summary>
/// Shared arrays and lists that one thread has handed to code which may write them unseen. Each is compared whenever the thread publishes, until it was found unchanged so often
/// that whoever wrote it is taken to be done.
/// </summary>
internal sealed class ExposedContents
{
    /// <summary>How many publications in a row must find a content unchanged before it is compared no more.</summary>
    internal const int Patience = 32;

    /// <summary>How many fields that were found unchanged so often are looked at again where an instruction tells that it wrote through such an address.</summary>
    internal const int Memory = 128;

    private readonly Dictionary<object, Entry> _entries = new(ReferenceEqualityComparer.Instance);
    private readonly OrderedDictionary<Exposure, bool> _quiet = [];
    private bool _told;

    /// <summary>Whether anything was exposed since the thread last published.</summary>
    internal bool HasFresh { get; private set; }

    /// <summary>Whether there is nothing to compare.</summary>
    internal bool IsEmpty => _entries.Count == 0 && !_told && !HasFresh;

    internal void Add(object instance, Exposure exposure)
    {
        HasFresh = true;
        Forget(exposure);
        if (_entries.TryGetValue(instance, out Entry? entry) && entry.Exposure == exposure)
        {
            entry.Unchanged = 0;
            exposure.Release();
            return;
        }
        entry?.Exposure.Release();
        _entries[instance] = new Entry(exposure);
    }

    /// <summary>The object that has a place whose address the thread has kept; null where it is none of those. It is kept for as long again.</summary>
    internal Exposure? OwnerOf<T>(ref readonly T place)
    {
        foreach (Entry entry in _entries.Values)
        {
            if (entry.Exposure.IsVoid || !entry.Exposure.Has(in place))
                continue;
            entry.Unchanged = 0;
            return entry.Exposure;
        }
        foreach (Exposure exposure in _quiet.Keys)
        {
            if (exposure.IsVoid || !exposure.Has(in place) || exposure.Owner is not { } owner)
                continue;
            // It is one of those that are compared again.
            _quiet.Remove(exposure);
            _entries[owner] = new Entry(exposure);
            return exposure;
        }
        return null;
    }

    /// <summary>Woven code has written through an address that it may have kept since long: the next publication looks at all fields that are remembered.</summary>
    internal void Tell()
    {
        if (_quiet.Count != 0)
            _told = HasFresh = true;
    }

    /// <summary>Records what differs as operations of the current thread.</summary>
    internal void Record()
    {
        if (_told)
            RecordQuiet();
        if (_entries.Count == 0)
            return;
        HasFresh = false;
        foreach ((object instance, Entry entry) in _entries.ToArray())
        {
            bool goesOn = false;
            try
            {
                // Of a session that is over: whoever works on it exposes it anew.
                if (entry.Exposure.IsVoid)
                    continue;
                entry.Unchanged = entry.Exposure.RecordDifference() ? 0 : entry.Unchanged + 1;
                goesOn = entry.Unchanged < Patience;
            }
            finally
            {
                // What cannot be shared fails once, not at each publication.
                if (!goesOn && _entries.Remove(instance))
                    Remember(entry);
            }
        }
    }

    private void RecordQuiet()
    {
        _told = HasFresh = false;
        foreach (Exposure exposure in _quiet.Keys.ToArray())
        {
            bool goesOn = false;
            try
            {
                if (exposure.IsVoid)
                    continue;
                exposure.RecordDifference();
                goesOn = exposure.Owner is not null;
            }
            finally
            {
                if (!goesOn)
                    Forget(exposure);
            }
        }
    }

    private void Remember(Entry entry)
    {
        if (entry.Unchanged < Patience || !entry.Exposure.IsRemembered || !_quiet.TryAdd(entry.Exposure, true))
            entry.Exposure.Release();
        else if (_quiet.Count > Memory)
            Forget(_quiet.GetAt(0).Key);
    }

    private void Forget(Exposure exposure)
    {
        if (_quiet.Count != 0 && _quiet.Remove(exposure))
            exposure.Release();
    }

    private sealed class Entry(Exposure exposure)
    {
        internal Exposure Exposure => exposure;

        internal int Unchanged { get; set; }
    }
}
