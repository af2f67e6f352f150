using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Weft.Runtime.Contract;

/// <summary>Replaces the member of <see cref="ImmutableCollectionsMarshal"/> that hands out the storage of a builder.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Runtime.InteropServices.ImmutableCollectionsMarshal", Untouched = "AsArray AsImmutableArray")]
public static class ImmutableCollectionsMarshalShims
{
    /// <summary>See <see cref="ImmutableCollectionsMarshal.AsMemory{T}(ImmutableArray{T}.Builder)"/>.</summary>
    /// <exception cref="NotSupportedException">The builder is shared.</exception>
    public static Memory<T> AsMemory<T>(ImmutableArray<T>.Builder? builder)
    {
        if (builder is not null && ImmutableArrayBuilderShims<T>.IsShared(builder))
            throw new NotSupportedException($"{RuntimeCodes.AddressOfSharedCollection}: ImmutableCollectionsMarshal.AsMemory was called on a shared builder; what is written through it could not be published. Use the indexer.");
        return ImmutableCollectionsMarshal.AsMemory(builder);
    }
}
