using System.Collections;
using Weft.Runtime.Contract;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections.Legacy;

/// <summary>A non-generic list made by woven code of a clustered program. It implements the interfaces again, so that calls through them are caught where the caller is not woven.</summary>
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
}
