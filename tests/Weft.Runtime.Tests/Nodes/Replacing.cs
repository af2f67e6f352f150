using System.Collections.Immutable;
using Weft.Runtime.Contract;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Tests.Nodes;

/// <summary>A class that replaces its content at each write.</summary>
internal sealed class Replacing<T> : Woven
{
    private T? _content;
    private object _gate = new();

    internal T? Content { get => Get(ref _content); set => Set(0, ref _content, value); }

    internal object Gate => Get(ref _gate);

    /// <summary>The identity, in the cluster, of the collection that has the entries.</summary>
    internal ulong SourceId => Headers.Of(((ContentSlot<Replacing<T>, T?>)((PhysicalDescriptor)Headers.Of(this)!.Descriptor).Slot<T?>(0)).SourceOf(this)!)!.Id;

    private static void Describe(SectionBuilder section)
    {
        section.Field<Replacing<T>, T?>("Test.Replacing::content", 0, static item => ref item._content, SharedFieldAttributes.Replaced);
        section.Field<Replacing<T>, object>("Test.Replacing::gate", 1, static item => ref item._gate, SharedFieldAttributes.ReadOnly);
    }
}

/// <summary>The same operations on contents of every class; words are items, or keys whose values are their lengths.</summary>
internal abstract class Contents
{
    internal static readonly string[] All = ["list", "array", "immutable-list", "immutable-array", "dictionary", "sorted-dictionary", "sorted-list", "immutable-dictionary", "immutable-sorted-dictionary", "set", "sorted-set", "immutable-set", "immutable-sorted-set"];

    internal static Contents Of(string kind) => kind switch
    {
        "list" => new Contents<List<string>>([], static (content, word) => [.. content, word], static (content, word) => [.. content.Where(item => item != word)], static content => content),
        "array" => new Contents<string[]>([], static (content, word) => [.. content, word], static (content, word) => [.. content.Where(item => item != word)], static content => content),
        "immutable-list" => new Contents<ImmutableList<string>>([], static (content, word) => content.Add(word), static (content, word) => content.Remove(word), static content => content),
        "immutable-array" => new Contents<ImmutableArray<string>>([], static (content, word) => content.Add(word), static (content, word) => content.Remove(word), static content => content),
        "dictionary" => Map(new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase), static content => new(content, content.Comparer)),
        "sorted-dictionary" => Map(new SortedDictionary<string, string>(StringComparer.Ordinal), static content => new(content, content.Comparer)),
        "sorted-list" => Map(new SortedList<string, string>(StringComparer.Ordinal), static content => new(content, content.Comparer)),
        "immutable-dictionary" => new Contents<ImmutableDictionary<string, string>>(ImmutableDictionary<string, string>.Empty, static (content, word) => content.SetItem(word, word + content.Count), static (content, word) => content.Remove(word), Entries),
        "immutable-sorted-dictionary" => new Contents<ImmutableSortedDictionary<string, string>>(ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal), static (content, word) => content.SetItem(word, word + content.Count), static (content, word) => content.Remove(word), Entries),
        "set" => new Contents<HashSet<string>>([], static (content, word) => [.. content, word], static (content, word) => [.. content.Where(item => item != word)], static content => content),
        "sorted-set" => new Contents<SortedSet<string>>(new(StringComparer.Ordinal), static (content, word) => new(content, content.Comparer) { word }, static (content, word) => new(content.Where(item => item != word), content.Comparer), static content => content),
        "immutable-set" => new Contents<ImmutableHashSet<string>>([], static (content, word) => content.Add(word), static (content, word) => content.Remove(word), static content => content),
        "immutable-sorted-set" => new Contents<ImmutableSortedSet<string>>(ImmutableSortedSet.Create<string>(StringComparer.Ordinal), static (content, word) => content.Add(word), static (content, word) => content.Remove(word), static content => content),
        _ => throw new ArgumentException(kind),
    };

    internal abstract object Make();

    internal abstract void Add(object holder, string word);

    internal abstract void Remove(object holder, string word);

    internal abstract string Show(object holder);

    internal abstract ulong SourceId(object holder);

    internal abstract object Gate(object holder);

    /// <summary>Whether a copy that was read is as it was, after another node has changed the content.</summary>
    internal abstract Func<bool> Keep(object holder);

    private static Contents<TMap> Map<TMap>(TMap empty, Func<TMap, TMap> copy) where TMap : class, IDictionary<string, string> => new(empty, (content, word) =>
    {
        TMap changed = copy(content);
        changed[word] = word + content.Count;
        return changed;
    }, (content, word) =>
    {
        TMap changed = copy(content);
        changed.Remove(word);
        return changed;
    }, Entries);

    private static IEnumerable<string> Entries(IEnumerable<KeyValuePair<string, string>> map) => map.Select(entry => $"{entry.Key}={entry.Value}");
}

internal sealed class Contents<T>(T empty, Func<T, string, T> add, Func<T, string, T> remove, Func<T, IEnumerable<string>> show) : Contents
{
    internal override object Make() => new Replacing<T> { Content = empty };

    internal override void Add(object holder, string word) => Of(holder).Content = add(Of(holder).Content!, word);

    internal override void Remove(object holder, string word) => Of(holder).Content = remove(Of(holder).Content!, word);

    internal override string Show(object holder) => Of(holder).Content is { } content ? string.Join(",", show(content).Order(StringComparer.Ordinal)) : "null";

    internal override ulong SourceId(object holder) => Of(holder).SourceId;

    internal override object Gate(object holder) => Of(holder).Gate;

    internal override Func<bool> Keep(object holder)
    {
        T kept = Of(holder).Content!;
        string[] words = [.. show(kept)];
        return () => words.SequenceEqual(show(kept));
    }

    private static Replacing<T> Of(object holder) => (Replacing<T>)holder;
}
