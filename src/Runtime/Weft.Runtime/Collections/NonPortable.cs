using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections;

/// <summary>Refuses what makes a collection impossible to share.</summary>
internal static class NonPortable
{
    internal static void IfComparer<TKey>(KeyComparison<TKey> comparison, ReferenceVisitor visitor)
    {
        if (PortableComparers.IsPortable(comparison))
            return;
        string path = visitor.Place is { } place ? place + ".Comparer" : "Comparer";
        throw new NonPortableException(
            $"{RuntimeCodes.ComparerNotPortable}: a collection at {path} has the comparer {comparison.Comparer.GetType()}, which other nodes cannot make. Use the default comparer, StringComparer.Ordinal, OrdinalIgnoreCase, InvariantCulture or InvariantCultureIgnoreCase, or ReferenceEqualityComparer.",
            path);
    }
}
