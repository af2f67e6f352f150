using Weft.Runtime.Collections.Legacy;

namespace Weft.Runtime.Collections;

/// <summary>How a map or set tells its keys apart: by equality, or by order where it is sorted.</summary>
internal readonly struct KeyComparison<TKey>
{
    private KeyComparison(IEqualityComparer<TKey>? equality, IComparer<TKey>? order) => (Equality, Order) = (equality, order);

    /// <summary>Null for sorted collections.</summary>
    internal IEqualityComparer<TKey>? Equality { get; }

    /// <summary>Null for all but sorted collections.</summary>
    internal IComparer<TKey>? Order { get; }

    /// <summary>The comparer, of whichever kind, by which it travels.</summary>
    internal object Comparer
    {
        get
        {
            object comparer = (object?)Order ?? Equality!;
            return comparer is IComparerStandIn standIn ? standIn.Framework : comparer;
        }
    }

    internal bool IsDefault => ReferenceEquals(Comparer, Order is null ? EqualityComparer<TKey>.Default : Comparer<TKey>.Default);

    internal static KeyComparison<TKey> ByEquality(IEqualityComparer<TKey> equality) => new(equality, null);

    internal static KeyComparison<TKey> ByOrder(IComparer<TKey> order) => new(null, order);
}
