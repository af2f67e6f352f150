using System.Diagnostics;
using Weft.Protocol;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Synchronizers;

/// <summary>Waits for several handles at once, some of which are shared events.</summary>
/// <remarks>
/// A wait for any asks for each in turn first. Then it waits for all of them, at the hub and here, and gives up the others as soon as it has one; a signal that has let it go on besides is given back. A wait for all takes nothing, so it
/// is for events that stay set: no node could keep others from the one while it waits for the next.
/// </remarks>
[StackTraceHidden]
internal static class SharedWaits
{
    internal const int MostHandles = 64;

    /// <summary>How often, in milliseconds, a wait looks whether what it waits for has become shared, where nobody tells it.</summary>
    internal const int LookForSharing = 100;

    /// <summary>Whether any of the handles is shared, or may become so while a thread waits.</summary>
    internal static bool MayInvolve(IEnumerable<WaitHandle?>? handles) => Activation.IsActive && (handles?.Any(handle => handle is not null && (ClusterEvent.MayBeShared(handle) || handle is SharedHandle)) ?? false);

    internal static int WaitAny(WaitHandle[] handles, int milliseconds)
    {
        // Those of the framework, where it would refuse them.
        if (handles.Length > MostHandles || Array.IndexOf(handles, null) >= 0 || milliseconds < Timeout.Infinite)
            return WaitHandle.WaitAny(handles, milliseconds);
        WaitHandle[] all = [.. handles];
        long start = Environment.TickCount64;
        while (true)
        {
            for (int index = 0; index < all.Length; index++)
            {
                if (TryTake(all[index]))
                    return index;
            }
            int left = Synchronizer.LeftOf(milliseconds, start);
            if (left == 0)
                return WaitHandle.WaitTimeout;
            using AnyWait wait = new(all);
            if (wait.Run(left) is { } taken)
                return taken;
        }
    }

    internal static bool WaitAll(WaitHandle[] handles, int milliseconds)
    {
        if (handles.Length > MostHandles || Array.IndexOf(handles, null) >= 0 || milliseconds < Timeout.Infinite || handles.Distinct().Count() != handles.Length)
            return WaitHandle.WaitAll(handles, milliseconds);
        WaitHandle[] all = [.. handles];
        long start = Environment.TickCount64;
        while (true)
        {
            int left = Synchronizer.LeftOf(milliseconds, start);
            if (Array.Exists(all, IsShared))
                return WaitAllShared(all, milliseconds, start);
            // None can be taken to the cluster unnoticed.
            int slice = left < 0 ? LookForSharing : Math.Min(left, LookForSharing);
            if (WaitHandle.WaitAll(all, slice))
                return true;
            if (left >= 0 && left <= slice && !Array.Exists(all, IsShared))
                return false;
        }
    }

    internal static bool SignalAndWait(WaitHandle toSignal, WaitHandle toWaitOn, int milliseconds)
    {
        switch (toSignal)
        {
            case EventWaitHandle handle:
                ArgumentNullException.ThrowIfNull(toWaitOn);
                Contract.EventWaitHandleShims.Set(handle);
                break;
            case Mutex mutex:
                mutex.ReleaseMutex();
                break;
            case Semaphore semaphore:
                Release(semaphore);
                break;
            default:
                throw Synchronizer.NoHandle(toWaitOn.GetType().Name, $"{nameof(WaitHandle.SignalAndWait)} with a {toSignal.GetType().Name}");
        }
        return Contract.WaitHandleShims.WaitOne(toWaitOn, milliseconds);
    }

    /// <summary>The header of the shared event that a handle is, or is that of; null for all others.</summary>
    internal static SharedHeader? HeaderOf(WaitHandle handle) => handle switch
    {
        SharedHandle shared => Synchronizer.HeaderOf(shared.Owner),
        _ when ClusterEvent.MayBeShared(handle) => Synchronizer.HeaderOf(handle),
        _ => null,
    };

    /// <summary>A signal that nobody used is one that was not taken.</summary>
    internal static void GiveBack(WaitHandle handle)
    {
        if (handle is AutoResetEvent taken)
            ClusterEvent.Change(taken, set: true);
    }

    private static bool IsShared(WaitHandle handle) => HeaderOf(handle) is not null;

    private static bool TryTake(WaitHandle handle)
    {
        while (HeaderOf(handle) is { } header)
        {
            if (SyncClient.Ask(header, SyncOperation.Wait) is { } answer)
                return answer.IsDone;
        }
        return handle is SharedHandle own ? own.IsSet : handle.WaitOne(0);
    }

    private static bool WaitAllShared(WaitHandle[] all, int milliseconds, long start)
    {
        if (Array.Find(all, handle => handle is not (ManualResetEvent or SharedHandle)) is { } takes)
        {
            throw new NotSupportedException($"{RuntimeCodes.HandleOfSharedSynchronizer}: {nameof(WaitHandle.WaitAll)} with a shared event and a {takes.GetType().Name}: what is taken of one while another is not set yet, others could miss. Use a ManualResetEvent, or a CountdownEvent.");
        }
        while (true)
        {
            foreach (WaitHandle handle in all)
            {
                if (!Contract.WaitHandleShims.WaitOne(handle, Synchronizer.LeftOf(milliseconds, start)))
                    return false;
            }
            // One may have been reset while the next was waited for.
            if (Array.TrueForAll(all, TryTake))
                return true;
        }
    }

    private static void Release(Semaphore semaphore)
    {
        try
        {
            semaphore.Release();
        }
        catch (SemaphoreFullException e)
        {
            // As the framework says it here.
            throw new InvalidOperationException(e.Message, e);
        }
    }
}
