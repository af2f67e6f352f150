using System.Collections.Concurrent;
using Weft.Protocol;
using Weft.Runtime.Collections;
using Weft.Runtime.Contract;
using Weft.Runtime.Synchronizers;
using Weft.Runtime.Values;

namespace Weft.Runtime.Objects;

/// <summary>Types by wire id and descriptors by type, for the process.</summary>
internal static class TypeRegistry
{
    private static readonly ConcurrentDictionary<Type, TypeDescriptor> Descriptors = new();
    private static readonly ConcurrentDictionary<ulong, Type> ById = new();
    private static readonly ConcurrentDictionary<ulong, string> NamesById = new();
    private static readonly ConcurrentDictionary<Type, ulong> Ids = new();

    /// <summary>The descriptor of an instance that can be shared, or null.</summary>
    internal static TypeDescriptor? Find(object instance) => Find(ReaderWriterDescriptor.TypeOf(instance));

    /// <summary>The descriptor of a type whose instances can be shared, or null.</summary>
    internal static TypeDescriptor? Find(Type type)
    {
        if (Descriptors.TryGetValue(type, out TypeDescriptor? known))
            return known;
        TypeDescriptor? made = Create(type);
        if (made is null)
            return null;
        made = Descriptors.GetOrAdd(type, made);
        ById.TryAdd(made.TypeId, type);
        return made;
    }

    /// <summary>The descriptor for a type id that came over the wire.</summary>
    internal static TypeDescriptor Find(ulong typeId)
    {
        Type type = TypeOf(typeId);
        return Find(type) ?? throw new ProtocolException($"The type {WireTypeName.Of(type)} came as a shared object, but cannot be one on this node.");
    }

    /// <summary>
    /// The descriptor for a type id that came over the wire, or null where this application has no such type, or where making the descriptor would run the class's
    /// constructor. Called by the reader thread.
    /// </summary>
    internal static TypeDescriptor? TryFind(ulong typeId)
    {
        try
        {
            Type type = TypeOf(typeId);
            if (Descriptors.TryGetValue(type, out TypeDescriptor? known))
                return known;
            // The class describes itself by a static method of its own.
            return typeof(IWoven).IsAssignableFrom(type) && PhysicalDescriptor.HasClassConstructor(type) ? null : Find(type);
        }
        catch (ProtocolException)
        {
            // Another version of the application: the thread that comes to need the type gets this exception.
            return null;
        }
    }

    internal static ulong IdOf(Type type) => Ids.GetOrAdd(type, static t =>
    {
        ulong id = WireHash.Of(WireTypeName.Of(t));
        ById.TryAdd(id, t);
        return id;
    });

    internal static Type TypeOf(ulong id)
    {
        if (ById.TryGetValue(id, out Type? type))
            return type;
        if (!NamesById.TryGetValue(id, out string? name))
            throw new ProtocolException($"Type {id:x16} was used before it was defined.");
        type = WireTypeResolver.Resolve(name);
        ById.TryAdd(id, type);
        return type;
    }

    /// <summary>The type of an id; null where this application has no such type.</summary>
    internal static Type? TryTypeOf(ulong id)
    {
        try
        {
            return TypeOf(id);
        }
        catch (ProtocolException)
        {
            return null;
        }
    }

    /// <summary>Another node's definition of a type. The type itself is looked for when it is first used.</summary>
    internal static void Define(ulong id, string name) => NamesById.TryAdd(id, name);

    private static TypeDescriptor? Create(Type type)
    {
        if (type.IsValueType)
            return BoxTypes.AreObjects(type) ? BoxTypes.Describe(type) : null;
        if (LockObjectDescriptor.IsFor(type))
            return new LockObjectDescriptor(type);
        if (ReaderWriterDescriptor.IsFor(type))
            return new ReaderWriterDescriptor(type);
        if (LogicalDescriptors.Create(type) is { } logical)
            return logical;
        if (SynchronizerDescriptors.Create(type) is { } synchronizer)
            return synchronizer;
        return (typeof(IWoven).IsAssignableFrom(type) || FrameworkSections.IsWhole(type)) && !type.IsAbstract ? PhysicalDescriptor.Build(type) : null;
    }
}
