using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;

namespace Weft.Runtime.Contract;

/// <summary>Replaces those queries of <see cref="ImmutableArrayExtensions"/> that read a builder.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Linq.ImmutableArrayExtensions", Untouched = "*")]
public static class ImmutableArrayExtensionsShims
{
    /// <summary>See <see cref="ImmutableArrayExtensions.First{T}(ImmutableArray{T}.Builder)"/>.</summary>
    public static T First<T>(ImmutableArray<T>.Builder builder) => ImmutableArrayBuilderShims<T>.Current(builder).First();

    /// <summary>See <see cref="ImmutableArrayExtensions.FirstOrDefault{T}(ImmutableArray{T}.Builder)"/>.</summary>
    public static T? FirstOrDefault<T>(ImmutableArray<T>.Builder builder) => ImmutableArrayBuilderShims<T>.Current(builder).FirstOrDefault();

    /// <summary>See <see cref="ImmutableArrayExtensions.Last{T}(ImmutableArray{T}.Builder)"/>.</summary>
    public static T Last<T>(ImmutableArray<T>.Builder builder) => ImmutableArrayBuilderShims<T>.Current(builder).Last();

    /// <summary>See <see cref="ImmutableArrayExtensions.LastOrDefault{T}(ImmutableArray{T}.Builder)"/>.</summary>
    public static T? LastOrDefault<T>(ImmutableArray<T>.Builder builder) => ImmutableArrayBuilderShims<T>.Current(builder).LastOrDefault();

    /// <summary>See <see cref="ImmutableArrayExtensions.Any{T}(ImmutableArray{T}.Builder)"/>.</summary>
    public static bool Any<T>(ImmutableArray<T>.Builder builder) => ImmutableArrayBuilderShims<T>.Current(builder).Any();
}
