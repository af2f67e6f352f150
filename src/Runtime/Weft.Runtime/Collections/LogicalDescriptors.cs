using System.Collections.Concurrent;
using System.Reflection;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections;

/// <summary>The descriptors of collections and arrays.</summary>
internal static class LogicalDescriptors
{
    private static readonly Dictionary<Type, (Type Descriptor, Type Content)> Kinds = new()
    {
        [typeof(List<>)] = (typeof(SequenceDescriptor<,,>), typeof(ListContent<>)),
        [typeof(Queue<>)] = (typeof(SequenceDescriptor<,,>), typeof(QueueContent<>)),
        [typeof(Stack<>)] = (typeof(SequenceDescriptor<,,>), typeof(StackContent<>)),
        [typeof(ConcurrentQueue<>)] = (typeof(SequenceDescriptor<,,>), typeof(ConcurrentQueueContent<>)),
        [typeof(ConcurrentStack<>)] = (typeof(SequenceDescriptor<,,>), typeof(ConcurrentStackContent<>)),
        [typeof(ConcurrentDictionary<,>)] = (typeof(MapDescriptor<,,,>), typeof(ConcurrentDictionaryContent<,>)),
        [typeof(Dictionary<,>)] = (typeof(MapDescriptor<,,,>), typeof(DictionaryContent<,>)),
        [typeof(SortedDictionary<,>)] = (typeof(MapDescriptor<,,,>), typeof(SortedDictionaryContent<,>)),
        [typeof(SortedList<,>)] = (typeof(MapDescriptor<,,,>), typeof(SortedListContent<,>)),
        [typeof(HashSet<>)] = (typeof(SetDescriptor<,,>), typeof(HashSetContent<>)),
        [typeof(SortedSet<>)] = (typeof(SetDescriptor<,,>), typeof(SortedSetContent<>)),
    };

    /// <summary>Whether a type is one of the framework's collections, closed.</summary>
    internal static bool IsCollection(Type type) => type.IsConstructedGenericType && Kinds.ContainsKey(type.GetGenericTypeDefinition());

    /// <summary>Makes the descriptor of a collection or array type, or null for any other type.</summary>
    internal static TypeDescriptor? Create(Type type)
    {
        if (type.IsArray)
            return type.GetElementType() is { IsPointer: false, IsFunctionPointer: false } element ? Make(typeof(ArrayDescriptor<>), [element], type) : null;
        if (!type.IsConstructedGenericType)
            return null;
        Type[] arguments = type.GetGenericArguments();
        if (Kinds.TryGetValue(type.GetGenericTypeDefinition(), out (Type Descriptor, Type Content) kind))
            return Make(kind.Descriptor, [type, .. arguments, kind.Content.MakeGenericType(arguments)]);
        // The runtime's own classes go by the name of the framework's class.
        return type.BaseType is { IsConstructedGenericType: true } framework && typeof(IHeaderOwner).IsAssignableFrom(type) ? TypeRegistry.Find(framework) : null;
    }

    private static TypeDescriptor Make(Type definition, Type[] typeArguments, params object[] arguments) =>
        (TypeDescriptor)Activator.CreateInstance(definition.MakeGenericType(typeArguments), BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, null, arguments, null)!;
}
