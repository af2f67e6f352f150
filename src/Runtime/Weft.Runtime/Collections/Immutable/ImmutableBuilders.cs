using System.Collections.Immutable;

namespace Weft.Runtime.Collections.Immutable;

/// <summary>What shared builders refuse, or do otherwise than their copies would.</summary>
internal static class ImmutableBuilders
{
    internal static NotSupportedException OtherComparer() =>
        new($"{RuntimeCodes.ComparerNotPortable}: the comparer of a shared builder cannot be replaced, since the entries that nodes know would not be the same afterwards. Give the builder its comparer before it is shared, or make another one.");

    /// <exception cref="NonPortableException">A builder that compares values otherwise cannot be shared.</exception>
    internal static void RequireDefault<TValue>(IEqualityComparer<TValue> values)
    {
        if (!ReferenceEquals(values, EqualityComparer<TValue>.Default))
        {
            throw new NonPortableException(
                $"{RuntimeCodes.ComparerNotPortable}: a builder of an immutable map has the comparer of values {values.GetType()}. Shared builders compare values by their own equality: share the immutable map instead, whose comparer travels with it.", "ValueComparer");
        }
    }

    /// <summary><see cref="ImmutableArray{T}.Builder.MoveToImmutable"/> on a copy, which has as much room to spare as the builder has.</summary>
    internal static ImmutableArray<T> MoveAs<T>(ImmutableArray<T>.Builder builder, ImmutableArray<T>.Builder copy)
    {
        copy.Capacity = copy.Count + builder.Capacity - builder.Count;
        return copy.MoveToImmutable();
    }
}
