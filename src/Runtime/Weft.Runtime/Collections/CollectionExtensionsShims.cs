using System.ComponentModel;
using System.Diagnostics;
using Weft.Runtime.Collections;

namespace Weft.Runtime.Contract;

/// <summary>Replaces those members of <see cref="CollectionExtensions"/> that work on the storage of a list. The others go through interfaces, or make a wrapper that does.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Collections.Generic.CollectionExtensions", Untouched = "AsReadOnly GetValueOrDefault Remove TryAdd")]
public static class CollectionExtensionsShims
{
    /// <summary>See <see cref="CollectionExtensions.AddRange{T}(List{T}, ReadOnlySpan{T})"/>.</summary>
    public static void AddRange<T>(List<T> list, params ReadOnlySpan<T> source)
    {
        if (list is not null && ListReplica<T>.IsShared(list, out ListReplica<T>? replica))
        {
            replica.AddRange(list, source.ToArray());
            return;
        }
        list!.AddRange(source);
        ListReplica<T>.LookAgain(list!);
    }

    /// <summary>See <see cref="CollectionExtensions.InsertRange{T}(List{T}, int, ReadOnlySpan{T})"/>.</summary>
    public static void InsertRange<T>(List<T> list, int index, params ReadOnlySpan<T> source)
    {
        if (list is not null && ListReplica<T>.IsShared(list, out ListReplica<T>? replica))
        {
            replica.InsertRange(list, index, source.ToArray());
            return;
        }
        list!.InsertRange(index, source);
        ListReplica<T>.LookAgain(list!);
    }

    /// <summary>See <see cref="CollectionExtensions.CopyTo{T}(List{T}, Span{T})"/>.</summary>
    public static void CopyTo<T>(List<T> list, Span<T> destination)
    {
        if (list is not null)
            ListReplica<T>.CatchUp(list);
        list!.CopyTo(destination);
    }
}
