namespace ScopeServer.Core;

/// <summary>The top of the tree; an application has one.</summary>
public sealed class GlobalScope : Scope
{
    /// <summary>Makes an empty tree.</summary>
    public GlobalScope()
        : base("", null)
    {
    }

    /// <summary>Finds a room by its path.</summary>
    public Room? FindRoomAt(string path)
    {
        Scope? scope = this;
        foreach (var name in path.Split('/'))
        {
            scope = scope.FindRoom(name);
            if (scope is null)
                return null;
        }
        return scope as Room;
    }

    /// <summary>Finds a room by its path, or makes it and what is missing above it.</summary>
    /// <exception cref="RejectedException">A name is not valid, or there are too many rooms.</exception>
    public Room OpenRoomAt(string path, out bool created)
    {
        var names = path.Split('/');
        foreach (var name in names)
            Names.Check(name);
        if (names.Length > MaxDepth)
            throw new RejectedException($"Rooms can be nested {MaxDepth} deep.");
        var room = OpenRoom(names[0], out created);
        for (var i = 1; i < names.Length; i++)
            room = room.OpenRoom(names[i], out created);
        return room;
    }
}
