using System.Collections.Concurrent;
using Weft.Runtime.Objects;
using Weft.Runtime.Session;

namespace Weft.Runtime.Values;

/// <summary>How values of one class travel in places of a wider static type: as values with their type, or by reference.</summary>
internal sealed class ValueInPlace
{
    private static readonly ConcurrentDictionary<Type, ValueInPlace> Known = new();
    private static ValueInPlace? _last;

    private volatile Node? _definedIn;

    private ValueInPlace(object value)
    {
        Class = value.GetType();
        IsValue = value is string || (value is ValueType ? !BoxTypes.AreObjects(Class) && !BoxTypes.ChangesUnseen(value) : ClassIsValue(value));
        if (!IsValue)
            return;
        // Type literals have private runtime classes, frozen collections and ends of channels internal ones.
        Type = value is Type ? typeof(Type) : ValueClasses.ClassOf(Class) ?? Class;
        Codec = CodecResolver.Resolve(Type);
        TypeId = TypeRegistry.IdOf(Type);
    }

    /// <summary>Whether instances are copied wherever they are referred to. Of all others nothing else is known here.</summary>
    internal bool IsValue { get; }

    /// <summary>The type that the wire names.</summary>
    internal Type? Type { get; }

    internal IValueCodec? Codec { get; }

    internal ulong TypeId { get; }

    /// <summary>Whether values refer to nothing, and the cluster knows the type's name.</summary>
    internal bool IsReady => Codec is { IsLiteral: true } && ReferenceEquals(_definedIn, Activation.Joined);

    private Type Class { get; }

    /// <summary>How a value travels that is no delegate.</summary>
    internal static ValueInPlace Of(object value)
    {
        Type type = value.GetType();
        if (_last is { } last && ReferenceEquals(last.Class, type))
            return last;
        return _last = Known.TryGetValue(type, out ValueInPlace? known) ? known : Known.GetOrAdd(type, new ValueInPlace(value));
    }

    /// <summary>More structs are objects than was known.</summary>
    internal static void Forget()
    {
        Known.Clear();
        _last = null;
    }

    /// <summary>The type was made known in a session.</summary>
    internal void DefinedIn(Node? session) => _definedIn = session;

    private static bool ClassIsValue(object value) => CodecResolver.IsLiteral(value is Type ? typeof(Type) : value.GetType()) || ValueClasses.ClassOf(value.GetType()) is not null;
}
