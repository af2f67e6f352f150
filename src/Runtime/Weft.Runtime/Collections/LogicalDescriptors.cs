using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections;

/// <summary>The descriptors of collections and arrays.</summary>
internal static class LogicalDescriptors
{
    /// <summary>Makes the descriptor of a collection or array type, or null for any other type.</summary>
    internal static TypeDescriptor? Create(Type type)
    {
        if (type.IsSZArray)
            return type.GetElementType() is { IsPointer: false, IsFunctionPointer: false } element ? Make(typeof(ArrayDescriptor<>), [element]) : null;
        if (!type.IsConstructedGenericType)
            return null;
        Type definition = type.GetGenericTypeDefinition();
        Type[] arguments = type.GetGenericArguments();
        // The runtime's own classes go by the name of the framework's class.
        if (definition == typeof(SharedList<>))
            return TypeRegistry.Find(typeof(List<>).MakeGenericType(arguments));
        if (definition == typeof(SharedDictionary<,>))
            return TypeRegistry.Find(typeof(Dictionary<,>).MakeGenericType(arguments));
        if (definition == typeof(SharedHashSet<>))
            return TypeRegistry.Find(typeof(HashSet<>).MakeGenericType(arguments));
        return definition == typeof(List<>) ? Make(typeof(ListDescriptor<>), arguments)
            : definition == typeof(Dictionary<,>) ? Make(typeof(MapDescriptor<,>), arguments)
            : definition == typeof(HashSet<>) ? Make(typeof(SetDescriptor<>), arguments)
            : null;
    }

    private static TypeDescriptor Make(Type definition, Type[] arguments) =>
        (TypeDescriptor)Activator.CreateInstance(definition.MakeGenericType(arguments), nonPublic: true)!;
}
