using System.ComponentModel;
using System.Diagnostics;
using Weft.Runtime.Collections;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Contract;

/// <summary>What a class that derives from a non-generic collection asks before and after it calls the collection's own members.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
public static class DerivedCollections
{
    /// <summary>Whether the content of an instance is shared.</summary>
    public static bool IsShared(object self) => SideTable.InUse && SideTable.Find(self) is not null;

    /// <summary>After the collection's own member has run on an instance that was not shared: reports what it did if the instance has become shared meanwhile.</summary>
    public static void LookAgain(object self) => Adopted.LookAgain(self);

    /// <summary>Before the collection's own member reads: performs what other nodes have done.</summary>
    public static void CatchUp(object self)
    {
        if (SideTable.InUse && SideTable.Find(self) is { Descriptor: ICollectionDescriptor descriptor } header && !Monitor.IsEntered(header.Gate))
            descriptor.ReplicaOf(self, header).Drain(self);
    }
}
