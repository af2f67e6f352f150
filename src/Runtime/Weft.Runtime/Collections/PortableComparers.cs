using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using Weft.Protocol;
using Weft.Runtime.Contract;
using Weft.Runtime.Objects;
using Weft.Runtime.Values;

namespace Weft.Runtime.Collections;

/// <summary>
/// The comparers that a shared collection may have: those of the framework that are the same on every node, which travel by name; those of the program without state, which travel by the name of their class; those that the
/// framework has made of delegates; and instances of woven classes, which are shared objects.
/// </summary>
internal static class PortableComparers
{
    private const string Reference = nameof(ReferenceEqualityComparer);

    /// <summary>What the name of a class begins with.</summary>
    private const char OfClass = '=';

    private static readonly (string Name, object Comparer)[] Named =
    [
        (nameof(StringComparer.Ordinal), StringComparer.Ordinal),
        (nameof(StringComparer.OrdinalIgnoreCase), StringComparer.OrdinalIgnoreCase),
        (nameof(StringComparer.InvariantCulture), StringComparer.InvariantCulture),
        (nameof(StringComparer.InvariantCultureIgnoreCase), StringComparer.InvariantCultureIgnoreCase),
        (nameof(Comparer), Comparer.DefaultInvariant),
        (nameof(CaseInsensitiveComparer), CaseInsensitiveComparer.DefaultInvariant),
    ];

    private static readonly ConcurrentDictionary<Type, bool> Stateless = new();
    private static readonly ConcurrentDictionary<string, object> Made = new(StringComparer.Ordinal);

    /// <summary>Shows a comparer that is a shared object, and refuses those that other nodes cannot make.</summary>
    internal static void Visit<TKey>(KeyComparison<TKey> comparison, ReferenceVisitor visitor)
    {
        if (comparison.IsDefault || NameOf(comparison.Comparer) is not null)
            return;
        string place = visitor.Place is { } at && visitor.Key is null ? at + ".Comparer" : "Comparer";
        string made = "";
        if (DelegateComparers.PartsOf(comparison.Comparer) is { } parts)
        {
            if (parts.Select(DelegateComparers.WhyNot).FirstOrDefault(static why => why is not null) is not { } why)
            {
                DelegateComparers.Visit(parts, visitor);
                return;
            }
            made = $", made of a delegate that {why}";
        }
        if (comparison.Comparer is not IWoven)
        {
            throw new NonPortableException(
                $"{RuntimeCodes.ComparerNotPortable}: a collection at {place} has the comparer {comparison.Comparer.GetType()}{made}; other nodes cannot make it. Use the default comparer, StringComparer.Ordinal, OrdinalIgnoreCase, InvariantCulture or InvariantCultureIgnoreCase, ReferenceEqualityComparer, a class of the program without fields, a woven one, or one made of a method or lambda of woven code that captures nothing.",
                place);
        }
        visitor.Visit(comparison.Comparer, place, null);
    }

    /// <summary>Whether comparing runs code of the program, whatever the keys.</summary>
    internal static bool IsOfProgram(object comparer) => comparer is IWoven || !WireTypeName.IsFramework(comparer.GetType()) || DelegateComparers.PartsOf(comparer) is not null;

    /// <summary>Whether two collections tell keys apart in the same way: by one comparer, or by two that are the same on another node.</summary>
    internal static bool AreSame<TKey>(KeyComparison<TKey> left, KeyComparison<TKey> right) =>
        left.Comparer.Equals(right.Comparer) || (NameOf(left.Comparer) is { } name && name == NameOf(right.Comparer))
        || (DelegateComparers.PartsOf(left.Comparer) is { } parts && DelegateComparers.PartsOf(right.Comparer) is { } others && parts.SequenceEqual(others));

    /// <summary>The same of an encoded comparer.</summary>
    internal static bool IsOfProgram(WireReader encoded) => (ValueTag)encoded.Peek() switch
    {
        ValueTag.Null => false,
        ValueTag.Text => Literals.StringLiteral.Read(ref encoded) is [OfClass, ..],
        _ => true,
    };

    internal static void Write<TKey>(WireWriter writer, KeyComparison<TKey> comparison)
    {
        if (comparison.IsDefault)
        {
            writer.Byte((byte)ValueTag.Null);
            return;
        }
        if (NameOf(comparison.Comparer) is not { } name)
        {
            if (DelegateComparers.PartsOf(comparison.Comparer) is { } parts)
                DelegateComparers.Write(writer, parts);
            else
                References.Write(writer, comparison.Comparer);
            return;
        }
        writer.Byte((byte)ValueTag.Text);
        writer.Text(name);
    }

    internal static KeyComparison<TKey> ReadEquality<TKey>(ref WireReader reader) =>
        KeyComparison<TKey>.ByEquality(Read<IEqualityComparer<TKey>>(ref reader) ?? EqualityComparer<TKey>.Default);

    internal static KeyComparison<TKey> ReadOrder<TKey>(ref WireReader reader) =>
        KeyComparison<TKey>.ByOrder(Read<IComparer<TKey>>(ref reader) ?? Comparer<TKey>.Default);

    /// <summary>A comparer; null stands for the default one.</summary>
    internal static TComparer? Read<TComparer>(ref WireReader reader) where TComparer : class
    {
        int position = reader.Position;
        object? comparer = (ValueTag)reader.Peek() is ValueTag.Null or ValueTag.Text
            ? Literals.StringLiteral.Read(ref reader) is { } name ? Find(name) : null
            : (ValueTag)reader.Peek() is ValueTag.Typed or ValueTag.Tuple ? DelegateComparers.Read(ref reader)
            : References.Read(ref reader);
        return comparer switch
        {
            null => null,
            TComparer fitting => fitting,
            _ => throw new ProtocolException($"{comparer.GetType()} at byte {position} is no {typeof(TComparer)}."),
        };
    }

    private static object Find(string name)
    {
        if (name == Reference)
            return ReferenceEqualityComparer.Instance;
        foreach ((string known, object comparer) in Named)
        {
            if (known == name)
                return comparer;
        }
        return name is [OfClass, .. { } type]
            ? Made.GetOrAdd(type, static type => RuntimeHelpers.GetUninitializedObject(WireTypeResolver.Resolve(type)))
            : throw new ProtocolException($"'{name}' is no comparer.");
    }

    private static string? NameOf(object comparer)
    {
        if (ReferenceEquals(comparer, ReferenceEqualityComparer.Instance))
            return Reference;
        foreach ((string name, object known) in Named)
        {
            // Equal, not the same: a dictionary may wrap and unwrap the comparer of strings.
            if (known.Equals(comparer))
                return name;
        }
        return Stateless.GetOrAdd(comparer.GetType(), HasNoState) ? OfClass + WireTypeName.Of(comparer.GetType()) : null;
    }

    private static bool HasNoState(Type type)
    {
        if (WireTypeName.IsFramework(type) || type.IsCollectible)
            return false;
        for (Type? t = type; t is not null; t = t.BaseType)
        {
            foreach (FieldInfo field in t.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (!field.Name.StartsWith("$weft_", StringComparison.Ordinal))
                    return false;
            }
        }
        return true;
    }
}
