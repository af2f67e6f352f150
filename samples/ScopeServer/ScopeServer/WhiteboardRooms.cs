using ScopeServer.Core;

namespace ScopeServer;

/// <summary>The rooms of this application: each has a whiteboard.</summary>
internal sealed class WhiteboardRooms(GlobalScope global)
{
    /// <summary>The tree that the rooms are in.</summary>
    public GlobalScope Tree => global;

    /// <summary>Finds a room.</summary>
    public Room? Find(string path) => global.FindRoomAt(path);

    /// <summary>Finds a room or makes it.</summary>
    /// <exception cref="RejectedException">The path is not valid, or there are too many rooms.</exception>
    public Room Open(string path, out bool created)
    {
        var room = global.OpenRoomAt(path, out created);
        Board(room);
        return room;
    }

    /// <summary>The whiteboard of a room.</summary>
    public static Whiteboard Board(Room room) => room.OpenObject(Whiteboard.ObjectName, static name => new Whiteboard(name));
}
