using System.Diagnostics.CodeAnalysis;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections;

/// <summary>How a replica works on one of the framework's sequences. Calls go to the class itself: those through interfaces lead back to the shims.</summary>
internal interface ISequenceContent<TCollection, T> where TCollection : class
{
    /// <summary>Makes an empty collection of the runtime's own class.</summary>
    static abstract TCollection Create();

    static abstract Replica MakeReplica(SharedHeader header);

    /// <summary>What differs after each change of the content, whoever made it; <see cref="ContentStamp.Unknown"/> where the class keeps nothing like it.</summary>
    static abstract long Stamp(TCollection collection);

    static abstract int Count(TCollection collection);

    /// <summary>The elements, in the order that the cluster has them in.</summary>
    static abstract T[] Copy(TCollection collection);

    /// <summary>Replaces the content.</summary>
    static abstract void Load(TCollection collection, T[] content);

    /// <summary>Inserts without rebuilding; false where the class has no such operation for this index.</summary>
    static abstract bool TryInsert(TCollection collection, int index, T item);

    /// <summary>Removes without rebuilding; false where the class has no such operation for this range.</summary>
    static abstract bool TryRemove(TCollection collection, int index, int count);

    /// <summary>Sets without rebuilding; false where the class has no such operation.</summary>
    static abstract bool TrySet(TCollection collection, int index, T item);
}

/// <summary>What a replica needs of one of the framework's maps or sets, whatever its entries.</summary>
internal interface IKeyedContent<TCollection, TKey> where TCollection : class
{
    /// <summary>Makes an empty collection of the runtime's own class.</summary>
    static abstract TCollection Create(KeyComparison<TKey> comparison);

    static abstract Replica MakeReplica(SharedHeader header, TCollection collection);

    static abstract KeyComparison<TKey> ComparisonOf(TCollection collection);

    static abstract KeyComparison<TKey> ReadComparison(ref Protocol.WireReader reader);

    /// <summary>Whether the order of keys tells them apart.</summary>
    static abstract bool IsSorted { get; }

    /// <summary>What differs after each change of the content, whoever made it; <see cref="ContentStamp.Unknown"/> where the class keeps nothing like it.</summary>
    static abstract long Stamp(TCollection collection);

    static abstract int Count(TCollection collection);

    static abstract bool Contains(TCollection collection, TKey key);

    static abstract void Clear(TCollection collection);
}

/// <summary>How a replica works on one of the framework's maps.</summary>
internal interface IMapContent<TMap, TKey, TValue> : IKeyedContent<TMap, TKey> where TMap : class
{
    static abstract bool TryGet(TMap map, TKey key, [MaybeNullWhen(false)] out TValue value);

    /// <summary>The indexer, with the exceptions of the class.</summary>
    static abstract TValue Get(TMap map, TKey key);

    /// <summary>The class's own <c>Add</c>, with its exceptions.</summary>
    static abstract void Add(TMap map, TKey key, TValue value);

    static abstract bool TryAdd(TMap map, TKey key, TValue value);

    static abstract void Set(TMap map, TKey key, TValue value);

    static abstract bool Remove(TMap map, TKey key, [MaybeNullWhen(false)] out TValue value);

    static abstract KeyValuePair<TKey, TValue>[] Copy(TMap map);
}

/// <summary>How a replica works on one of the framework's sets.</summary>
internal interface ISetContent<TSet, T> : IKeyedContent<TSet, T> where TSet : class
{
    static abstract bool Add(TSet set, T item);

    static abstract bool Remove(TSet set, T item);

    static abstract T[] Copy(TSet set);

    /// <summary>Makes a plain set with the same comparison, for work on the side.</summary>
    static abstract ISet<T> MakePlain(TSet like, IEnumerable<T> items);
}
