namespace Weft.Runtime.Collections;

/// <content>Calls through interfaces on plain lists.</content>
internal sealed partial class ListReplica<T>
{
    void ICollectionReplica<T>.Add(object collection, T item) => Add((List<T>)collection, item);

    bool ICollectionReplica<T>.Remove(object collection, T item) => Remove((List<T>)collection, item);

    void ICollectionReplica<T>.Clear(object collection) => Clear((List<T>)collection);

    void IListReplica<T>.SetItem(object list, int index, T value) => SetItem((List<T>)list, index, value);

    void IListReplica<T>.Insert(object list, int index, T item) => Insert((List<T>)list, index, item);

    void IListReplica<T>.RemoveAt(object list, int index) => RemoveAt((List<T>)list, index);
}
