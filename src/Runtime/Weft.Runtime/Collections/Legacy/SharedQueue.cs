using System.Collections;
using Weft.Runtime.Contract;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections.Legacy;

/// <summary>A non-generic queue made by woven code of a clustered program. Its interfaces only read; what changes it is virtual, so calls of code that is not woven are seen too.</summary>
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

    private QueueReplica? Shared => Volatile.Read(ref _header) is null ? null : Replicas<Queue, SharedQueue, QueueReplica>.Of(this);

    int ICollection.Count => QueueShims.get_Count(this);

    bool ICollection.IsSynchronized => false;

    object ICollection.SyncRoot => this;

    void ICollection.CopyTo(Array array, int index) => QueueShims.CopyTo(this, array, index);

    IEnumerator IEnumerable.GetEnumerator() => QueueShims.GetEnumerator(this);

    object ICloneable.Clone() => QueueShims.Clone(this);

    public override void Enqueue(object? obj)
    {
        if (Shared is { } replica)
        {
            replica.Enqueue(this, obj);
            return;
        }
        base.Enqueue(obj);
        LookAgain();
    }

    public override object? Dequeue()
    {
        if (Shared is { } replica)
            return replica.Dequeue(this);
        object? result = base.Dequeue();
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

    internal void PlainEnqueue(object? obj) => base.Enqueue(obj);

    internal object? PlainDequeue() => base.Dequeue();

    private void LookAgain() => Replicas<Queue, SharedQueue, QueueReplica>.LookAgain(this);
}
