using System.Collections;
using Weft.Runtime.Contract;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections.Legacy;

/// <summary>A non-generic queue made by woven code of a clustered program. Its interfaces only read.</summary>
internal sealed class SharedQueue : Queue, IHeaderOwner, ICollection, ICloneable
{
    private ObjectHeader? _header;

    public SharedQueue()
    {
    }

    public SharedQueue(int capacity) : base(capacity)
    {
    }

    public SharedQueue(int capacity, float growFactor) : base(capacity, growFactor)
    {
    }

    public SharedQueue(ICollection col) : base(col)
    {
    }

    ref ObjectHeader? IHeaderOwner.Header => ref _header;

    internal SharedHeader? SharedHeader => Volatile.Read(ref _header) is null ? null : Headers.Checked(this, ref _header);

    int ICollection.Count => QueueShims.get_Count(this);

    bool ICollection.IsSynchronized => false;

    object ICollection.SyncRoot => this;

    void ICollection.CopyTo(Array array, int index) => QueueShims.CopyTo(this, array, index);

    IEnumerator IEnumerable.GetEnumerator() => QueueShims.GetEnumerator(this);

    object ICloneable.Clone() => QueueShims.Clone(this);
}
