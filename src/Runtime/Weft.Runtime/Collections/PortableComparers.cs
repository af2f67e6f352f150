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
    internal static bool IsPortable<TKey>(IEqualityComparer<TKey> comparer) => IsDefault(comparer) || NameOf(comparer) is not null;

    internal static void Write<TKey>(WireWriter writer, IEqualityComparer<TKey> comparer)
    {
        if (IsDefault(comparer))
        {
            writer.Byte((byte)ValueTag.Null);
            return;
        }
        string name = NameOf(comparer) ?? throw new InvalidOperationException($"A collection with the comparer {comparer.GetType()} is written before it was found portable.");
        writer.Byte((byte)ValueTag.Text);
        writer.Text(name);
    }

    internal static IEqualityComparer<TKey> Read<TKey>(ref WireReader reader)
    {
        string? name = Literals.StringLiteral.Read(ref reader);
        if (name is null)
            return EqualityComparer<TKey>.Default;
        if (name == Reference && ReferenceEqualityComparer.Instance is IEqualityComparer<TKey> reference)
            return reference;
        foreach ((string known, StringComparer comparer) in Named)
        {
            if (known == name && comparer is IEqualityComparer<TKey> fitting)
                return fitting;
        }
        throw new ProtocolException($"'{name}' before byte {reader.Position} is no comparer of {typeof(TKey)}.");
    }

    private static bool IsDefault<TKey>(IEqualityComparer<TKey> comparer) => ReferenceEquals(comparer, EqualityComparer<TKey>.Default);

    private static string? NameOf<TKey>(IEqualityComparer<TKey> comparer)
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
