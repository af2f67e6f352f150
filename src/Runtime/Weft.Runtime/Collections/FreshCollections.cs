using System.Runtime.CompilerServices;

namespace Weft.Runtime.Collections;

/// <summary>Collections that a method of the framework has just made for woven code, which alone knows them: in a clustered program they become the runtime's own, as those are that woven code makes with <c>new</c>.</summary>
internal static class FreshCollections
{
    /// <summary>A list of the runtime's own class, with the content and the capacity of one that nobody uses from here on.</summary>
    internal static List<T> Own<T>(List<T> fresh)
    {
        if (!Activation.IsActive || fresh.GetType() != typeof(List<T>))
            return fresh;
        SharedList<T> own = [];
        Parts<T>.Items(own) = Parts<T>.Items(fresh);
        Parts<T>.Size(own) = fresh.Count;
        return own;
    }

    private static class Parts<T>
    {
        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_items")]
        internal static extern ref T[] Items(List<T> list);

        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_size")]
        internal static extern ref int Size(List<T> list);
    }
}
