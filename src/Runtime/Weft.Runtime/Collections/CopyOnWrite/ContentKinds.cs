using System.Collections.Immutable;

namespace Weft.Runtime.Collections.CopyOnWrite;

/// <summary>The classes that a content may be of, but arrays, with the form of each, the content of its source (null: a list) and how its values are made. The weaver has the same list.</summary>
internal static class ContentKinds
{
    internal static readonly (Type Definition, Type Form, Type? Content, Type Value)[] All =
    [
        (typeof(List<>), typeof(ListForm<,,>), null, typeof(ListValue<>)),
        (typeof(ImmutableList<>), typeof(ListForm<,,>), null, typeof(ImmutableListValue<>)),
        (typeof(ImmutableArray<>), typeof(ListForm<,,>), null, typeof(ImmutableArrayValue<>)),
        (typeof(Dictionary<,>), typeof(MapForm<,,,,,>), typeof(DictionaryContent<,>), typeof(OwnMapValue<,,,>)),
        (typeof(SortedDictionary<,>), typeof(MapForm<,,,,,>), typeof(SortedDictionaryContent<,>), typeof(OwnMapValue<,,,>)),
        (typeof(SortedList<,>), typeof(MapForm<,,,,,>), typeof(SortedListContent<,>), typeof(OwnMapValue<,,,>)),
        (typeof(ImmutableDictionary<,>), typeof(MapForm<,,,,,>), typeof(DictionaryContent<,>), typeof(ImmutableMapValue<,>)),
        (typeof(ImmutableSortedDictionary<,>), typeof(MapForm<,,,,,>), typeof(SortedDictionaryContent<,>), typeof(ImmutableSortedMapValue<,>)),
        (typeof(HashSet<>), typeof(SetForm<,,,,>), typeof(HashSetContent<>), typeof(OwnSetValue<,,>)),
        (typeof(SortedSet<>), typeof(SetForm<,,,,>), typeof(SortedSetContent<>), typeof(OwnSetValue<,,>)),
        (typeof(ImmutableHashSet<>), typeof(SetForm<,,,,>), typeof(HashSetContent<>), typeof(ImmutableSetValue<>)),
        (typeof(ImmutableSortedSet<>), typeof(SetForm<,,,,>), typeof(SortedSetContent<>), typeof(ImmutableSortedSetValue<>)),
    ];
}
