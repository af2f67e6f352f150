using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;

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

/// <summary>The comparer of a non-generic <see cref="SortedList"/>, as maps with typed keys want it.</summary>
internal sealed class UntypedOrder : IComparer<object>, IComparerStandIn
{
    private readonly IComparer _comparer;

    private UntypedOrder(IComparer comparer) => _comparer = comparer;

    // A list that is given none makes a comparer of its own, for the culture of the time.
    object IComparerStandIn.Framework => _comparer switch
    {
        Comparer comparer when Cultures(comparer).Equals(CultureInfo.CurrentCulture.CompareInfo) => Comparer<object>.Default,
        Comparer comparer when Cultures(comparer).Equals(CultureInfo.InvariantCulture.CompareInfo) => Comparer.DefaultInvariant,
        _ => _comparer,
    };

    /// <summary>The comparison by a comparer; null stands for the keys' own order.</summary>
    internal static KeyComparison<object> Comparison(IComparer? comparer) =>
        KeyComparison<object>.ByOrder(comparer is null ? Comparer<object>.Default : new UntypedOrder(comparer));

    internal static IComparer? Of(KeyComparison<object> comparison) => (comparison.Order as UntypedOrder)?._comparer;

    int IComparer<object>.Compare(object? x, object? y) => _comparer.Compare(x, y);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_compareInfo")]
    private static extern ref CompareInfo Cultures(Comparer comparer);
}
