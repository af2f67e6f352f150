using System.Collections;
using Weft.Runtime.Barriers;
using Weft.Runtime.Contract;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections.Legacy;

/// <summary>A non-generic sorted list made by woven code of a clustered program; see <see cref="SharedHashtable"/>. Members that are not here come down to those that are.</summary>
internal sealed class SharedSortedList : SortedList, IHeaderOwner, IEnumerable
{
    private ObjectHeader? _header;
    private UntypedListView? _keys;
    private UntypedListView? _values;

    public SharedSortedList()
    {
    }

    public SharedSortedList(int initialCapacity) : base(initialCapacity)
    {
    }

    public SharedSortedList(IComparer? comparer) : base(comparer)
    {
    }

    public SharedSortedList(IComparer? comparer, int capacity) : base(comparer, capacity)
    {
    }

    public SharedSortedList(IDictionary d, IComparer? comparer) : base(d, comparer)
    {
    }

    ref ObjectHeader? IHeaderOwner.Header => ref _header;

    public override int Capacity
    {
        get => base.Capacity;
        set
        {
            if (Shared is { } replica)
                replica.SetCapacity(this, value);
            else
                base.Capacity = value;
        }
    }

    public override int Count
    {
        get
        {
            Drain();
            return base.Count;
        }
    }

    internal int PlainCount => base.Count;

    private SortedListReplica? Shared => Volatile.Read(ref _header) is null ? null : Replicas<SortedList, SharedSortedList, SortedListReplica>.Of(this);

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
            LookAgain();
        }
    }

    public override void Add(object key, object? value)
    {
        if (Shared is { } replica)
        {
            replica.Add(this, key, value);
            return;
        }
        base.Add(key, value);
        LookAgain();
    }

    public override void Clear()
    {
        if (Shared is { } replica)
        {
            replica.Clear(this);
            return;
        }
        base.Clear();
        LookAgain();
    }

    public override void Remove(object key)
    {
        if (Shared is { } replica)
        {
            replica.Remove(this, key);
            return;
        }
        base.Remove(key);
        LookAgain();
    }

    public override void RemoveAt(int index)
    {
        if (Shared is { } replica)
        {
            replica.RemoveAt(this, index);
            return;
        }
        base.RemoveAt(index);
        LookAgain();
    }

    public override void SetByIndex(int index, object? value)
    {
        if (Shared is { } replica)
        {
            replica.SetValueAt(this, index, value);
            return;
        }
        base.SetByIndex(index, value);
        LookAgain();
    }

    public override void TrimToSize()
    {
        if (Shared is { } replica)
            replica.TrimToSize(this);
        else
            base.TrimToSize();
    }

    public override object Clone()
    {
        Drain();
        return base.Clone();
    }

    public override void CopyTo(Array array, int arrayIndex)
    {
        Drain();
        base.CopyTo(array, arrayIndex);
        ArrayWrites.Written(array, arrayIndex, base.Count);
    }

    public override object? GetByIndex(int index)
    {
        Drain();
        return base.GetByIndex(index);
    }

    public override object GetKey(int index)
    {
        Drain();
        return base.GetKey(index);
    }

    public override IDictionaryEnumerator GetEnumerator()
    {
        Drain();
        return base.GetEnumerator();
    }

    // What the framework has here asks no virtual member.
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override IList GetKeyList() => _keys ??= new UntypedListView(this, base.GetKeyList());

    public override IList GetValueList() => _values ??= new UntypedListView(this, base.GetValueList());

    public override int IndexOfKey(object key)
    {
        Drain();
        return base.IndexOfKey(key);
    }

    public override int IndexOfValue(object? value)
    {
        Drain();
        return base.IndexOfValue(value);
    }

    // The framework's own code asks the list for its count in the middle of an insertion: what waits must not be performed then.
    private void Drain()
    {
        if (Shared is { IsAtWork: false } replica)
            replica.Drain(this);
    }

    private void LookAgain() => Replicas<SortedList, SharedSortedList, SortedListReplica>.LookAgain(this);
}
