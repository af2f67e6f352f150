namespace Weft.Protocol;

/// <summary>What every frame from the hub begins with.</summary>
/// <param name="Epoch">The hub's incarnation. A node that meets a lower one than before ignores the frame's sender.</param>
/// <param name="Durable">All groups up to this number are on stable storage.</param>
/// <param name="Complete">All that concerns this node up to this number has been sent to it.</param>
/// <param name="Received">How many of the session's frames the hub has handled: the node need not keep them any longer.</param>
public readonly record struct HubStamp(ulong Epoch, ulong Durable, ulong Complete, ulong Received = 0)
{
    /// <summary>Writes the stamp.</summary>
    public void Write(WireWriter writer)
    {
        writer.Unsigned(Epoch);
        writer.Unsigned(Durable);
        writer.Unsigned(Complete);
        writer.Unsigned(Received);
    }

    /// <summary>Reads a stamp.</summary>
    public static HubStamp Read(ref WireReader reader) => new(reader.Unsigned(), reader.Unsigned(), reader.Unsigned(), reader.Unsigned());
}
