using System.ComponentModel;
using System.Diagnostics;
using Weft.Runtime.Finalization;

namespace Weft.Runtime.Contract;

/// <summary>What the finalizer of a woven class asks where it may use what is shared.</summary>
/// <remarks>May be called on any thread.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
public static class Finalizers
{
    /// <summary>
    /// Whether a finalizer that begins on the current thread is handed over to a thread of the runtime. Not in a process without hub, nor where it is called by another one that was handed
    /// over, or by the program.
    /// </summary>
    public static bool AreHandedOver() => Activation.IsActive && FinalizerThread.MayBeCurrent && !Activation.Finalizers.IsWorker;

    /// <summary>Hands a finalizer over.</summary>
    /// <param name="finalizer">Its body, bound to the instance, which it keeps alive.</param>
    public static void HandOver(Action finalizer) => Activation.Finalizers.Add(finalizer);
}
