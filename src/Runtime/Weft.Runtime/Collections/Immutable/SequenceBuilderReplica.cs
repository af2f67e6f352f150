using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections.Immutable;

/// <summary>Operations of this node on one shared builder of an immutable sequence.</summary>
internal sealed class SequenceBuilderReplica<TBuilder, T, TContent>(SharedHeader header) : SequenceReplica<TBuilder, T, TContent>(header), IListReplica<T>
    where TBuilder : class
    where TContent : struct, ISequenceContent<TBuilder, T>
{
    internal void Add(TBuilder builder, T item) => InsertRange(builder, null, [item]);

    internal void AddRange(TBuilder builder, IEnumerable<T> items) => InsertRange(builder, null, items);

    /// <param name="builder">The builder.</param>
    /// <param name="index">Null for the end.</param>
    /// <param name="items">What is enumerated before anything is changed: the program's code runs outside the latch.</param>
    internal void InsertRange(TBuilder builder, int? index, IEnumerable<T> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        T[] all = [.. items];
        foreach (T item in all)
            SharedWrites.Share(Header, item);
        Change(builder, (this, builder, index, all), static a =>
        {
            int at = a.index ?? TContent.Count(a.builder);
            if (at < 0 || at > TContent.Count(a.builder))
                throw new ArgumentOutOfRangeException(nameof(index));
            foreach (T item in a.all)
            {
                TContent.TryInsert(a.builder, at, item);
                a.Item1.RecordInsert(a.builder, a.index is null ? AtEnd : at, item);
                at++;
            }
            return true;
        });
    }

    internal void SetItem(TBuilder builder, int index, T value)
    {
        SharedWrites.Share(Header, value);
        Change(builder, (this, builder, index, value), static a =>
        {
            TContent.TrySet(a.builder, a.index, a.value);
            a.Item1.RecordSet(a.builder, a.index, a.value);
            return true;
        });
    }

    internal void RemoveAt(TBuilder builder, int index) => Change(builder, (this, builder, index), static a =>
    {
        TContent.TryRemove(a.builder, a.index, 1);
        a.Item1.RecordRemove(a.builder, a.index, 1);
        return true;
    });

    /// <summary>Removes the first item that is equal, by code that may be the program's.</summary>
    internal bool Remove(TBuilder builder, T item, IEqualityComparer<T>? comparer = null)
    {
        SharedWrites.Check(Header);
        comparer ??= EqualityComparer<T>.Default;
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            int index = Array.FindIndex(Copy(builder, out int version), each => comparer.Equals(item, each));
            if (index < 0)
                return false;
            if (TryChange(builder, version, () => Remove(builder, index)))
                return true;
        }
        throw ChangedMeanwhile();
    }

    /// <summary>Any other change, by code that may be the program's: it runs outside the latch, on a copy, whose content then takes the place of this one's.</summary>
    internal TResult Rearrange<TResult>(TBuilder builder, Func<TBuilder, TResult> rearrange)
    {
        SharedWrites.Check(Header);
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            TBuilder copy = TContent.Create();
            TContent.Load(copy, Copy(builder, out int version));
            TResult result = rearrange(copy);
            T[] content = TContent.Copy(copy);
            foreach (T item in content)
                SharedWrites.Share(Header, item);
            if (TryChange(builder, version, () => Replace(builder, content)))
                return result;
        }
        throw ChangedMeanwhile();
    }

    internal void Rearrange(TBuilder builder, Action<TBuilder> rearrange) => Rearrange(builder, copy =>
    {
        rearrange(copy);
        return true;
    });

    void ICollectionReplica<T>.Add(object collection, T item) => Add((TBuilder)collection, item);

    bool ICollectionReplica<T>.Remove(object collection, T item) => Remove((TBuilder)collection, item);

    void ICollectionReplica<T>.Clear(object collection) => Clear((TBuilder)collection);

    void IListReplica<T>.SetItem(object list, int index, T value) => SetItem((TBuilder)list, index, value);

    void IListReplica<T>.Insert(object list, int index, T item) => InsertRange((TBuilder)list, index, [item]);

    void IListReplica<T>.RemoveAt(object list, int index) => RemoveAt((TBuilder)list, index);

    private void Remove(TBuilder builder, int index)
    {
        TContent.TryRemove(builder, index, 1);
        RecordRemove(builder, index, 1);
    }

    private void Replace(TBuilder builder, T[] content)
    {
        TContent.Load(builder, content);
        RecordReplace(builder);
    }
}
