namespace Weft.Protocol;

/// <summary>Names one lock of the cluster.</summary>
/// <param name="Id">The object's id, or the hash of the lock's name.</param>
/// <param name="Part">Which of the object's locks: 0 is its monitor; others are the atomics of a member or a key stripe.</param>
/// <param name="Named">Whether <paramref name="Id"/> is the hash of a name.</param>
public readonly record struct LockId(ulong Id, ushort Part, bool Named)
{
    /// <summary>The monitor of a shared object.</summary>
    public static LockId OfObject(ulong objectId) => new(objectId, 0, Named: false);

    /// <summary>The lock of one place of a shared object, under which atomic operations work on it.</summary>
    /// <param name="objectId">The object.</param>
    /// <param name="part">Which place: not 0.</param>
    public static LockId OfPlace(ulong objectId, ushort part) => new(objectId, part, Named: false);

    /// <summary>The cluster lock of a name.</summary>
    public static LockId OfName(string name) => new(WireHash.Of(name), 0, Named: true);

    /// <summary>Writes the id.</summary>
    public void Write(WireWriter writer)
    {
        writer.Fixed64(Id);
        writer.Unsigned(((ulong)Part << 1) | (Named ? 1UL : 0));
    }

    /// <summary>Reads an id.</summary>
    public static LockId Read(ref WireReader reader)
    {
        ulong id = reader.Fixed64();
        ulong rest = reader.Unsigned();
        if (rest >> 17 != 0)
            throw new ProtocolException($"The part of a lock's id at byte {reader.Position} is larger than 16 bits.");
        return new LockId(id, (ushort)(rest >> 1), (rest & 1) != 0);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{(Named ? "name " : "")}{Id:x}{(Part == 0 ? "" : $"/{Part}")}";
}
