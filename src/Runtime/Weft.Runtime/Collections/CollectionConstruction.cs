using System.Collections.ObjectModel;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using Weft.Runtime.Collections;

namespace Weft.Runtime.Contract;

/// <summary>What happens when a <see cref="Collection{T}"/>, or an instance of a class that derives from it, has been made.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CollectionConstruction
{
    /// <summary>
    /// Gives a collection whose base constructor has just made the list behind it one that tells the cluster of what is done to it, since the collection itself works on the list without asking.
    /// </summary>
    public static void Own<T>(Collection<T> self)
    {
        ArgumentNullException.ThrowIfNull(self);
        if (!Activation.IsActive)
            return;
        ref IList<T> items = ref Items<T>.Of(self);
        if (items is List<T> list and not SharedList<T>)
            items = new SharedList<T>(list);
    }

    internal static TCollection Owned<TCollection, T>(TCollection collection) where TCollection : Collection<T>
    {
        Own<T>(collection);
        return collection;
    }

    private static class Items<T>
    {
        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "items")]
        internal static extern ref IList<T> Of(Collection<T> collection);
    }
}
