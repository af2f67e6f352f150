using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using Weft.Runtime.Values;

namespace Weft.Runtime.Objects;

/// <summary>
/// The structs that the program may change in their box, through an interface: such a box is an object with an identity, as any other. The boxes of all others are values, which never change.
/// </summary>
internal static class BoxTypes
{
    private static readonly ConcurrentDictionary<string, bool> Names = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<Type, bool> Known = new();

    /// <summary>Whether a box was ever shared, or has come. Monotone.</summary>
    internal static volatile bool AnyShared;

    /// <summary>Registers structs: their definitions' names on the wire, separated by line feeds.</summary>
    internal static void Add(string names)
    {
        foreach (string name in names.Split('\n'))
            Names.TryAdd(name, true);
        Known.Clear();
        ValueInPlace.Forget();
    }

    /// <summary>Whether boxes of a type are objects.</summary>
    internal static bool AreObjects(Type type) => type.IsValueType && !Names.IsEmpty && Known.GetOrAdd(type, static known => Names.ContainsKey(NameOf(known)));

    /// <summary>
    /// Whether a box is known to change in ways that nobody sees: an enumerator of code that is not woven. It can be no value, and no object either.
    /// </summary>
    internal static bool ChangesUnseen(object box) => box is System.Collections.IEnumerator && !AreObjects(box.GetType()) && IsForeign(box.GetType()) && !box.GetType().IsDefined(typeof(IsReadOnlyAttribute), inherit: false);

    /// <summary>How boxes of a type are shared.</summary>
    internal static PhysicalDescriptor Describe(Type type)
    {
        Type slot = typeof(BoxSlot<>).MakeGenericType(type);
        PhysicalDescriptor descriptor = PhysicalDescriptor.OfBox(type, (FieldSlot)Activator.CreateInstance(slot, BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DoNotWrapExceptions, null, null, null)!);
        AnyShared = true;
        return descriptor;
    }

    private static bool IsForeign(Type type) => WireTypeName.IsFramework(type) || !WovenAssemblies.Has(type.Assembly.GetName().Name!);

    private static string NameOf(Type type)
    {
        Type definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return $"{definition.FullName!.Replace('+', '/')}, {definition.Assembly.GetName().Name}";
    }
}
