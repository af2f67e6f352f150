using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Weft.Runtime.Collections;

namespace Weft.Runtime.Contract;

/// <summary>Replaces the members of <see cref="HashSet{T}.AlternateLookup{TAlternate}"/>. Of a shared set a change goes by the item that is there, or by one that the comparer makes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.Generic.HashSet`1/AlternateLookup`1", Untouched = "get_Set")]
public static class HashSetLookupShims<T, TAlternate>
    where TAlternate : allows ref struct
{
    /// <summary>See the lookup's <c>Contains</c>.</summary>
    public static bool Contains(ref HashSet<T>.AlternateLookup<TAlternate> self, TAlternate item) => TryGetValue(ref self, item, out _);

    /// <summary>See the lookup's <c>TryGetValue</c>.</summary>
    public static bool TryGetValue(ref HashSet<T>.AlternateLookup<TAlternate> self, TAlternate equalValue, [MaybeNullWhen(false)] out T actualValue)
    {
        if (!SetReplica<T>.IsShared(self.Set, out SetReplica<T>? replica))
            return self.TryGetValue(equalValue, out actualValue);
        (bool found, actualValue) = replica.Read(self.Set, new Sought(self, equalValue), static sought => (sought.Lookup.TryGetValue(sought.Item, out T? there), there!));
        return found;
    }

    /// <summary>See the lookup's <c>Add</c>.</summary>
    public static bool Add(ref HashSet<T>.AlternateLookup<TAlternate> self, TAlternate item)
    {
        HashSet<T> set = self.Set;
        if (SetReplica<T>.IsShared(set, out SetReplica<T>? replica))
            return !TryGetValue(ref self, item, out _) && replica.Add(set, ((IAlternateEqualityComparer<TAlternate, T>)set.Comparer).Create(item));
        bool result = self.Add(item);
        SetReplica<T>.LookAgain(set);
        return result;
    }

    /// <summary>See the lookup's <c>Remove</c>.</summary>
    public static bool Remove(ref HashSet<T>.AlternateLookup<TAlternate> self, TAlternate item)
    {
        HashSet<T> set = self.Set;
        if (SetReplica<T>.IsShared(set, out SetReplica<T>? replica))
            return TryGetValue(ref self, item, out T? there) && replica.Remove(set, there);
        bool result = self.Remove(item);
        SetReplica<T>.LookAgain(set);
        return result;
    }

    private readonly ref struct Sought(HashSet<T>.AlternateLookup<TAlternate> lookup, TAlternate item)
    {
        public readonly HashSet<T>.AlternateLookup<TAlternate> Lookup = lookup;
        public readonly TAlternate Item = item;
    }
}
