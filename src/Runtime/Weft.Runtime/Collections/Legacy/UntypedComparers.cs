using System.Collections;

namespace Weft.Runtime.Collections.Legacy;

/// <summary>A comparer that stands for another one, by which it travels.</summary>
internal interface IComparerStandIn
{
    object Framework { get; }
}

/// <summary>The comparer of a <see cref="Hashtable"/>, as maps with typed keys want it.</summary>
internal sealed class UntypedEquality : IEqualityComparer<object>, IComparerStandIn
{
    private readonly IEqualityComparer _comparer;

    private UntypedEquality(IEqualityComparer comparer) => _comparer = comparer;

    object IComparerStandIn.Framework => _comparer;

    /// <summary>The comparison by a comparer; null stands for the keys' own equality.</summary>
    internal static KeyComparison<object> Comparison(IEqualityComparer? comparer) =>
        KeyComparison<object>.ByEquality(comparer is null ? EqualityComparer<object>.Default : new UntypedEquality(comparer));

    internal static IEqualityComparer? Of(KeyComparison<object> comparison) => (comparison.Equality as UntypedEquality)?._comparer;

    bool IEqualityComparer<object>.Equals(object? x, object? y) => _comparer.Equals(x, y);

    int IEqualityComparer<object>.GetHashCode(object obj) => _comparer.GetHashCode(obj);
}
