using System.Runtime.CompilerServices;

namespace Weft.Runtime.Collections;

/// <summary>
/// Gives an empty dictionary its comparer. A reference can name a dictionary before its state, and with it the comparer, has come; by then
/// other objects refer to the instance, and the framework has no way to set the comparer but its private field.
/// </summary>
internal static class ComparerOfDictionary<TKey, TValue> where TKey : notnull
{
    internal static void Set(Dictionary<TKey, TValue> empty, IEqualityComparer<TKey> comparer)
    {
        // The constructor decides what it keeps for a comparer; strings have special ones.
        Field(empty) = Field(new Dictionary<TKey, TValue>(comparer));
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_comparer")]
    private static extern ref IEqualityComparer<TKey>? Field(Dictionary<TKey, TValue> dictionary);
}

/// <summary>Gives an empty set its comparer; see <see cref="ComparerOfDictionary{TKey, TValue}"/>.</summary>
internal static class ComparerOfHashSet<T>
{
    internal static void Set(HashSet<T> empty, IEqualityComparer<T> comparer) => Field(empty) = Field(new HashSet<T>(comparer));

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_comparer")]
    private static extern ref IEqualityComparer<T>? Field(HashSet<T> set);
}
