using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Weft.Runtime.Contract;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections.Legacy;

/// <summary>Finds the replicas of non-generic collections, also where the framework's wrappers stand before them. Of an unshared instance of the runtime's own class, or the framework's, that costs one look.</summary>
internal static class Replicas<TCollection, TOwn, TReplica>
    where TCollection : class
    where TOwn : class, TCollection, IHeaderOwner
    where TReplica : Replica
{
    /// <summary>The replica of a shared collection, or null for any other.</summary>
    internal static TReplica? Of(TCollection collection) => IsUnshared(collection) ? null : Find(collection);

    /// <summary>Whether a member works on a shared collection itself; gives its replica. Where it is a wrapper, or of a class that overrides the member, the member is called as ever: it comes down to other members.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsShared(TCollection collection, [NotNullWhen(true)] out TReplica? replica, [CallerMemberName] string member = "")
    {
        if (IsUnshared(collection))
        {
            replica = null;
            return false;
        }
        replica = FindUnlessOverridden(collection, member);
        return replica is not null;
    }

    /// <summary>Whether a collection is an unshared one of the runtime's own class, whose virtual members the compiler then calls as what they are. What is done for any other is better in a method of its own: a caller takes in only so much.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsUnsharedOwn(TCollection collection, [NotNullWhen(true)] out TOwn? own)
    {
        own = collection as TOwn;
        return own is not null && Volatile.Read(ref own.Header) is null;
    }

    /// <summary>See <see cref="LookAgain(TCollection, string)"/>, for what <see cref="IsUnsharedOwn"/> has found.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void LookAgain(TOwn own)
    {
        if (Volatile.Read(ref own.Header) is not null)
            Report(own, "");
    }

    /// <summary>See <see cref="Current"/>, for collections that <see cref="IsUnsharedOwn"/> says no to.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static TCollection CurrentOfAny(TCollection collection) => Current(collection);

    /// <summary>The collection, or a wrapper of it, with what other nodes have done to the collection.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TCollection Current(TCollection collection)
    {
        if (!IsUnshared(collection))
            Drain(collection);
        return collection;
    }

    /// <summary>After a change of a collection that was found unshared: reports it if it has become shared meanwhile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void LookAgain(TCollection collection, [CallerMemberName] string member = "")
    {
        if (!IsUnshared(collection))
            Report(collection, member);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsUnshared(TCollection collection) =>
        collection is TOwn own ? Volatile.Read(ref own.Header) is null : !SideTableFlag<TCollection>.Raised && collection is not null && collection.GetType() == typeof(TCollection);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TReplica? FindUnlessOverridden(TCollection collection, string member)
    {
        if (Find(collection) is { } replica)
            return collection is IWoven && Overrides.Has(collection, member) ? null : replica;
        if (FrameworkWrappers.TargetOf(collection) is not null)
            FrameworkWrappers.Attend(collection);
        return null;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Drain(TCollection collection)
    {
        if (FrameworkWrappers.TargetOf(collection) is not { } target)
        {
            Find(collection)?.Drain(collection);
            return;
        }
        if (target is TCollection inner)
            Find(inner)?.Drain(inner);
        FrameworkWrappers.Attend(collection);
    }

    // What an override and a wrapper come down to looks for itself.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Report(TCollection collection, string member)
    {
        object? target = FrameworkWrappers.TargetOf(collection);
        if (target is null ? collection is IWoven && Overrides.Has(collection, member) : !FrameworkWrappers.Attend(collection))
            return;
        if ((target ?? collection) is TCollection changed && Find(changed) is ILateReplica replica)
            replica.ReportLate(changed);
    }

    /// <summary>The replica of a shared collection, or null, whatever its class overrides.</summary>
    internal static TReplica? Find(TCollection collection) =>
        KnownReplicas.Find(collection) is { } known ? Unsafe.As<TReplica>(known)
        : collection is null ? null
        : (TReplica?)KnownReplicas.Ask(collection, Headers.OfContent(collection));
}
