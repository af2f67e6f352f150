using System.Collections;
using Weft.Runtime.Contract;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections.Legacy;

/// <summary>A non-generic stack made by woven code of a clustered program. Its interfaces only read; what changes it is virtual, so calls of code that is not woven are seen too.</summary>
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

    private StackReplica? Shared => Volatile.Read(ref _header) is null ? null : Replicas<Stack, SharedStack, StackReplica>.Of(this);

    int ICollection.Count => StackShims.get_Count(this);

    bool ICollection.IsSynchronized => false;

    object ICollection.SyncRoot => this;

    void ICollection.CopyTo(Array array, int index) => StackShims.CopyTo(this, array, index);

    IEnumerator IEnumerable.GetEnumerator() => StackShims.GetEnumerator(this);

    object ICloneable.Clone() => StackShims.Clone(this);

    public override void Push(object? obj)
    {
        if (Shared is { } replica)
        {
            replica.Push(this, obj);
            return;
        }
        base.Push(obj);
        LookAgain();
    }

    public override object? Pop()
    {
        if (Shared is { } replica)
            return replica.Pop(this);
        object? result = base.Pop();
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

    internal void PlainPush(object? obj) => base.Push(obj);

    internal object? PlainPop() => base.Pop();

    private void LookAgain() => Replicas<Stack, SharedStack, StackReplica>.LookAgain(this);
}
