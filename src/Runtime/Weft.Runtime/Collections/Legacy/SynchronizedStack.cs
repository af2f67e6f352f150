using System.Collections;
using Weft.Runtime.Contract;

namespace Weft.Runtime.Collections.Legacy;

/// <summary>What <see cref="Stack.Synchronized(Stack)"/> gives woven code of a clustered program; see <see cref="SynchronizedHashtable"/>. As in the framework, reads take the lock too.</summary>
internal sealed class SynchronizedStack(Stack stack) : Stack, IStandIn
{
    private readonly Stack _stack = stack;

    object IStandIn.Target => _stack;

    bool IStandIn.Locks => true;

    public override int Count => ClusterLocked.Run(SyncRoot, _stack, StackShims.get_Count);

    public override bool IsSynchronized => true;

    public override object SyncRoot => _stack.SyncRoot;

    public override void Clear() => ClusterLocked.Run(SyncRoot, _stack, StackShims.Clear);

    public override object Clone() => ClusterLocked.Run(SyncRoot, _stack, static stack => new SynchronizedStack((Stack)StackShims.Clone(stack)));

    public override bool Contains(object? obj) => ClusterLocked.Run(SyncRoot, (_stack, obj), static a => StackShims.Contains(a._stack, a.obj));

    public override void CopyTo(Array array, int index) => ClusterLocked.Run(SyncRoot, (_stack, array, index), static a => StackShims.CopyTo(a._stack, a.array, a.index));

    public override IEnumerator GetEnumerator() => ClusterLocked.Run(SyncRoot, _stack, StackShims.GetEnumerator);

    public override object? Peek() => ClusterLocked.Run(SyncRoot, _stack, StackShims.Peek);

    public override object? Pop() => ClusterLocked.Run(SyncRoot, _stack, StackShims.Pop);

    public override void Push(object? obj) => ClusterLocked.Run(SyncRoot, (_stack, obj), static a => StackShims.Push(a._stack, a.obj));

    public override object?[] ToArray() => ClusterLocked.Run(SyncRoot, _stack, StackShims.ToArray);
}
