namespace Weft.Protocol;

/// <summary>The form of a shared object's state.</summary>
public enum ObjectKind : byte
{
    /// <summary>Field key → value.</summary>
    Physical = 0,

    /// <summary>An array: values. The first value of one that has several dimensions, or another lower bound than zero, is a tuple of its dimensions: length and lower bound of each; its elements follow row by row.</summary>
    Array = 1,

    /// <summary>A list: values.</summary>
    List = 2,

    /// <summary>A dictionary: entry id → key, value, in insertion order; a comparer.</summary>
    Map = 3,

    /// <summary>A set: entry id → key, in insertion order; a comparer.</summary>
    Set = 4,

    /// <summary>A plain object that serves as a lock. No state.</summary>
    LockObject = 5,

    /// <summary>Field key → value, as <see cref="Physical"/>, of an instance that code which asks nobody works on: a node never has it without its state.</summary>
    Whole = 6,

    /// <summary>A semaphore, event, countdown, barrier or channel: count, values, the first of them its <see cref="SyncForm"/>. The hub keeps it; nodes ask.</summary>
    Synchronizer = 16,
}

/// <summary>The first byte of an entry of a group. Payloads are laid out in <c>docs/architecture.md</c>; ids are 8 bytes.</summary>
public enum EntryKind : byte
{
    /// <summary>Type definition: type id, wire name (text), kind (byte), count, then field key (4 bytes) and field name (text) for each.</summary>
    Type = 1,

    /// <summary>Creation: object id, type id, kind (byte), then state (see <see cref="ObjectKind"/>): physical and whole: count, (field key, value)*; array and list: count, values; map: comparer value, count, (entry id, key, value)*; set: comparer value, count, (entry id, key)*; lock object: nothing.</summary>
    Create = 2,

    /// <summary>Object id, field key (4 bytes), value.</summary>
    FieldSet = 3,

    /// <summary>Object id, first index (varint), count, values. Elements outside the array are ignored.</summary>
    ElementSet = 4,

    /// <summary>Object id, index (varint), value. An index beyond the end appends.</summary>
    ListInsert = 5,

    /// <summary>Object id, index (varint), value. Ignored beyond the end.</summary>
    ListSet = 6,

    /// <summary>Object id, index (varint), count (varint). Clamped to what is there.</summary>
    ListRemove = 7,

    /// <summary>Object id, count, values: the list's whole content (sort, reverse, clear).</summary>
    ListReplace = 8,

    /// <summary>Object id, entry id, key, value: a new entry, last in order. An entry id that is there already has its value set.</summary>
    MapAdd = 9,

    /// <summary>Object id, entry id, value: the value of an existing entry. Ignored if the entry is gone.</summary>
    MapSet = 10,

    /// <summary>Object id, entry id. Maps and sets. Ignored if the entry is gone.</summary>
    EntryRemove = 11,

    /// <summary>Object id. Lists, maps and sets.</summary>
    Clear = 12,

    /// <summary>Object id, entry id, key: a new entry of a set.</summary>
    SetAdd = 13,

    /// <summary>
    /// A distributed call: call id (8 bytes), method id (8 bytes, hash of the wire name), run-on (byte), receiver (value: reference or null), type id (8 bytes; of a static method's class,
    /// the order it belongs to), count, argument values.
    /// </summary>
    Call = 14,
}
