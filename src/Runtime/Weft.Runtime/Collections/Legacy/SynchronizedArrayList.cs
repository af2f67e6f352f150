using System.Collections;

namespace Weft.Runtime.Collections.Legacy;

/// <summary>What <see cref="ArrayList.Synchronized(ArrayList)"/> gives woven code of a clustered program; see <see cref="SynchronizedHashtable"/>. As in the framework, reads take the lock too.</summary>
internal sealed class SynchronizedArrayList(ArrayList list) : ArrayListStandIn(list)
{
    public override bool IsSynchronized => true;

    public override object Clone() => new SynchronizedArrayList((ArrayList)base.Clone());

    private protected override TResult Run<TArgument, TResult>(TArgument argument, Func<TArgument, TResult> work) => ClusterLocked.Run(SyncRoot, (Self: this, argument, work), static a => a.Self.RunPlain(a.argument, a.work));
}
