namespace Weft.Runtime.Collections;

/// <summary>What calls through <see cref="ICollection{T}"/> need of a collection that was adopted through the side table.</summary>
internal interface ICollectionReplica<T>
{
    void Add(object collection, T item);

    bool Remove(object collection, T item);

    void Clear(object collection);
}

/// <summary>What calls through <see cref="IList{T}"/> need beside.</summary>
internal interface IListReplica<T> : ICollectionReplica<T>
{
    void SetItem(object list, int index, T value);

    void Insert(object list, int index, T item);

    void RemoveAt(object list, int index);
}

/// <summary>What calls through <see cref="IDictionary{TKey, TValue}"/> need beside.</summary>
internal interface IMapReplica<TKey, TValue> : ICollectionReplica<KeyValuePair<TKey, TValue>>
{
    void SetItem(object map, TKey key, TValue value);

    void Add(object map, TKey key, TValue value);

    bool Remove(object map, TKey key);
}

/// <summary>What calls through <see cref="System.Collections.IDictionary"/> need.</summary>
internal interface IUntypedMapReplica
{
    void SetItem(object map, object key, object? value);

    void Add(object map, object key, object? value);

    void Remove(object map, object key);

    void Clear(object map);
}

/// <summary>What calls through <see cref="ISet{T}"/> need beside.</summary>
internal interface ISetReplica<T> : ICollectionReplica<T>
{
    new bool Add(object set, T item);

    void UnionWith(object set, IEnumerable<T> other);

    void ExceptWith(object set, IEnumerable<T> other);

    void IntersectWith(object set, IEnumerable<T> other);

    void SymmetricExceptWith(object set, IEnumerable<T> other);
}

/// <summary>Reports the content of a collection that became shared while a thread changed it through an interface.</summary>
internal interface ILateReplica
{
    void ReportLate(object collection);
}
