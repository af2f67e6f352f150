using System.Collections;
using Weft.Runtime.Contract;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections.Legacy;

/// <summary>A non-generic stack made by woven code of a clustered program. Its interfaces only read.</summary>
internal sealed class SharedStack : Stack, IHeaderOwner, ICollection, ICloneable
{
    private ObjectHeader? _header;

    public SharedStack()
    {
    }

    public SharedStack(int initialCapacity) : base(initialCapacity)
    {
    }

    public SharedStack(ICollection col) : base(col)
    {
    }

    ref ObjectHeader? IHeaderOwner.Header => ref _header;

    internal SharedHeader? SharedHeader => Volatile.Read(ref _header) is null ? null : Headers.Checked(this, ref _header);

    int ICollection.Count => StackShims.get_Count(this);

    bool ICollection.IsSynchronized => false;

    object ICollection.SyncRoot => this;

    void ICollection.CopyTo(Array array, int index) => StackShims.CopyTo(this, array, index);

    IEnumerator IEnumerable.GetEnumerator() => StackShims.GetEnumerator(this);

    object ICloneable.Clone() => StackShims.Clone(this);
}
