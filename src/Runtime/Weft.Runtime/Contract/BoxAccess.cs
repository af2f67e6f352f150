using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Weft.Runtime.Barriers;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Contract;

/// <summary>Stands round calls of woven code that may change a struct in its box: if the box is shared, what differs afterwards is published.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
public static class BoxAccess
{
    /// <summary>What a place of any type refers to; null where it has its value in itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static object? Of<T>(ref T place) => typeof(T).IsValueType ? null : place;

    /// <summary>A call begins that may change what an object is, if it is a box.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Begin(object? box)
    {
        if (BoxTypes.AnyShared && box is ValueType)
            BoxBarrier.Begin(box);
    }

    /// <summary>Such a call has ended, by an exception too.</summary>
    /// <exception cref="NonPortableException">What was stored in the box cannot be shared.</exception>
    /// <exception cref="ClusterUnavailableException">The node has lost its hub.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void End(object? box)
    {
        if (BoxTypes.AnyShared && box is ValueType)
            BoxBarrier.End(box);
    }
}
