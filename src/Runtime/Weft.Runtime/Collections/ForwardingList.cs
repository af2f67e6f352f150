using System.Collections;
using Weft.Runtime.Contract;

namespace Weft.Runtime.Collections;

/// <summary>Sends what unwoven code does with a list or array through the shims.</summary>
internal sealed class ForwardingList<T>(IList<T> target) : IList<T>, IReadOnlyList<T>, IList
{
    internal IList<T> Target { get; } = target;

    public int Count => Target.Count;

    public bool IsReadOnly => Target.IsReadOnly;

    public bool IsFixedSize => Target is IList { IsFixedSize: true };

    public bool IsSynchronized => false;

    public object SyncRoot => (Target as ICollection)?.SyncRoot ?? Target;

    public T this[int index]
    {
        get => Target[index];
        set => ListInterfaceShims<T>.set_Item(Target, index, value);
    }

    object? IList.this[int index]
    {
        get => Target[index];
        set => this[index] = Untyped.Value<T>(value, nameof(value));
    }

    public void Add(T item) => CollectionInterfaceShims<T>.Add(Target, item);

    public int Add(object? value)
    {
        Add(Untyped.Value<T>(value, nameof(value)));
        return Count - 1;
    }

    public void Clear() => CollectionInterfaceShims<T>.Clear(Target);

    public bool Contains(T item) => Target.Contains(item);

    public bool Contains(object? value) => Untyped.Fits<T>(value) && Contains((T)value!);

    public void CopyTo(T[] array, int arrayIndex) => CollectionInterfaceShims<T>.CopyTo(Target, array, arrayIndex);

    public void CopyTo(Array array, int index) => ((ICollection)Target).CopyTo(array, index);

    public IEnumerator<T> GetEnumerator() => Target.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public int IndexOf(T item) => Target.IndexOf(item);

    public int IndexOf(object? value) => Untyped.Fits<T>(value) ? IndexOf((T)value!) : -1;

    public void Insert(int index, T item) => ListInterfaceShims<T>.Insert(Target, index, item);

    public void Insert(int index, object? value) => Insert(index, Untyped.Value<T>(value, nameof(value)));

    public bool Remove(T item) => CollectionInterfaceShims<T>.Remove(Target, item);

    public void Remove(object? value)
    {
        if (Untyped.Fits<T>(value))
            Remove((T)value!);
    }

    public void RemoveAt(int index) => ListInterfaceShims<T>.RemoveAt(Target, index);
}
