using Weft.Protocol;

namespace Weft.Hub.Core;

/// <summary>One entry of a group: where it lies and what it concerns.</summary>
internal struct ParsedEntry
{
    public EntryKind Kind;
    public int Start;
    public int End;

    /// <summary>The object changed, created or, for a call, called.</summary>
    public StoredObject? Target;

    public int FirstReference;
    public int ReferenceCount;

    public ulong CallId;
    public CallScope Scope;

    /// <summary>A definition that members know already.</summary>
    public bool Redundant;
}

/// <summary>Which members run a call.</summary>
internal enum CallScope : byte
{
    All = 0,
    Holders = 1,
    Others = 2,
}

/// <summary>Parses a whole group before any of it is applied. Reused from group to group.</summary>
internal sealed class ParsedGroup(ObjectTable objects, TypeTable types)
{
    private readonly Dictionary<ulong, StoredObject> _created = [];
    private readonly List<ulong> _referenceIds = [];
    private ParsedEntry[] _entries = new ParsedEntry[64];
    private StoredObject[] _references = new StoredObject[64];
    private int _count;

    public Span<ParsedEntry> Entries => _entries.AsSpan(0, _count);

    public IReadOnlyCollection<StoredObject> Created => _created.Values;

    public ReadOnlySpan<StoredObject> ReferencesOf(in ParsedEntry entry) => _references.AsSpan(entry.FirstReference, entry.ReferenceCount);

    /// <summary>Parses and validates; nothing of the core is changed.</summary>
    /// <exception cref="ProtocolException">Something in the group is malformed or names what does not exist.</exception>
    /// <exception cref="TypeCollisionException">Two names have one hash.</exception>
    /// <param name="bytes">The entries.</param>
    /// <param name="member">Who made it; null for one that was checked before.</param>
    public void Parse(ReadOnlySpan<byte> bytes, int? member)
    {
        _count = 0;
        _created.Clear();
        _referenceIds.Clear();
        types.BeginGroup();
        var reader = new WireReader(bytes);
        while (!reader.AtEnd)
        {
            if (_count == _entries.Length)
                Array.Resize(ref _entries, _count * 2);
            ref ParsedEntry entry = ref _entries[_count];
            entry = new ParsedEntry { Start = reader.Position, FirstReference = _referenceIds.Count };
            entry.Kind = (EntryKind)reader.Byte();
            ParseEntry(ref reader, ref entry, member);
            entry.End = reader.Position;
            entry.ReferenceCount = _referenceIds.Count - entry.FirstReference;
            _count++;
        }
        ResolveReferences();
    }

    /// <summary>Applies what was parsed, but for calls.</summary>
    /// <param name="bytes">The entries that were parsed.</param>
    /// <param name="creator">Who has what is created; null if nobody has.</param>
    public void Apply(ReadOnlySpan<byte> bytes, Member? creator)
    {
        foreach (StoredObject created in Created)
            objects.Add(created, creator);
        foreach (ref ParsedEntry entry in Entries)
        {
            switch (entry.Kind)
            {
                case EntryKind.Create or EntryKind.Call:
                    break;
                case EntryKind.Type:
                    types.Add(bytes[entry.Start..entry.End]);
                    break;
                default:
                    var reader = new WireReader(bytes[..entry.End]) { Position = entry.Start + 1 + sizeof(ulong) };
                    entry.Target!.Apply(entry.Kind, ref reader);
                    break;
            }
        }
    }

    private void ParseEntry(ref WireReader reader, ref ParsedEntry entry, int? member)
    {
        switch (entry.Kind)
        {
            case EntryKind.Type:
                entry.Redundant = types.Check(ref reader, entry.Start);
                break;
            case EntryKind.Create:
                StoredObject created = objects.AsStored(StoredObject.ReadCreation(ref reader, _referenceIds));
                if (created.Id == 0 || objects.Find(created.Id) is not null || !_created.TryAdd(created.Id, created))
                    throw new ProtocolException($"The group's entry at byte {entry.Start} creates object {created.Id:x}, which exists already.");
                entry.Target = created;
                break;
            case EntryKind.Call:
                ParseCall(ref reader, ref entry, member);
                break;
            default:
                ParseOperation(ref reader, ref entry);
                break;
        }
    }

    private void ParseOperation(ref WireReader reader, ref ParsedEntry entry)
    {
        if (entry.Kind is < EntryKind.FieldSet or > EntryKind.SetAdd)
            throw new ProtocolException($"{(byte)entry.Kind} at byte {entry.Start} of the group is no entry kind.");
        StoredObject target = Resolve(reader.Fixed64(), entry.Start);
        if (!target.Accepts(entry.Kind))
            throw new ProtocolException($"The group's entry at byte {entry.Start} applies {entry.Kind} to object {target.Id:x}, which is of kind {target.Kind}.");
        entry.Target = target;
        switch (entry.Kind)
        {
            case EntryKind.FieldSet:
                reader.Raw(4);
                WireValue.Skip(ref reader, _referenceIds);
                break;
            case EntryKind.ElementSet:
                reader.Unsigned();
                SkipValues(ref reader);
                break;
            case EntryKind.ListInsert or EntryKind.ListSet:
                reader.Unsigned();
                WireValue.Skip(ref reader, _referenceIds);
                break;
            case EntryKind.ListRemove:
                reader.Unsigned();
                reader.Unsigned();
                break;
            case EntryKind.ListReplace:
                SkipValues(ref reader);
                break;
            case EntryKind.MapAdd:
                reader.Raw(8);
                WireValue.Skip(ref reader, _referenceIds);
                WireValue.Skip(ref reader, _referenceIds);
                break;
            case EntryKind.MapSet or EntryKind.SetAdd:
                reader.Raw(8);
                WireValue.Skip(ref reader, _referenceIds);
                break;
            case EntryKind.EntryRemove:
                reader.Raw(8);
                break;
        }
    }

    private void ParseCall(ref WireReader reader, ref ParsedEntry entry, int? member)
    {
        entry.CallId = reader.Fixed64();
        if (member is { } number && entry.CallId >> 40 != (ulong)number)
            throw new ProtocolException($"The call {entry.CallId:x} at byte {entry.Start} of the group does not carry the member number {member} in its upper 24 bits.");
        reader.Raw(8);
        byte scope = reader.Byte();
        if (scope > (byte)CallScope.Others)
            throw new ProtocolException($"{scope} at byte {reader.Position - 1} of the group is no choice of nodes for a call.");
        entry.Scope = (CallScope)scope;
        int receiverAt = _referenceIds.Count;
        WireValue.Skip(ref reader, _referenceIds);
        if (_referenceIds.Count > receiverAt)
            entry.Target = Resolve(_referenceIds[receiverAt], entry.Start);
        reader.Raw(8);
        SkipValues(ref reader);
    }

    private void SkipValues(ref WireReader reader)
    {
        int count = reader.Count();
        for (int i = 0; i < count; i++)
            WireValue.Skip(ref reader, _referenceIds);
    }

    private StoredObject Resolve(ulong id, int at)
    {
        if (objects.Find(id) is { } known)
            return known;
        if (_created.TryGetValue(id, out StoredObject? created))
            return created;
        throw new ProtocolException($"The group's entry at byte {at} works on object {id:x}, which was not created before it.");
    }

    private void ResolveReferences()
    {
        int count = _referenceIds.Count;
        if (count > _references.Length)
            _references = new StoredObject[Math.Max(count, _references.Length * 2)];
        for (int i = 0; i < count; i++)
        {
            ulong id = _referenceIds[i];
            _references[i] = objects.Find(id) ?? _created.GetValueOrDefault(id)
                ?? throw new ProtocolException($"The group refers to object {id:x}, which neither it nor an earlier group created.");
        }
    }
}
