namespace ScopeServer.Core;

/// <summary>A scope that people enter: it has shared objects and a chat.</summary>
public class Room : Scope
{
    /// <summary>The most shared objects in one room.</summary>
    public const int MaxObjects = 50;

    private readonly Dictionary<string, SharedObject> objects = new();
    private readonly Audience audience = new();
    private bool closed;

    /// <summary>Makes a room.</summary>
    internal Room(string name, Scope parent)
        : base(name, parent)
    {
    }

    /// <summary>What was said here.</summary>
    public ChatLog Chat { get; } = new();

    /// <summary>Finds a shared object.</summary>
    public SharedObject? FindObject(string name)
    {
        lock (objects)
            return objects.GetValueOrDefault(name);
    }

    /// <summary>The names of the shared objects.</summary>
    public IReadOnlyList<string> ObjectNames()
    {
        lock (objects)
        {
            var names = new List<string>(objects.Count);
            foreach (var name in objects.Keys)
                names.Add(name);
            names.Sort(StringComparer.Ordinal);
            return names;
        }
    }

    /// <summary>Finds a shared object, or makes it.</summary>
    /// <exception cref="RejectedException">The name is not valid, is taken by an object of another type, or there are too many.</exception>
    public T OpenObject<T>(string name, Func<string, T> create) where T : SharedObject
    {
        Names.Check(name);
        lock (objects)
        {
            if (objects.TryGetValue(name, out var found))
                return found as T ?? throw new RejectedException($"'{name}' is another kind of object.");
            if (objects.Count >= MaxObjects)
                throw new RejectedException($"A room can hold {MaxObjects} shared objects.");
            var made = create(name);
            objects.Add(name, made);
            return made;
        }
    }

    /// <summary>Lets a listener hear when the room is closed; null if it is closed already.</summary>
    public IDisposable? Enter(IListener listener)
    {
        lock (objects)
            return closed ? null : audience.Add(listener, heard: 0);
    }

    /// <summary>Takes the room and those below it out of the tree and tells everybody in them; false if somebody else did.</summary>
    public bool Close()
    {
        if (Parent?.Remove(this) != true)
            return false;
        foreach (var child in Children())
            (child as Room)?.Close();
        lock (objects)
        {
            closed = true;
            NotifyClosed();
        }
        return true;
    }

    private void NotifyClosed() => audience.Tell(version: 1, listener => listener.Closed(this));
}
