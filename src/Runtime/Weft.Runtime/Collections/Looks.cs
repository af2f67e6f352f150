using System.Runtime.CompilerServices;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections;

/// <summary>What is to be done where a look has found that a collection may be shared.</summary>
/// <remarks>
/// The look itself, one test of the class and one of a field, is written out in each class of replicas: the compiler puts only so many methods into a caller, and each step between would be one of them. What it says is used by the
/// branch behind it and kept in no variable, which would cost the caller a register.
/// </remarks>
internal static class Looks<TCollection, TOwn, TReplica>
    where TCollection : class
    where TOwn : class, TCollection, IHeaderOwner
    where TReplica : Replica
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Drain(TCollection? collection) => Find(collection)?.Drain(collection!);

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void ReportLate(TCollection collection) => (Find(collection) as ILateReplica)?.ReportLate(collection);

    /// <summary>What this node keeps of a shared collection; null for any other.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static TReplica? Find(TCollection? collection) =>
        KnownReplicas.Find(collection) is { } known ? Unsafe.As<TReplica>(known)
        : collection is TOwn own ? (TReplica?)KnownReplicas.Ask(own, Headers.Checked(own, ref own.Header))
        : collection is null ? null
        : (TReplica?)KnownReplicas.Ask(collection, SideTable.Find(collection));
}
