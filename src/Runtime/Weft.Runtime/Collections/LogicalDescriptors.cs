using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using Weft.Runtime.Collections.Immutable;
using Weft.Runtime.Collections.Legacy;
using Weft.Runtime.Collections.Linked;
using Weft.Runtime.Collections.Ordered;
using Weft.Runtime.Collections.Pools;
using Weft.Runtime.Collections.Texts;
using Weft.Runtime.Contract;
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
        [typeof(LinkedList<>)] = (typeof(SequenceDescriptor<,,>), typeof(LinkedListContent<>)),
        [typeof(ConcurrentQueue<>)] = (typeof(SequenceDescriptor<,,>), typeof(ConcurrentQueueContent<>)),
        [typeof(ConcurrentStack<>)] = (typeof(SequenceDescriptor<,,>), typeof(ConcurrentStackContent<>)),
        [typeof(ConcurrentDictionary<,>)] = (typeof(MapDescriptor<,,,>), typeof(ConcurrentDictionaryContent<,>)),
        [typeof(Dictionary<,>)] = (typeof(MapDescriptor<,,,>), typeof(DictionaryContent<,>)),
        [typeof(SortedDictionary<,>)] = (typeof(MapDescriptor<,,,>), typeof(SortedDictionaryContent<,>)),
        [typeof(SortedList<,>)] = (typeof(MapDescriptor<,,,>), typeof(SortedListContent<,>)),
        [typeof(OrderedDictionary<,>)] = (typeof(MapDescriptor<,,,>), typeof(OrderedDictionaryContent<,>)),
        [typeof(HashSet<>)] = (typeof(SetDescriptor<,,>), typeof(HashSetContent<>)),
        [typeof(SortedSet<>)] = (typeof(SetDescriptor<,,>), typeof(SortedSetContent<>)),
        [typeof(ImmutableList<>.Builder)] = (typeof(SequenceDescriptor<,,>), typeof(ListBuilderContent<>)),
        [typeof(ImmutableArray<>.Builder)] = (typeof(SequenceDescriptor<,,>), typeof(ArrayBuilderContent<>)),
        [typeof(ImmutableHashSet<>.Builder)] = (typeof(SetDescriptor<,,>), typeof(HashSetBuilderContent<>)),
        [typeof(ImmutableSortedSet<>.Builder)] = (typeof(SetDescriptor<,,>), typeof(SortedSetBuilderContent<>)),
        [typeof(ImmutableDictionary<,>.Builder)] = (typeof(MapDescriptor<,,,>), typeof(DictionaryBuilderContent<,>)),
        [typeof(ImmutableSortedDictionary<,>.Builder)] = (typeof(MapDescriptor<,,,>), typeof(SortedDictionaryBuilderContent<,>)),
        [typeof(ConcurrentBag<>)] = (typeof(PoolDescriptor<,,>), typeof(ConcurrentBagContent<>)),
        [typeof(PriorityQueue<,>)] = (typeof(PoolDescriptor<,,>), typeof(PriorityQueueContent<,>)),
    };

    /// <summary>What the collection consists of, where that is no instance of its type arguments.</summary>
    private static readonly Dictionary<Type, Type> Items = new()
    {
        [typeof(LinkedList<>)] = typeof(LinkedListNode<>),
        [typeof(PriorityQueue<,>)] = typeof(ValueTuple<,>),
    };

    private static readonly Dictionary<Type, Func<TypeDescriptor>> NonGeneric = new()
    {
        [typeof(ArrayList)] = static () => new SequenceDescriptor<ArrayList, object?, ArrayListContent>(),
        [typeof(Queue)] = static () => new SequenceDescriptor<Queue, object?, QueueContent>(),
        [typeof(Stack)] = static () => new SequenceDescriptor<Stack, object?, StackContent>(),
        [typeof(StringBuilder)] = static () => new SequenceDescriptor<StringBuilder, string, TextContent>(),
        [typeof(BitArray)] = static () => new SequenceDescriptor<BitArray, int, BitArrayContent>(),
        [typeof(SortedList)] = static () => new MapDescriptor<SortedList, object, object?, SortedListContent>(),
        [typeof(Hashtable)] = static () => new MapDescriptor<Hashtable, object, object?, HashtableContent>(),
    };

    private static readonly Dictionary<Type, Type> Immutables = new()
    {
        [typeof(ImmutableList<>)] = typeof(ImmutableListDescriptor<>),
        [typeof(ImmutableQueue<>)] = typeof(ImmutableQueueDescriptor<>),
        [typeof(ImmutableStack<>)] = typeof(ImmutableStackDescriptor<>),
        [typeof(ImmutableHashSet<>)] = typeof(ImmutableHashSetDescriptor<>),
        [typeof(ImmutableSortedSet<>)] = typeof(ImmutableSortedSetDescriptor<>),
        [typeof(ImmutableDictionary<,>)] = typeof(ImmutableDictionaryDescriptor<,>),
        [typeof(ImmutableSortedDictionary<,>)] = typeof(ImmutableSortedDictionaryDescriptor<,>),
    };

    /// <summary>Whether a type is one of the framework's collections, closed if it is generic.</summary>
    internal static bool IsCollection(Type type) => type.IsConstructedGenericType ? Kinds.ContainsKey(type.GetGenericTypeDefinition()) : NonGeneric.ContainsKey(type);

    /// <summary>Makes the descriptor of a collection or array type, or null for any other type.</summary>
    internal static TypeDescriptor? Create(Type type)
    {
        if (type.IsArray)
            return type.GetElementType() is { IsPointer: false, IsFunctionPointer: false } element ? Make(typeof(ArrayDescriptor<>), [element], type) : null;
        if (NonGeneric.TryGetValue(type, out Func<TypeDescriptor>? make))
            return make();
        if (!type.IsConstructedGenericType)
            return type.BaseType is { } own && NonGeneric.ContainsKey(own) && typeof(IHeaderOwner).IsAssignableFrom(type) && !typeof(IWoven).IsAssignableFrom(type) ? TypeRegistry.Find(own) : null;
        Type[] arguments = type.GetGenericArguments();
        if (Kinds.TryGetValue(type.GetGenericTypeDefinition(), out (Type Descriptor, Type Content) kind))
        {
            Type[] items = Items.TryGetValue(type.GetGenericTypeDefinition(), out Type? item) ? [item.MakeGenericType(arguments)] : arguments;
            return Make(kind.Descriptor, [type, .. items, kind.Content.MakeGenericType(arguments)]);
        }
        if (Immutables.TryGetValue(type.GetGenericTypeDefinition(), out Type? immutable))
            return Make(immutable, arguments);
        // The runtime's own classes go by the name of the framework's class.
        return type.BaseType is { IsConstructedGenericType: true } framework && typeof(IHeaderOwner).IsAssignableFrom(type) ? TypeRegistry.Find(framework) : null;
    }

    private static TypeDescriptor Make(Type definition, Type[] typeArguments, params object[] arguments) =>
        (TypeDescriptor)Activator.CreateInstance(definition.MakeGenericType(typeArguments), BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, null, arguments, null)!;
}
