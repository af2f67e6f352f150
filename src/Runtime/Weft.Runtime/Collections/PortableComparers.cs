using Weft.Protocol;

namespace Weft.Runtime.Collections;

/// <summary>The comparers that a shared map or set may have: those that are the same on every node. They travel by name.</summary>
internal static class PortableComparers
{
    private static readonly (string Name, StringComparer Comparer)[] Named =
    [
        (nameof(StringComparer.Ordinal), StringComparer.Ordinal),
        (nameof(StringComparer.OrdinalIgnoreCase), StringComparer.OrdinalIgnoreCase),
        (nameof(StringComparer.InvariantCulture), StringComparer.InvariantCulture),
        (nameof(StringComparer.InvariantCultureIgnoreCase), StringComparer.InvariantCultureIgnoreCase),
    ];

    private const string Reference = nameof(ReferenceEqualityComparer);

    /// <summary>Whether other nodes can make an equal comparer.</summary>
    internal static bool IsPortable<TKey>(KeyComparison<TKey> comparison) => comparison.IsDefault || NameOf(comparison.Comparer) is not null;

    internal static void Write<TKey>(WireWriter writer, KeyComparison<TKey> comparison)
    {
        if (comparison.IsDefault)
        {
            writer.Byte((byte)ValueTag.Null);
            return;
        }
        string name = NameOf(comparison.Comparer) ?? throw new InvalidOperationException($"A collection with the comparer {comparison.Comparer.GetType()} is written before it was found portable.");
        writer.Byte((byte)ValueTag.Text);
        writer.Text(name);
    }

    internal static KeyComparison<TKey> ReadEquality<TKey>(ref WireReader reader)
    {
        string? name = Literals.StringLiteral.Read(ref reader);
        return KeyComparison<TKey>.ByEquality(name is null ? EqualityComparer<TKey>.Default : Find<TKey, IEqualityComparer<TKey>>(name, reader.Position));
    }

    internal static KeyComparison<TKey> ReadOrder<TKey>(ref WireReader reader)
    {
        string? name = Literals.StringLiteral.Read(ref reader);
        return KeyComparison<TKey>.ByOrder(name is null ? Comparer<TKey>.Default : Find<TKey, IComparer<TKey>>(name, reader.Position));
    }

    private static TComparer Find<TKey, TComparer>(string name, int position) where TComparer : class
    {
        if (name == Reference && ReferenceEqualityComparer.Instance is TComparer reference)
            return reference;
        foreach ((string known, StringComparer comparer) in Named)
        {
            if (known == name && comparer is TComparer fitting)
                return fitting;
        }
        throw new ProtocolException($"'{name}' before byte {position} is no comparer of {typeof(TKey)}.");
    }

    private static string? NameOf(object comparer)
    {
        if (ReferenceEquals(comparer, ReferenceEqualityComparer.Instance))
            return Reference;
        foreach ((string name, StringComparer known) in Named)
        {
            // Equal, not the same: a dictionary may wrap and unwrap the comparer of strings.
            if (known.Equals((object)comparer))
                return name;
        }
        return null;
    }
}
