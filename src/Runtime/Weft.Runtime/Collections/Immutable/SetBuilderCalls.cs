namespace Weft.Runtime.Collections.Immutable;

/// <summary>What builders of both kinds of immutable sets do where woven code changes them.</summary>
internal static class SetBuilderCalls<TSet, T, TContent> where TSet : class, ISet<T> where TContent : struct, ISetContent<TSet, T>
{
    internal static bool Add(TSet self, T item)
    {
        if (Of(self) is { } replica)
            return replica.Add(self, item);
        bool result = self.Add(item);
        LookAgain(self);
        return result;
    }

    internal static bool Remove(TSet self, T item)
    {
        if (Of(self) is { } replica)
            return replica.Remove(self, item);
        bool result = self.Remove(item);
        LookAgain(self);
        return result;
    }

    internal static void Clear(TSet self)
    {
        if (Of(self) is { } replica)
        {
            replica.Clear(self);
            return;
        }
        self.Clear();
        LookAgain(self);
    }

    internal static void UnionWith(TSet self, IEnumerable<T> other)
    {
        if (Of(self) is { } replica)
        {
            replica.UnionWith(self, other);
            return;
        }
        try
        {
            self.UnionWith(other);
        }
        finally
        {
            LookAgain(self);
        }
    }

    internal static void ExceptWith(TSet self, IEnumerable<T> other)
    {
        if (Of(self) is { } replica)
        {
            replica.ExceptWith(self, other);
            return;
        }
        try
        {
            self.ExceptWith(other);
        }
        finally
        {
            LookAgain(self);
        }
    }

    internal static void IntersectWith(TSet self, IEnumerable<T> other)
    {
        if (Of(self) is { } replica)
        {
            replica.IntersectWith(self, other);
            return;
        }
        try
        {
            self.IntersectWith(other);
        }
        finally
        {
            LookAgain(self);
        }
    }

    internal static void SymmetricExceptWith(TSet self, IEnumerable<T> other)
    {
        if (Of(self) is { } replica)
        {
            replica.SymmetricExceptWith(self, other);
            return;
        }
        try
        {
            self.SymmetricExceptWith(other);
        }
        finally
        {
            LookAgain(self);
        }
    }

    internal static TSet Current(TSet self) => SealedReplicas<TSet, SetBuilderReplica<TSet, T, TContent>>.Current(self);

    /// <summary>The builder, for a change that shared ones refuse.</summary>
    internal static TSet Unshared(TSet self) => Of(self) is null ? self : throw ImmutableBuilders.OtherComparer();

    private static SetBuilderReplica<TSet, T, TContent>? Of(TSet self) => SealedReplicas<TSet, SetBuilderReplica<TSet, T, TContent>>.Of(self);

    private static void LookAgain(TSet self) => SealedReplicas<TSet, SetBuilderReplica<TSet, T, TContent>>.LookAgain(self);
}
