using Weft.Protocol;

namespace Weft.Hub.Tests.Support;

/// <summary>Writes the entries of a group.</summary>
internal sealed class EntryBuilder
{
    public const ulong NodeType = 0x1111;
    public const ulong ListType = 0x2222;
    public const ulong MapType = 0x3333;
    public const ulong LockType = 0x4444;
    public const ulong SyncType = 0x5555;
    public const ulong SetType = 0x6666;

    private readonly WireWriter _writer = new();

    public byte[] Bytes => _writer.Written.ToArray();

    public bool IsEmpty => _writer.Length == 0;

    public static byte[] Number(long value)
    {
        var writer = new WireWriter();
        writer.Byte((byte)ValueTag.Signed);
        writer.Signed(value);
        return writer.Written.ToArray();
    }

    public static byte[] Text(string value)
    {
        var writer = new WireWriter();
        writer.Byte((byte)ValueTag.Text);
        writer.Text(value);
        return writer.Written.ToArray();
    }

    public static byte[] Reference(ulong id, ulong type = NodeType, int length = 0)
    {
        var writer = new WireWriter();
        writer.Byte((byte)ValueTag.Reference);
        writer.Fixed64(id);
        writer.Fixed64(type);
        writer.Unsigned((uint)length);
        return writer.Written.ToArray();
    }

    public static byte[] Null => [(byte)ValueTag.Null];

    public EntryBuilder Type(ulong id, string name, params (uint Key, string Name)[] fields)
    {
        _writer.Byte((byte)EntryKind.Type);
        _writer.Fixed64(id);
        _writer.Text(name);
        _writer.Byte((byte)ObjectKind.Physical);
        _writer.Unsigned((uint)fields.Length);
        foreach ((uint key, string field) in fields)
        {
            _writer.Fixed32(key);
            _writer.Text(field);
        }
        return this;
    }

    public EntryBuilder Create(ulong id, params (uint Key, byte[] Value)[] fields) => CreateWithFields(id, ObjectKind.Physical, fields);

    public EntryBuilder CreateWhole(ulong id, params (uint Key, byte[] Value)[] fields) => CreateWithFields(id, ObjectKind.Whole, fields);

    private EntryBuilder CreateWithFields(ulong id, ObjectKind kind, (uint Key, byte[] Value)[] fields)
    {
        BeginCreation(id, NodeType, kind);
        _writer.Unsigned((uint)fields.Length);
        foreach ((uint key, byte[] value) in fields)
        {
            _writer.Fixed32(key);
            _writer.Raw(value);
        }
        return this;
    }

    public EntryBuilder CreateList(ulong id, params byte[][] values) => CreateSequence(id, ObjectKind.List, values);

    public EntryBuilder CreateArray(ulong id, params byte[][] values) => CreateSequence(id, ObjectKind.Array, values);

    public EntryBuilder CreateMap(ulong id, params (ulong Entry, byte[] Key, byte[] Value)[] entries)
    {
        BeginCreation(id, MapType, ObjectKind.Map);
        _writer.Raw(Null);
        _writer.Unsigned((uint)entries.Length);
        foreach ((ulong entry, byte[] key, byte[] value) in entries)
        {
            _writer.Fixed64(entry);
            _writer.Raw(key);
            _writer.Raw(value);
        }
        return this;
    }

    public EntryBuilder CreateSet(ulong id)
    {
        BeginCreation(id, SetType, ObjectKind.Set);
        _writer.Raw(Null);
        _writer.Unsigned(0);
        return this;
    }

    public EntryBuilder CreateLock(ulong id)
    {
        BeginCreation(id, LockType, ObjectKind.LockObject);
        return this;
    }

    public EntryBuilder CreateSynchronizer(ulong id, SyncForm form, params byte[][] values)
    {
        BeginCreation(id, SyncType, ObjectKind.Synchronizer);
        _writer.Unsigned((uint)values.Length + 1);
        _writer.Raw(Number((long)form));
        foreach (byte[] value in values)
            _writer.Raw(value);
        return this;
    }

    public EntryBuilder Set(ulong id, uint field, byte[] value)
    {
        BeginOperation(EntryKind.FieldSet, id);
        _writer.Fixed32(field);
        _writer.Raw(value);
        return this;
    }

    public EntryBuilder ElementSet(ulong id, ulong first, params byte[][] values)
    {
        BeginOperation(EntryKind.ElementSet, id);
        _writer.Unsigned(first);
        Values(values);
        return this;
    }

    public EntryBuilder Insert(ulong id, ulong index, byte[] value) => Indexed(EntryKind.ListInsert, id, index, value);

    public EntryBuilder ListSet(ulong id, ulong index, byte[] value) => Indexed(EntryKind.ListSet, id, index, value);

    public EntryBuilder ListRemove(ulong id, ulong index, ulong count)
    {
        BeginOperation(EntryKind.ListRemove, id);
        _writer.Unsigned(index);
        _writer.Unsigned(count);
        return this;
    }

    public EntryBuilder MapAdd(ulong id, ulong entry, byte[] key, byte[] value)
    {
        BeginOperation(EntryKind.MapAdd, id);
        _writer.Fixed64(entry);
        _writer.Raw(key);
        _writer.Raw(value);
        return this;
    }

    public EntryBuilder MapSet(ulong id, ulong entry, byte[] value)
    {
        BeginOperation(EntryKind.MapSet, id);
        _writer.Fixed64(entry);
        _writer.Raw(value);
        return this;
    }

    public EntryBuilder SetAdd(ulong id, ulong entry, byte[] key)
    {
        BeginOperation(EntryKind.SetAdd, id);
        _writer.Fixed64(entry);
        _writer.Raw(key);
        return this;
    }

    public EntryBuilder Remove(ulong id, ulong entry)
    {
        BeginOperation(EntryKind.EntryRemove, id);
        _writer.Fixed64(entry);
        return this;
    }

    public EntryBuilder Clear(ulong id)
    {
        BeginOperation(EntryKind.Clear, id);
        return this;
    }

    public EntryBuilder Call(ulong callId, byte scope, byte[] receiver, params byte[][] arguments)
    {
        _writer.Byte((byte)EntryKind.Call);
        _writer.Fixed64(callId);
        _writer.Fixed64(0xCA11);
        _writer.Byte(scope);
        _writer.Raw(receiver);
        _writer.Fixed64(NodeType);
        Values(arguments);
        return this;
    }

    private EntryBuilder CreateSequence(ulong id, ObjectKind kind, byte[][] values)
    {
        BeginCreation(id, ListType, kind);
        Values(values);
        return this;
    }

    private EntryBuilder Indexed(EntryKind kind, ulong id, ulong index, byte[] value)
    {
        BeginOperation(kind, id);
        _writer.Unsigned(index);
        _writer.Raw(value);
        return this;
    }

    private void BeginCreation(ulong id, ulong type, ObjectKind kind)
    {
        BeginOperation(EntryKind.Create, id);
        _writer.Fixed64(type);
        _writer.Byte((byte)kind);
    }

    private void BeginOperation(EntryKind kind, ulong id)
    {
        _writer.Byte((byte)kind);
        _writer.Fixed64(id);
    }

    private void Values(byte[][] values)
    {
        _writer.Unsigned((uint)values.Length);
        foreach (byte[] value in values)
            _writer.Raw(value);
    }
}
