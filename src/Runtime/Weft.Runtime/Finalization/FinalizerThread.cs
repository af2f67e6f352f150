namespace Weft.Runtime.Finalization;

/// <summary>
/// The thread on which the garbage collector runs finalizers. All of the process wait behind whichever runs there, so nothing of the runtime waits for the hub on it: what must do so is
/// refused, and what is published is queued and sent by another thread.
/// </summary>
internal static class FinalizerThread
{
    private const int PatienceMilliseconds = 50;
    private static readonly ManualResetEventSlim Found = new(false, 0);
    private static volatile int _id;

    /// <summary>Whether the current thread is it.</summary>
    internal static bool IsCurrent => _id == Environment.CurrentManagedThreadId;

    /// <summary>Whether the current thread is it, as far as one can know: before the first collection, any may be.</summary>
    internal static bool MayBeCurrent => _id == 0 || IsCurrent;

    /// <summary>Finds out which it is, by the finalizer of an object that nobody refers to. If other finalizers take their time, that happens after this has returned.</summary>
    internal static void Learn()
    {
        if (_id != 0)
            return;
        Probe.Make();
        GC.Collect(0, GCCollectionMode.Forced, blocking: true);
        Found.Wait(PatienceMilliseconds);
    }

    /// <summary>Throws on this thread. To be called before anything has changed, by what would wait for the hub.</summary>
    /// <param name="what">What would wait, to be shown in the error.</param>
    /// <exception cref="NotSupportedException">This is the finalizer thread.</exception>
    internal static void Refuse(object what)
    {
        if (IsCurrent)
            throw new NotSupportedException($"{RuntimeCodes.OnFinalizerThread}: {what} needs the hub, for which the finalizer thread must not wait, since no finalizer of the process would run meanwhile. The finalizer is one of code that is not woven: weave the assembly that declares it, have it hand the work to another thread, or use Dispose.");
    }

    private sealed class Probe
    {
        ~Probe()
        {
            _id = Environment.CurrentManagedThreadId;
            Found.Set();
        }

        // In a method of its own, so that no local refers to it afterwards.
        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        internal static void Make() => _ = new Probe();
    }
}
