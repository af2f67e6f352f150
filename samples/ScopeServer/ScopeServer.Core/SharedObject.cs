namespace ScopeServer.Core;

/// <summary>
/// A named set of attributes that everybody in a room sees. Each change has the next version; each listener hears each change once.
/// Holds the last <c>capacity</c> keys: a new one beyond that removes the oldest.
/// </summary>
public class SharedObject
{
    private readonly object sync = new();
    private readonly Dictionary<string, string> attributes = new();
    private readonly List<string> keys = new();
    private readonly Audience audience = new();
    private readonly int capacity;
    private long version;

    /// <summary>Makes an empty object.</summary>
    public SharedObject(string name, int capacity)
    {
        Name = name;
        this.capacity = capacity;
    }

    /// <summary>The name, unique in its room.</summary>
    public string Name { get; }

    /// <summary>Sets an attribute.</summary>
    /// <exception cref="RejectedException">The key is not valid.</exception>
    public void Set(string key, string value)
    {
        Names.Check(key);
        lock (sync)
        {
            if (!attributes.ContainsKey(key))
                keys.Add(key);
            attributes[key] = value;
            // Told inside the lock, so that listeners hear changes in the order of their versions; all they do is queue.
            Notify(++version, key, value);
            if (keys.Count > capacity)
                RemoveAt(0);
        }
    }

    /// <summary>Removes an attribute; false if there is none.</summary>
    public bool Remove(string key)
    {
        lock (sync)
        {
            var index = keys.IndexOf(key);
            if (index < 0)
                return false;
            RemoveAt(index);
            return true;
        }
    }

    /// <summary>Removes all attributes.</summary>
    public void Clear()
    {
        lock (sync)
        {
            attributes.Clear();
            keys.Clear();
            Notify(++version, null, null);
        }
    }

    /// <summary>The attributes as they are now, oldest key first.</summary>
    public ObjectSnapshot Snapshot()
    {
        lock (sync)
            return TakeSnapshot();
    }

    /// <summary>Gives a listener the attributes as they are, and then each change.</summary>
    /// <returns>Ends the subscription when disposed.</returns>
    public IDisposable Subscribe(IListener listener)
    {
        lock (sync)
        {
            var subscription = audience.Add(listener, version);
            listener.Started(TakeSnapshot());
            return subscription;
        }
    }

    private void RemoveAt(int index)
    {
        var key = keys[index];
        keys.RemoveAt(index);
        attributes.Remove(key);
        Notify(++version, key, null);
    }

    private ObjectSnapshot TakeSnapshot()
    {
        var entries = new KeyValuePair<string, string>[keys.Count];
        for (var i = 0; i < entries.Length; i++)
            entries[i] = new(keys[i], attributes[keys[i]]);
        return new(Name, version, entries);
    }

    /// <summary>Tells the listeners of one change: no key for all cleared, no value for a key removed.</summary>
    private void Notify(long changedTo, string? key, string? value)
    {
        var change = new ObjectChange(Name, changedTo, key, value);
        audience.Tell(changedTo, listener => listener.Changed(change));
    }
}
