using System.Collections;
using Weft.Runtime.Contract;

namespace Weft.Runtime.Collections.Legacy;

/// <summary>
/// What <see cref="Hashtable.Synchronized(Hashtable)"/> gives woven code of a clustered program: the framework's wrapper locks on its own node alone, this one locks the table's <see cref="Hashtable.SyncRoot"/> for
/// the cluster. It can be shared: it is nothing but the table that it works on. As in the framework, reads of single keys take no lock.
/// </summary>
internal sealed class SynchronizedHashtable(Hashtable table) : Hashtable, IEnumerable, IStandIn
{
    private readonly Hashtable _table = table;

    object IStandIn.Target => _table;

    bool IStandIn.Locks => true;

    public override int Count => HashtableShims.get_Count(_table);

    public override bool IsFixedSize => _table.IsFixedSize;

    public override bool IsReadOnly => _table.IsReadOnly;

    public override bool IsSynchronized => true;

    public override object SyncRoot => _table.SyncRoot;

    public override ICollection Keys => ClusterLocked.Run(SyncRoot, _table, HashtableShims.get_Keys);

    public override ICollection Values => ClusterLocked.Run(SyncRoot, _table, HashtableShims.get_Values);

    public override object? this[object key]
    {
        get => HashtableShims.get_Item(_table, key);
        set => ClusterLocked.Run(SyncRoot, (_table, key, value), static a => HashtableShims.set_Item(a._table, a.key, a.value));
    }

    public override void Add(object key, object? value) => ClusterLocked.Run(SyncRoot, (_table, key, value), static a => HashtableShims.Add(a._table, a.key, a.value));

    public override void Clear() => ClusterLocked.Run(SyncRoot, _table, HashtableShims.Clear);

    public override void Remove(object key) => ClusterLocked.Run(SyncRoot, (_table, key), static a => HashtableShims.Remove(a._table, a.key));

    public override object Clone() => ClusterLocked.Run(SyncRoot, _table, static table => new SynchronizedHashtable((Hashtable)HashtableShims.Clone(table)));

    public override bool Contains(object key) => HashtableShims.Contains(_table, key);

    public override bool ContainsKey(object key) => HashtableShims.ContainsKey(_table, key);

    public override bool ContainsValue(object? value) => ClusterLocked.Run(SyncRoot, (_table, value), static a => HashtableShims.ContainsValue(a._table, a.value));

    public override void CopyTo(Array array, int arrayIndex) => ClusterLocked.Run(SyncRoot, (_table, array, arrayIndex), static a => HashtableShims.CopyTo(a._table, a.array, a.arrayIndex));

    public override IDictionaryEnumerator GetEnumerator() => HashtableShims.GetEnumerator(_table);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
