using System.Collections.ObjectModel;
using System.Reflection;
using Weft.Runtime.Collections;
using Weft.Runtime.Collections.Legacy;
using Weft.Runtime.Contract;

namespace Weft.Runtime.Objects;

/// <summary>What woven classes inherit from the framework's: the content of collections, and fields that only constructors store.</summary>
internal static class FrameworkSections
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<Type, Section> Sections = new(Wrappers())
    {
        [typeof(Collection<>)] = new(["items"], typeof(ItemsForm<>)),
        [typeof(ObservableCollection<>)] = new([]),
        [typeof(KeyedCollection<,>)] = new([], extra: typeof(KeyedSlot<,>)),
        [typeof(ReadOnlyCollection<>)] = new(["list"]),
        [typeof(ReadOnlyDictionary<,>)] = new(["m_dictionary"]),
        [typeof(ReadOnlySet<>)] = new(["_set"]),
        [typeof(LinkedListNode<>)] = new(["item"]) { Changes = true },
        [typeof(ArrayListStandIn)] = new(["_list"]) { StandsAlone = true },
        [typeof(SynchronizedArrayList)] = new([]),
        [typeof(SynchronizedQueue)] = new(["_queue"]) { StandsAlone = true },
        [typeof(SynchronizedStack)] = new(["_stack"]) { StandsAlone = true },
        [typeof(SynchronizedHashtable)] = new(["_table"]) { StandsAlone = true },
        [typeof(SynchronizedSortedList)] = new(["_list"]) { StandsAlone = true },
        [typeof(Lazy<>)] = new([], extra: typeof(LazySlot<>)),
        [typeof(Tuple<>)] = new(["m_Item1"]),
        [typeof(Tuple<,>)] = new(["m_Item1", "m_Item2"]),
        [typeof(Tuple<,,>)] = new(["m_Item1", "m_Item2", "m_Item3"]),
        [typeof(Tuple<,,,>)] = new(["m_Item1", "m_Item2", "m_Item3", "m_Item4"]),
        [typeof(Tuple<,,,,>)] = new(["m_Item1", "m_Item2", "m_Item3", "m_Item4", "m_Item5"]),
        [typeof(Tuple<,,,,,>)] = new(["m_Item1", "m_Item2", "m_Item3", "m_Item4", "m_Item5", "m_Item6"]),
        [typeof(Tuple<,,,,,,>)] = new(["m_Item1", "m_Item2", "m_Item3", "m_Item4", "m_Item5", "m_Item6", "m_Item7"]),
        [typeof(Tuple<,,,,,,,>)] = new(["m_Item1", "m_Item2", "m_Item3", "m_Item4", "m_Item5", "m_Item6", "m_Item7", "m_Rest"]),
    };

    /// <summary>Whether the runtime accounts for all that a class of the framework, and its bases, keep in their instances.</summary>
    internal static bool Has(Type type) => Sections.ContainsKey(Definition(type)) || LogicalDescriptors.IsCollection(type);

    /// <summary>Whether instances of a class of the framework itself are shared field by field.</summary>
    internal static bool IsWhole(Type type) => Sections.ContainsKey(Definition(type));

    /// <summary>Adds what a class inherits, behind its own fields; false if that is nothing.</summary>
    internal static bool Add(Type type, List<FieldSlot> slots)
    {
        int index = slots.Count == 0 ? 0 : slots.Max(slot => slot.Index) + 1;
        int own = slots.Count;
        for (Type? t = type; t is not null && t != typeof(object); t = t.BaseType)
        {
            if (Sections.TryGetValue(Definition(t), out Section? section))
            {
                section.AddTo(slots, t, ref index);
                // A wrapper of a non-generic collection derives from one that it does not use.
                if (section.StandsAlone)
                    break;
            }
            else if (LogicalDescriptors.IsCollection(t))
            {
                slots.Add(Make(typeof(PartSlot<>).MakeGenericType(t), Definition(t).FullName + "::", index++, TypeRegistry.Find(t)!));
            }
        }
        return slots.Count > own || IsWhole(type);
    }

    private static Dictionary<Type, Section> Wrappers() => FrameworkWrappers.Shareable.ToDictionary(
        wrapper => wrapper.Class,
        wrapper => new Section(wrapper.Root is null ? [wrapper.Field] : [wrapper.Field, wrapper.Root], FrameworkWrappers.Locks(wrapper.Class) ? typeof(LockedForm<>) : typeof(ViewForm<>)) { StandsAlone = true });

    private static Type Definition(Type type) => type.IsConstructedGenericType ? type.GetGenericTypeDefinition() : type;

    private static FieldSlot Make(Type slot, params object[] arguments) =>
        (FieldSlot)Activator.CreateInstance(slot, BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public, null, arguments, null)!;

    /// <param name="fields">The fields that make an instance what it is; others are caches, or each node's own.</param>
    /// <param name="form">What makes of the fields' values what travels, by the class's last type parameters; null where that is the values.</param>
    /// <param name="extra">A slot that follows, by the class's type parameters.</param>
    private sealed class Section(string[] fields, Type? form = null, Type? extra = null)
    {
        /// <summary>Whether the fields change after construction: then a shim tells of it.</summary>
        internal bool Changes { get; init; }

        /// <summary>Whether what the class inherits is not used.</summary>
        internal bool StandsAlone { get; init; }

        internal void AddTo(List<FieldSlot> slots, Type type, ref int index)
        {
            string prefix = Definition(type).FullName + "::";
            foreach (string name in fields)
            {
                FieldInfo field = type.GetField(name, Declared) ?? throw new InvalidOperationException($"{type} has no field {name} in this version of the framework.");
                object address = typeof(FieldAddress).GetMethod(nameof(FieldAddress.Of), BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(field.FieldType).Invoke(null, [field])!;
                if (Changes)
                {
                    slots.Add(Make(typeof(FieldSlot<,>).MakeGenericType(typeof(object), field.FieldType), prefix + name, index++, address, SharedFieldAttributes.None));
                    continue;
                }
                Type made = form?.MakeGenericType(type.IsConstructedGenericType ? type.GetGenericArguments()[0] : field.FieldType) ?? typeof(PlainForm<>).MakeGenericType(field.FieldType);
                slots.Add(Make(typeof(FrameworkSlot<>).MakeGenericType(field.FieldType), prefix + name, index++, address, Activator.CreateInstance(made, nonPublic: true)!));
            }
            if (extra is not null)
                slots.Add(Make(extra.MakeGenericType(type.GetGenericArguments()), prefix, index++));
        }
    }
}
