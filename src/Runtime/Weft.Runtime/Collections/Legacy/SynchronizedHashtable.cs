using System.Collections;
using Weft.Runtime.Contract;

namespace Weft.Runtime.Collections.Legacy;

/// <summary>
/// What <see cref="Hashtable.Synchronized(Hashtable)"/> gives woven code of a clustered program: the framework's wrapper locks on its own node alone, this one locks the table's <see cref="Hashtable.SyncRoot"/> for
/// the cluster. It can be shared: it is nothing but the table that it works on.
/// </summary>
internal sealed class SynchronizedHashtable(Hashtable table) : Hashtable
{
    private readonly Hashtable _table = table;

    public override int Count => _table.Count;

    public override bool IsFixedSize => _table.IsFixedSize;

    public override bool IsReadOnly => _table.IsReadOnly;

    public override bool IsSynchronized => true;

    public override object SyncRoot => _table.SyncRoot;

    public override ICollection Keys => Locked(_table, static table => HashtableShims.get_Keys(table));

    public override ICollection Values => Locked(_table, static table => HashtableShims.get_Values(table));

    public override object? this[object key]
    {
        get => HashtableShims.get_Item(_table, key);
        set => Locked((_table, key, value), static a =>
        {
            HashtableShims.set_Item(a._table, a.key, a.value);
            return true;
        });
    }

    public override void Add(object key, object? value) => Locked((_table, key, value), static a =>
    {
        HashtableShims.Add(a._table, a.key, a.value);
        return true;
    });

    public override void Clear() => Locked(_table, static table =>
    {
        HashtableShims.Clear(table);
        return true;
    });

    public override void Remove(object key) => Locked((_table, key), static a =>
    {
        HashtableShims.Remove(a._table, a.key);
        return true;
    });

    public override object Clone() => Locked(_table, static table => new SynchronizedHashtable((Hashtable)HashtableShims.Clone(table)));

    public override bool Contains(object key) => HashtableShims.Contains(_table, key);

    public override bool ContainsKey(object key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return HashtableShims.ContainsKey(_table, key);
    }

    public override bool ContainsValue(object? value) => Locked((_table, value), static a => HashtableShims.ContainsValue(a._table, a.value));

    public override void CopyTo(Array array, int arrayIndex) => Locked((_table, array, arrayIndex), static a =>
    {
        HashtableShims.CopyTo(a._table, a.array, a.arrayIndex);
        return true;
    });

    public override IDictionaryEnumerator GetEnumerator() => HashtableShims.GetEnumerator(_table);

    private TResult Locked<TArgument, TResult>(TArgument argument, Func<TArgument, TResult> work)
    {
        object gate = _table.SyncRoot;
        MonitorShims.Enter(gate);
        try
        {
            return work(argument);
        }
        finally
        {
            MonitorShims.Exit(gate);
        }
    }
}
