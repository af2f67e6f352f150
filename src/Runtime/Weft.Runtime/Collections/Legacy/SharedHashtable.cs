using System.Collections;
using Weft.Runtime.Barriers;
using Weft.Runtime.Contract;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections.Legacy;

/// <summary>
/// A hash table made by woven code of a clustered program. The framework's members are virtual, so calls of code that is not woven are seen too, through the class as through interfaces.
/// </summary>
internal sealed class SharedHashtable : Hashtable, IHeaderOwner, IEnumerable
{
    private ObjectHeader? _header;
    private UntypedView? _keys;
    private UntypedView? _values;

    public SharedHashtable()
    {
    }

    public SharedHashtable(IEqualityComparer? equalityComparer) : base(equalityComparer)
    {
    }

    public SharedHashtable(int capacity, float loadFactor, IEqualityComparer? equalityComparer) : base(capacity, loadFactor, equalityComparer)
    {
    }

    public SharedHashtable(IDictionary d, float loadFactor, IEqualityComparer? equalityComparer) : base(d, loadFactor, equalityComparer)
    {
    }

    ref ObjectHeader? IHeaderOwner.Header => ref _header;

    public override int Count
    {
        get
        {
            Drain();
            return base.Count;
        }
    }

    public override ICollection Keys => _keys ??= new UntypedView(this, base.Keys);

    public override ICollection Values => _values ??= new UntypedView(this, base.Values);

    internal int PlainCount => base.Count;

    public override object? this[object key]
    {
        get
        {
            Drain();
            return base[key];
        }
        set
        {
            if (Shared is { } replica)
            {
                replica.SetItem(this, key, value);
                return;
            }
            base[key] = value;
            Replicas<Hashtable, SharedHashtable, HashtableReplica>.LookAgain(this);
        }
    }

    private HashtableReplica? Shared => Volatile.Read(ref _header) is null ? null : Replicas<Hashtable, SharedHashtable, HashtableReplica>.Of(this);

    public override void Add(object key, object? value)
    {
        if (Shared is { } replica)
        {
            replica.Add(this, key, value);
            return;
        }
        base.Add(key, value);
        Replicas<Hashtable, SharedHashtable, HashtableReplica>.LookAgain(this);
    }

    public override void Clear()
    {
        if (Shared is { } replica)
        {
            replica.Clear(this);
            return;
        }
        base.Clear();
        Replicas<Hashtable, SharedHashtable, HashtableReplica>.LookAgain(this);
    }

    public override void Remove(object key)
    {
        if (Shared is { } replica)
        {
            replica.Remove(this, key);
            return;
        }
        base.Remove(key);
        Replicas<Hashtable, SharedHashtable, HashtableReplica>.LookAgain(this);
    }

    public override object Clone()
    {
        Drain();
        return base.Clone();
    }

    public override bool Contains(object key) => ContainsKey(key);

    public override bool ContainsKey(object key)
    {
        Drain();
        return base.ContainsKey(key);
    }

    public override bool ContainsValue(object? value)
    {
        Drain();
        return base.ContainsValue(value);
    }

    public override void CopyTo(Array array, int arrayIndex)
    {
        Drain();
        base.CopyTo(array, arrayIndex);
        ArrayWrites.Written(array, arrayIndex, base.Count);
    }

    public override IDictionaryEnumerator GetEnumerator()
    {
        Drain();
        return base.GetEnumerator();
    }

    // The framework's is another than the virtual member, and does not come down to it.
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Drain() => Shared?.Drain(this);
}
