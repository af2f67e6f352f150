namespace Weft.Runtime.Collections.Immutable;

/// <summary>What builders of both kinds of immutable maps do where woven code changes them.</summary>
internal static class MapBuilderCalls<TMap, TKey, TValue, TContent>
    where TMap : class, IDictionary<TKey, TValue>
    where TKey : notnull
    where TContent : struct, IMapContent<TMap, TKey, TValue>
{
    internal static void SetItem(TMap self, TKey key, TValue value)
    {
        if (Of(self) is { } replica)
        {
            replica.SetItem(self, key, value);
            return;
        }
        self[key] = value;
        LookAgain(self);
    }

    internal static void Add(TMap self, TKey key, TValue value)
    {
        if (Of(self) is { } replica)
        {
            replica.Add(self, key, value);
            return;
        }
        self.Add(key, value);
        LookAgain(self);
    }

    internal static bool Remove(TMap self, TKey key)
    {
        if (Of(self) is { } replica)
            return replica.Remove(self, key);
        bool result = self.Remove(key);
        LookAgain(self);
        return result;
    }

    internal static bool Remove(TMap self, KeyValuePair<TKey, TValue> item)
    {
        if (Of(self) is { } replica)
            return replica.RemovePair(self, item);
        bool result = self.Remove(item);
        LookAgain(self);
        return result;
    }

    internal static void Clear(TMap self)
    {
        if (Of(self) is { } replica)
        {
            replica.Clear(self);
            return;
        }
        self.Clear();
        LookAgain(self);
    }

    /// <summary>Any other change, by the replica of a shared builder or on the builder itself.</summary>
    internal static void Change<TArgument>(TMap self, TArgument argument, Action<MapBuilderReplica<TMap, TKey, TValue, TContent>, TMap, TArgument> shared, Action<TMap, TArgument> unshared)
    {
        if (Of(self) is { } replica)
        {
            shared(replica, self, argument);
            return;
        }
        // What fails in the middle has done a part.
        try
        {
            unshared(self, argument);
        }
        finally
        {
            LookAgain(self);
        }
    }

    internal static TMap Current(TMap self) => SealedReplicas<TMap, MapBuilderReplica<TMap, TKey, TValue, TContent>>.Current(self);

    /// <summary>The builder, for a change that shared ones refuse.</summary>
    internal static TMap Unshared(TMap self) => Of(self) is null ? self : throw ImmutableBuilders.OtherComparer();

    private static MapBuilderReplica<TMap, TKey, TValue, TContent>? Of(TMap self) => SealedReplicas<TMap, MapBuilderReplica<TMap, TKey, TValue, TContent>>.Of(self);

    private static void LookAgain(TMap self) => SealedReplicas<TMap, MapBuilderReplica<TMap, TKey, TValue, TContent>>.LookAgain(self);
}
