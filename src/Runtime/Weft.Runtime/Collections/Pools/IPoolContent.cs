using System.Diagnostics.CodeAnalysis;
using Weft.Protocol;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections.Pools;

/// <summary>How a replica works on one of the framework's pools: collections whose items have no place that all nodes could agree upon, and may be equal.</summary>
internal interface IPoolContent<TPool, T> where TPool : class
{
    static abstract IEqualityComparer<T> Sameness { get; }

    static abstract Replica MakeReplica(SharedHeader header, TPool pool);

    /// <summary>Makes an empty pool of the runtime's own class.</summary>
    /// <param name="comparer">Stands before what <see cref="WriteComparer"/> wrote.</param>
    static abstract TPool Create(ref WireReader comparer);

    static abstract TPool CreateDefault();

    static abstract void WriteComparer(TPool pool, WireWriter writer);

    static abstract void VisitComparer(TPool pool, ReferenceVisitor visitor);

    /// <summary>Whether putting items in order runs code of the program.</summary>
    static abstract bool NeedsUserCode(WireReader comparer);

    /// <summary>The same of a pool that is here.</summary>
    static abstract bool UsesUserCode(TPool pool);

    static abstract long Stamp(TPool pool);

    static abstract T[] Copy(TPool pool);

    static abstract void Add(TPool pool, T item);

    static abstract bool TryTake(TPool pool, [MaybeNullWhen(false)] out T item);

    /// <summary>Removes one item that is the same.</summary>
    static abstract bool Remove(TPool pool, T item);

    static abstract void Clear(TPool pool);
}
