using System.Collections.ObjectModel;
using System.ComponentModel;
using System.Diagnostics;

namespace Weft.Runtime.Contract;

/// <summary>Replaces the constructor of <see cref="Collection{T}"/> that makes a list; the members work on the list, which is replicated.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.ObjectModel.Collection`1", Untouched = "*")]
public static class CollectionShims<T>
{
    /// <summary>See <see cref="Collection{T}.Collection()"/>.</summary>
    public static Collection<T> Create() => CollectionConstruction.Owned<Collection<T>, T>([]);
}

/// <summary>Replaces the constructors of <see cref="ObservableCollection{T}"/>, which make a list; the members work on the list, which is replicated.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.ObjectModel.ObservableCollection`1", Untouched = "*")]
public static class ObservableCollectionShims<T>
{
    /// <summary>See <see cref="ObservableCollection{T}.ObservableCollection()"/>.</summary>
    public static ObservableCollection<T> Create() => CollectionConstruction.Owned<ObservableCollection<T>, T>([]);

    /// <summary>See <see cref="ObservableCollection{T}.ObservableCollection(IEnumerable{T})"/>.</summary>
    public static ObservableCollection<T> Create(IEnumerable<T> collection) => CollectionConstruction.Owned<ObservableCollection<T>, T>(new ObservableCollection<T>(collection));

    /// <summary>See <see cref="ObservableCollection{T}.ObservableCollection(List{T})"/>.</summary>
    public static ObservableCollection<T> Create(List<T> list) => CollectionConstruction.Owned<ObservableCollection<T>, T>(new ObservableCollection<T>(list));
}

/// <summary>Names <see cref="KeyedCollection{TKey, TItem}"/> as a class whose constructors make a list.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[ShimFor("System.Collections.ObjectModel.KeyedCollection`2", Untouched = "*")]
public static class KeyedCollectionShims<TKey, TItem>;
