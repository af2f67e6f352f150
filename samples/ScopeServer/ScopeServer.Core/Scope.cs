namespace ScopeServer.Core;

/// <summary>
/// A place in the tree: it has a name, attributes, and rooms below it. Safe for use by several threads; each collection is
/// guarded by its own lock.
/// </summary>
public class Scope
{
    /// <summary>The most rooms that one scope holds.</summary>
    public const int MaxChildren = 1000;

    /// <summary>The most attributes that one scope holds.</summary>
    public const int MaxAttributes = 100;

    /// <summary>The longest value of an attribute.</summary>
    public const int MaxAttributeLength = 4000;

    /// <summary>The deepest level of rooms within rooms.</summary>
    public const int MaxDepth = 8;

    private readonly Dictionary<string, Scope> children = new();
    private readonly Dictionary<string, string> attributes = new();

    /// <summary>Makes a scope that is in nobody's list of children yet.</summary>
    protected Scope(string name, Scope? parent)
    {
        Name = name;
        Parent = parent;
        Depth = parent is null ? 0 : parent.Depth + 1;
        Path = parent is null or { Depth: 0 } ? name : $"{parent.Path}/{name}";
    }

    /// <summary>The name, unique among its siblings; empty for the top.</summary>
    public string Name { get; }

    /// <summary>The scope above; null for the top.</summary>
    public Scope? Parent { get; }

    /// <summary>The names from below the top down to this scope, separated by slashes.</summary>
    public string Path { get; }

    /// <summary>How far below the top it is.</summary>
    public int Depth { get; }

    /// <summary>The rooms directly below, as they are now, by name.</summary>
    public IReadOnlyList<Scope> Children()
    {
        lock (children)
        {
            var all = new Scope[children.Count];
            children.Values.CopyTo(all, 0);
            Array.Sort(all, (x, y) => string.CompareOrdinal(x.Name, y.Name));
            return all;
        }
    }

    /// <summary>Finds a room directly below.</summary>
    public Room? FindRoom(string name)
    {
        lock (children)
            return children.TryGetValue(name, out var found) ? found as Room : null;
    }

    /// <summary>Finds a room directly below, or makes it.</summary>
    /// <exception cref="RejectedException">The name is not valid, or there are too many rooms.</exception>
    public Room OpenRoom(string name, out bool created)
    {
        Names.Check(name);
        if (Depth >= MaxDepth)
            throw new RejectedException($"Rooms can be nested {MaxDepth} deep.");
        lock (children)
        {
            created = !children.TryGetValue(name, out var found);
            if (found is Room existing)
                return existing;
            if (children.Count >= MaxChildren)
                throw new RejectedException($"A scope can hold {MaxChildren} rooms.");
            var room = new Room(name, this);
            children.Add(name, room);
            return room;
        }
    }

    /// <summary>The attributes as they are now.</summary>
    public IReadOnlyDictionary<string, string> Attributes()
    {
        lock (attributes)
        {
            var copy = new SortedDictionary<string, string>(StringComparer.Ordinal);
            foreach (var (name, value) in attributes)
                copy.Add(name, value);
            return copy;
        }
    }

    /// <summary>Sets an attribute; null removes it.</summary>
    /// <exception cref="RejectedException">The name is not valid, the value is too long, or there are too many.</exception>
    public void SetAttribute(string name, string? value)
    {
        Names.Check(name);
        if (value is { Length: > MaxAttributeLength })
            throw new RejectedException($"An attribute can be {MaxAttributeLength} characters long.");
        lock (attributes)
        {
            if (value is null)
            {
                attributes.Remove(name);
                return;
            }
            if (!attributes.ContainsKey(name) && attributes.Count >= MaxAttributes)
                throw new RejectedException($"A scope can hold {MaxAttributes} attributes.");
            attributes[name] = value;
        }
    }

    /// <summary>Takes a room out of the children, if it is still the one of its name.</summary>
    internal bool Remove(Room room)
    {
        lock (children)
            return children.TryGetValue(room.Name, out var found) && ReferenceEquals(found, room) && children.Remove(room.Name);
    }
}
