using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using Weft.Runtime.Values;

namespace Weft.Runtime.Barriers;

/// <summary>
/// What a serializer comes to by way of fields and properties that everybody can see: it is made resident before, since a serializer that reads fields finds the defaults of what is not here. What it is told to ignore is left out.
/// </summary>
internal static class ShownGraph
{
    private static readonly ConcurrentDictionary<Type, Shape> Shapes = new();

    /// <summary>Makes an object resident, and all that it shows.</summary>
    internal static void MakeResident(object root)
    {
        HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
        Stack<object> open = new();
        open.Push(root);
        while (open.TryPop(out object? next))
        {
            Type type = next.GetType();
            Shape shape = Shapes.GetOrAdd(type, static each => ShapeOf(each));
            if (shape.IsLeaf || (!type.IsValueType && !seen.Add(next)))
                continue;
            if (ObjectMark.IsSet(next))
                ReadBarrier.Hand(next);
            if (shape.IsCollection)
                Push((IEnumerable)next, open);
            foreach (FieldInfo way in shape.Ways)
            {
                if (way.GetValue(next) is { } value)
                    open.Push(value);
            }
        }
    }

    private static void Push(IEnumerable elements, Stack<object> open)
    {
        foreach (object? element in elements)
        {
            if (element is not null)
                open.Push(element);
        }
    }

    private static Shape ShapeOf(Type type)
    {
        bool isCollection = type.IsArray ? !IsLeafElement(type.GetElementType()!) : IsCollection(type);
        bool isLeaf = IsLeafElement(type) || type.IsPointer || typeof(Delegate).IsAssignableFrom(type) || typeof(MemberInfo).IsAssignableFrom(type) || (!isCollection && (type.IsArray || (WireTypeName.IsFramework(type) && !IsTuple(type))));
        return new(isLeaf, isCollection, isLeaf || type.IsArray ? [] : [.. WaysOf(type)]);
    }

    private static bool IsLeafElement(Type type) => type.IsPrimitive || type.IsEnum || type == typeof(string);

    /// <summary>One of the framework's, or of a class that derives from one: what the program makes of <c>IEnumerable</c> may do anything.</summary>
    private static bool IsCollection(Type type)
    {
        for (Type? at = type; at is not null; at = at.BaseType)
        {
            if (at != typeof(object) && at != typeof(ValueType) && at.Namespace?.StartsWith("System.Collections", StringComparison.Ordinal) == true)
                return typeof(IEnumerable).IsAssignableFrom(at);
        }
        return false;
    }

    private static bool IsTuple(Type type) => typeof(ITuple).IsAssignableFrom(type) || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>));

    private static IEnumerable<FieldInfo> WaysOf(Type type)
    {
        bool isTuple = IsTuple(type);
        for (Type? at = type; at is not null && (isTuple || !WireTypeName.IsFramework(at)); at = at.BaseType)
        {
            foreach (FieldInfo field in at.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                if (!IsLeafElement(field.FieldType) && !field.FieldType.IsPointer && !field.FieldType.IsByRefLike && (isTuple || IsShown(field, at)))
                    yield return field;
            }
        }
    }

    private static bool IsShown(FieldInfo field, Type type)
    {
#pragma warning disable SYSLIB0050 // Serializers still go by it.
        if (field.IsNotSerialized || IsIgnored(field))
            return false;
        if (field.IsPublic || type.IsSerializable || type.GetCustomAttributesData().Any(static each => each.AttributeType.Name == "DataContractAttribute"))
            return true;
#pragma warning restore SYSLIB0050
        // The field of a property that the compiler has made, also in anonymous classes.
        if (field.Name.StartsWith('<') && field.Name.IndexOf('>') is > 1 and var end)
            return type.GetProperty(field.Name[1..end], BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly) is { } property && (property.GetMethod is { IsPublic: true } || HasOwnAttribute(property)) && !IsIgnored(property);
        return HasOwnAttribute(field);
    }

    private static bool IsIgnored(MemberInfo member) => member.GetCustomAttributesData().Any(static each => each.AttributeType.Name.Contains("Ignore", StringComparison.Ordinal));

    private static bool HasOwnAttribute(MemberInfo member) => member.GetCustomAttributesData().Any(static each => each.AttributeType.Namespace is not ("System.Runtime.CompilerServices" or "System.Diagnostics"));

    /// <param name="IsLeaf">Whether it leads nowhere.</param>
    /// <param name="IsCollection">Whether its elements are looked at.</param>
    /// <param name="Ways">The fields that are.</param>
    private sealed record Shape(bool IsLeaf, bool IsCollection, FieldInfo[] Ways);
}
