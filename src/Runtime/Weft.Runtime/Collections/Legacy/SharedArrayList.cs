using System.Collections;
using Weft.Runtime.Contract;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections.Legacy;

/// <summary>
/// A non-generic list made by woven code of a clustered program. The framework's members are virtual, so changes by code that is not woven, the framework's wrappers among it, are seen too; members that change it and
/// are not here come down to those that are.
/// </summary>
internal sealed class SharedArrayList : ArrayList, IHeaderOwner, IList, ICloneable
{
    private ObjectHeader? _header;

    public SharedArrayList()
    {
    }

    public SharedArrayList(int capacity) : base(capacity)
    {
    }

    public SharedArrayList(ICollection c) : base(c)
    {
    }

    ref ObjectHeader? IHeaderOwner.Header => ref _header;

    internal SharedHeader? SharedHeader => Volatile.Read(ref _header) is null ? null : Headers.Checked(this, ref _header);

    private ArrayListReplica? Shared => Volatile.Read(ref _header) is null ? null : Replicas<ArrayList, SharedArrayList, ArrayListReplica>.Of(this);

    int ICollection.Count => ArrayListShims.get_Count(this);

    bool IList.IsReadOnly => false;

    bool IList.IsFixedSize => false;

    bool ICollection.IsSynchronized => false;

    object ICollection.SyncRoot => this;

    object? IList.this[int index]
    {
        get => ArrayListShims.get_Item(this, index);
        set => ArrayListShims.set_Item(this, index, value);
    }

    int IList.Add(object? value) => ArrayListShims.Add(this, value);

    void IList.Clear() => ArrayListShims.Clear(this);

    bool IList.Contains(object? value) => ArrayListShims.Contains(this, value);

    void ICollection.CopyTo(Array array, int index) => ArrayListShims.CopyTo(this, array, index);

    IEnumerator IEnumerable.GetEnumerator() => ArrayListShims.GetEnumerator(this);

    object ICloneable.Clone() => ArrayListShims.Clone(this);

    int IList.IndexOf(object? value) => ArrayListShims.IndexOf(this, value);

    void IList.Insert(int index, object? value) => ArrayListShims.Insert(this, index, value);

    void IList.Remove(object? value) => ArrayListShims.Remove(this, value);

    void IList.RemoveAt(int index) => ArrayListShims.RemoveAt(this, index);

    public override object? this[int index]
    {
        get => base[index];
        set
        {
            if (Shared is { } replica)
            {
                replica.set_Item(this, index, value);
                return;
            }
            base[index] = value;
            LookAgain();
        }
    }

    public override int Add(object? value)
    {
        if (Shared is { } replica)
            return replica.Add(this, value);
        int result = base.Add(value);
        LookAgain();
        return result;
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

    public override void Insert(int index, object? value)
    {
        if (Shared is { } replica)
        {
            replica.Insert(this, index, value);
            return;
        }
        base.Insert(index, value);
        LookAgain();
    }

    public override void InsertRange(int index, ICollection c)
    {
        if (Shared is { } replica)
        {
            replica.InsertRange(this, index, c);
            return;
        }
        base.InsertRange(index, c);
        LookAgain();
    }

    public override void Remove(object? obj)
    {
        if (Shared is { } replica)
        {
            replica.Remove(this, obj);
            return;
        }
        base.Remove(obj);
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

    public override void RemoveRange(int index, int count)
    {
        if (Shared is { } replica)
        {
            replica.RemoveRange(this, index, count);
            return;
        }
        base.RemoveRange(index, count);
        LookAgain();
    }

    public override void SetRange(int index, ICollection c)
    {
        if (Shared is { } replica)
        {
            replica.SetRange(this, index, c);
            return;
        }
        base.SetRange(index, c);
        LookAgain();
    }

    public override void Reverse(int index, int count)
    {
        if (Shared is { } replica)
        {
            replica.Rearrange(this, copy => copy.Reverse(index, count));
            return;
        }
        base.Reverse(index, count);
        LookAgain();
    }

    public override void Sort(int index, int count, IComparer? comparer)
    {
        if (Shared is { } replica)
        {
            replica.Rearrange(this, copy => copy.Sort(index, count, comparer));
            return;
        }
        base.Sort(index, count, comparer);
        LookAgain();
    }

    internal int PlainAdd(object? value) => base.Add(value);

    internal void PlainInsert(int index, object? value) => base.Insert(index, value);

    internal void PlainRemoveAt(int index) => base.RemoveAt(index);

    internal void PlainSet(int index, object? value) => base[index] = value;

    private void LookAgain() => Replicas<ArrayList, SharedArrayList, ArrayListReplica>.LookAgain(this);
}
