using System.Runtime.CompilerServices;
using Weft.Runtime.Literals;
using Weft.Runtime.Values;

namespace Weft.Runtime.Collections;

/// <summary>Whether comparing keys of a type runs code of the program.</summary>
internal static class KeyTraits<TKey>
{
    internal static readonly bool NeedsUserCode = !KeyTraits.IsFrameworkOnly(typeof(TKey));

    internal static readonly bool OrderNeedsUserCode = !KeyTraits.IsFrameworkOrder(typeof(TKey));
}

internal static class KeyTraits
{
    internal static bool IsFrameworkOnly(Type type)
    {
        // Before the codecs are asked: those of literals include every Nullable, whatever is in it.
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return IsFrameworkOnly(underlying);
        if (type.IsEnum || LiteralCodecs.Find(type) is not null)
            return true;
        if (typeof(ITuple).IsAssignableFrom(type) && type.IsValueType && WireTypeName.IsFramework(type))
            return type.GetGenericArguments().All(IsFrameworkOnly);
        // A class that can be derived from may have instances with an equality of their own.
        return type.IsClass && type.IsSealed && ComparesIdentity(type);
    }

    /// <summary>Whether putting keys in order runs code of the framework only.</summary>
    internal static bool IsFrameworkOrder(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return IsFrameworkOrder(underlying);
        if (type.IsEnum || LiteralCodecs.Find(type) is not null)
            return true;
        return typeof(ITuple).IsAssignableFrom(type) && type.IsValueType && WireTypeName.IsFramework(type) && type.GetGenericArguments().All(IsFrameworkOrder);
    }

    private static bool ComparesIdentity(Type type) =>
        type.GetMethod(nameof(Equals), [typeof(object)])!.DeclaringType == typeof(object)
        && type.GetMethod(nameof(GetHashCode), Type.EmptyTypes)!.DeclaringType == typeof(object)
        && !typeof(IEquatable<>).MakeGenericType(type).IsAssignableFrom(type);
}
