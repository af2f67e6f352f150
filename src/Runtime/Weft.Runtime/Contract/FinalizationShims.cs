using System.ComponentModel;
using System.Diagnostics;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Contract;

/// <summary>
/// Replaces the members of <see cref="GC"/> by which a program says whether a finalizer is to run, and waits for those that are due. That of a shared instance does not run; what the program has said holds once the instance has ceased to be shared.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.GC", Untouched = "*")]
public static class FinalizationShims
{
    /// <summary>See <see cref="GC.SuppressFinalize"/>.</summary>
    public static void SuppressFinalize(object obj)
    {
#pragma warning disable CA1816 // It is called for the program, which may do so anywhere.
        GC.SuppressFinalize(obj);
#pragma warning restore CA1816
        if (HeaderOf(obj) is { } header)
            header.IsFinalized = true;
    }

    /// <summary>See <see cref="GC.ReRegisterForFinalize"/>.</summary>
    public static void ReRegisterForFinalize(object obj)
    {
        if (HeaderOf(obj) is null)
            GC.ReRegisterForFinalize(obj);
        // It may have become shared meanwhile.
        if (HeaderOf(obj) is not { } header)
            return;
        header.IsFinalized = false;
#pragma warning disable CA1816 // A shared instance's collection is no change of the object, so its finalizer must not run.
        GC.SuppressFinalize(obj);
#pragma warning restore CA1816
    }

    /// <summary>See <see cref="GC.WaitForPendingFinalizers"/>: those that were handed over to a thread of the runtime are waited for as well.</summary>
    public static void WaitForPendingFinalizers()
    {
        GC.WaitForPendingFinalizers();
        if (Activation.IsActive)
            Activation.Finalizers.Await(limit: null);
    }

    private static SharedHeader? HeaderOf(object? obj) => obj is IWoven woven ? Headers.Checked(obj, ref woven.Header) : null;
}
