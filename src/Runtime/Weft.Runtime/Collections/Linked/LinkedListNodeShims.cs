using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Weft.Runtime.Barriers;
using Weft.Runtime.Collections.Linked;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Contract;

/// <summary>Replaces the members of <see cref="LinkedListNode{T}"/>: nodes are shared objects, whose one field is their value.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.Generic.LinkedListNode`1", Untouched = ".ctor get_List")]
public static class LinkedListNodeShims<T>
{
    /// <summary>See <see cref="LinkedListNode{T}.LinkedListNode(T)"/>.</summary>
    public static LinkedListNode<T> Create(T value) => new(value);

    /// <summary>See <see cref="LinkedListNode{T}.Value"/>.</summary>
    public static T get_Value(LinkedListNode<T> self)
    {
        // A primitive value waits for nothing.
        if (!typeof(T).IsPrimitive && SideTable.InUse && self is not null && SideTable.Find(self) is { Deferred: not null } header)
            Activation.Node.Deferred.Run(self, header);
        return self!.Value;
    }

    /// <summary>See <see cref="LinkedListNode{T}.Value"/>.</summary>
    public static void set_Value(LinkedListNode<T> self, T value)
    {
        if (self is not null && SideTable.Find(self) is { } header)
        {
            SlotOf(header).Write(header, ref Item(self), ref value);
            return;
        }
        self!.Value = value;
        if (SideTable.Find(self) is { } late)
            SlotOf(late).WriteStored(late, ref Item(self));
    }

    /// <summary>See <see cref="LinkedListNode{T}.ValueRef"/>. What is written through it is found when the thread publishes.</summary>
    public static ref T get_ValueRef(LinkedListNode<T> self)
    {
        if (SideTable.InUse && self is not null && SideTable.Find(self) is { } header)
        {
            if (header.Deferred is not null)
                Activation.Node.Deferred.Run(self, header);
            FieldExposure.Add(self, header, SlotOf(header), ref Item(self));
        }
        return ref self!.ValueRef;
    }

    /// <summary>See <see cref="LinkedListNode{T}.Next"/>.</summary>
    public static LinkedListNode<T>? get_Next(LinkedListNode<T> self) => Current(self).Next;

    /// <summary>See <see cref="LinkedListNode{T}.Previous"/>.</summary>
    public static LinkedListNode<T>? get_Previous(LinkedListNode<T> self) => Current(self).Previous;

    // The node, where other nodes of the cluster have put it.
    private static LinkedListNode<T> Current(LinkedListNode<T> self)
    {
        LinkedListReplica<T>.CatchUp(self.List);
        return self;
    }

    private static FieldSlot<T> SlotOf(SharedHeader header) => ((PhysicalDescriptor)header.Descriptor).Slot<T>(0);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "item")]
    private static extern ref T Item(LinkedListNode<T> node);
}
