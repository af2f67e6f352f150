using Weft.Protocol;

namespace Weft.Hub.Core;

/// <summary>Two different names have the same hash, so that one of them cannot be used.</summary>
internal sealed class TypeCollisionException(string message) : Exception(message);

/// <summary>
/// The type definitions that nodes sent. Nodes of different versions of a class define it with different fields; each such definition is kept and relayed once.
/// </summary>
internal sealed class TypeTable
{
    private readonly Dictionary<ulong, string> _typeNames = [];
    private readonly Dictionary<uint, string> _fieldNames = [];
    private readonly Dictionary<ulong, string> _pendingTypes = [];
    private readonly Dictionary<uint, string> _pendingFields = [];
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly WireWriter _all = new();

    /// <summary>All definitions, as entries. Valid until the next <see cref="Add"/>.</summary>
    public ReadOnlyMemory<byte> All => _all.WrittenMemory;

    public int Count => _typeNames.Count;

    public string? NameOf(ulong typeId) => _typeNames.GetValueOrDefault(typeId);

    public string? NameOfField(uint key) => _fieldNames.GetValueOrDefault(key);

    /// <summary>Forgets the definitions that were validated and not added.</summary>
    public void BeginGroup()
    {
        _pendingTypes.Clear();
        _pendingFields.Clear();
    }

    /// <summary>Validates the definition behind an entry's first byte.</summary>
    /// <returns>Whether it is known already.</returns>
    public bool Check(ref WireReader reader, int start)
    {
        Walk(ref reader, add: false);
        return _known.Contains(Convert.ToHexString(reader.Between(start, reader.Position)));
    }

    /// <summary>Adds a definition that was validated.</summary>
    public void Add(ReadOnlySpan<byte> entry)
    {
        if (!_known.Add(Convert.ToHexString(entry)))
            return;
        var reader = new WireReader(entry);
        reader.Byte();
        Walk(ref reader, add: true);
        _all.Raw(entry);
    }

    // While checking, names are compared with the known ones and with the others of the same group.
    private void Walk(ref WireReader reader, bool add)
    {
        ulong typeId = reader.Fixed64();
        string name = reader.Text();
        string? other;
        if (add)
            _typeNames[typeId] = name;
        else if ((_typeNames.TryGetValue(typeId, out other) || !_pendingTypes.TryAdd(typeId, name) && _pendingTypes.TryGetValue(typeId, out other)) && other != name)
            throw new TypeCollisionException($"The types '{name}' and '{other}' have the same hash {typeId:x}. Rename one of them.");
        byte kind = reader.Byte();
        if (!Enum.IsDefined((ObjectKind)kind))
            throw new ProtocolException($"{kind} at byte {reader.Position - 1} of the group is no kind of object.");
        int count = reader.Count();
        for (int i = 0; i < count; i++)
        {
            uint key = reader.Fixed32();
            string field = reader.Text();
            if (add)
                _fieldNames[key] = field;
            else if ((_fieldNames.TryGetValue(key, out other) || !_pendingFields.TryAdd(key, field) && _pendingFields.TryGetValue(key, out other)) && other != field)
                throw new TypeCollisionException($"The fields '{field}' and '{other}' have the same hash {key:x}. Rename one of them.");
        }
    }
}
