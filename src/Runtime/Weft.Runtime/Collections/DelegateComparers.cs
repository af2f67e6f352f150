using System.Collections.Concurrent;
using System.Reflection;
using Weft.Protocol;
using Weft.Runtime.Objects;
using Weft.Runtime.Values;

namespace Weft.Runtime.Collections;

/// <summary>
/// Comparers that <see cref="Comparer{T}.Create"/> and <see cref="EqualityComparer{T}.Create"/> have made of delegates. They travel as these delegates, which must be such as can be shared, and each node makes a comparer of them.
/// </summary>
internal static class DelegateComparers
{
    private static readonly ConcurrentDictionary<Type, FieldInfo[]> Fields = new();

    /// <summary>The delegates of a comparer: one that orders, or two that tell equality and hash; null for any other comparer.</summary>
    internal static Delegate[]? PartsOf(object comparer)
    {
        FieldInfo[] fields = Fields.GetOrAdd(comparer.GetType(), FieldsOf);
        return fields.Length == 0 ? null : [.. fields.Select(field => (Delegate)field.GetValue(comparer)!)];
    }

    /// <summary>Why other nodes cannot make a comparer of a delegate; null where they can.</summary>
    internal static string? WhyNot(Delegate part)
    {
        if (part.Target is UnknownMethod)
            return null;
        if (!part.HasSingleTarget)
            return "calls several methods";
        string shown = $"calls {part.Method.DeclaringType?.FullName}.{part.Method.Name}, which ";
        if (PortableMethod.WhyNot(part.Method) is { } why)
            return shown + why;
        return part.Target is null || PortableMethod.IsStateless(part.Target) || TypeRegistry.Find(part.Target) is not null ? null : shown + "has captured variables";
    }

    internal static void Visit(Delegate[] parts, ReferenceVisitor visitor)
    {
        foreach (Delegate part in parts)
            PortableDelegate.Visit(part, visitor);
    }

    internal static void Write(WireWriter writer, Delegate[] parts)
    {
        if (parts.Length > 1)
            ByValue.WriteCount(writer, parts.Length);
        foreach (Delegate part in parts)
            PortableDelegate.Write(writer, part);
    }

    /// <summary>Reads what <see cref="Write"/> wrote, and makes a comparer; null where a delegate could not be written.</summary>
    internal static object? Read(ref WireReader reader)
    {
        int count = (ValueTag)reader.Peek() == ValueTag.Tuple ? ByValue.ReadCount(ref reader) : 1;
        Delegate?[] parts = new Delegate?[Math.Min(count, 2)];
        for (int i = 0; i < count; i++)
        {
            object? part = References.Read(ref reader);
            if (i < parts.Length)
                parts[i] = part as Delegate;
        }
        return Array.Exists(parts, static part => part is null) ? null : Make(parts!, reader.Position);
    }

    private static object Make(Delegate[] parts, int position)
    {
        Type kind = parts.Length == 1 ? typeof(Comparer<>) : typeof(EqualityComparer<>);
        Type[] arguments = parts[0].GetType().GetGenericArguments();
        MethodInfo? create = arguments.Length == 0 ? null : kind.MakeGenericType(arguments[0]).GetMethod(nameof(Comparer<>.Create), BindingFlags.Static | BindingFlags.Public, [.. parts.Select(static part => part.GetType())]);
        return create?.Invoke(null, [.. parts]) ?? throw new ProtocolException($"No comparer can be made of the delegates before byte {position}.");
    }

    private static FieldInfo[] FieldsOf(Type type)
    {
        if (!WireTypeName.IsFramework(type) || type.IsPublic || type.BaseType is not { IsGenericType: true } parent)
            return [];
        Type kind = parent.GetGenericTypeDefinition(), key = parent.GetGenericArguments()[0];
        Type[] wanted = kind == typeof(Comparer<>) ? [typeof(Comparison<>).MakeGenericType(key)]
            : kind == typeof(EqualityComparer<>) ? [typeof(Func<,,>).MakeGenericType(key, key, typeof(bool)), typeof(Func<,>).MakeGenericType(key, typeof(int))]
            : [];
        FieldInfo[] all = type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
        FieldInfo[] found = [.. wanted.Select(field => Array.Find(all, candidate => candidate.FieldType == field)).OfType<FieldInfo>()];
        return all.Length == wanted.Length && found.Length == wanted.Length ? found : [];
    }
}
