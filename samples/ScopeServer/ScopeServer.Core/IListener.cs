namespace ScopeServer.Core;

/// <summary>
/// Somebody who follows a room. All methods are called under a lock of what is followed, in the order of the changes: they must return
/// at once and call nothing of the room.
/// </summary>
public interface IListener
{
    /// <summary>The listener follows a shared object from here on.</summary>
    void Started(ObjectSnapshot snapshot);

    /// <summary>The listener follows a chat from here on.</summary>
    void Started(IReadOnlyList<ChatLine> lines);

    /// <summary>A shared object has changed.</summary>
    void Changed(ObjectChange change);

    /// <summary>Something was said.</summary>
    void Said(ChatLine line);

    /// <summary>The room was closed.</summary>
    void Closed(Room room);
}
