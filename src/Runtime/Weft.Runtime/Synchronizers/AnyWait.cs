using System.Diagnostics;
using Weft.Protocol;
using Weft.Runtime.Locks;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Synchronizers;

/// <summary>One wait for any of several handles: shared events at the hub, the others here.</summary>
[StackTraceHidden]
internal sealed class AnyWait(WaitHandle[] handles) : IDisposable
{
    private readonly CancellationTokenSource _givenUp = new();
    private readonly ManualResetEvent _woken = new(false);
    private readonly List<(int Index, Task<SyncAnswer?> Answer, Task Told)> _asked = [];
    private readonly List<int> _here = [];
    private readonly List<CancellationTokenRegistration> _moves = [];

    /// <summary>Waits.</summary>
    /// <returns>The index of what let the thread go on; null if it has to look anew.</returns>
    /// <exception cref="ThreadInterruptedException">The thread was interrupted; nothing is taken.</exception>
    internal int? Run(int milliseconds)
    {
        int taken = WaitHandle.WaitTimeout;
        bool interrupted = false, timedOut = false;
        try
        {
            if (!Begin())
                return null;
            taken = Wait(milliseconds, out timedOut);
        }
        catch (ThreadInterruptedException)
        {
            interrupted = true;
        }
        finally
        {
            taken = End(taken);
        }
        if (interrupted && taken == WaitHandle.WaitTimeout)
            throw new ThreadInterruptedException();
        if (interrupted)
            Thread.CurrentThread.Interrupt();
        if (taken != WaitHandle.WaitTimeout)
            return taken;
        foreach ((_, Task<SyncAnswer?> answer, _) in _asked)
        {
            if (answer.IsFaulted)
                answer.GetAwaiter().GetResult();
        }
        return timedOut ? WaitHandle.WaitTimeout : null;
    }

    public void Dispose()
    {
        _givenUp.Dispose();
        _woken.Dispose();
    }

    /// <summary>Asks for the shared ones. False if one of the others has become shared meanwhile.</summary>
    private bool Begin()
    {
        for (int index = 0; index < handles.Length; index++)
        {
            if (SharedWaits.HeaderOf(handles[index]) is { } header)
                Ask(index, header);
            else
                _here.Add(index);
        }
        foreach (WaitHandle handle in _here.Select(index => handles[index]).Where(handle => handle is not SharedHandle && ClusterEvent.MayBeShared(handle)))
        {
            _moves.Add(MoveSignal.Of(handle).UnsafeRegister(Wake, _woken));
            if (SharedWaits.HeaderOf(handle) is not null)
                return false;
        }
        return true;
    }

    private void Ask(int index, SharedHeader header)
    {
        Task<SyncAnswer?> answer = SyncClient.WaitAsync(header, SyncOperation.Wait, Timeout.Infinite, _givenUp.Token);
        _asked.Add((index, answer, answer.ContinueWith(static (_, woken) => Wake(woken), _woken, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default)));
    }

    private int Wait(int milliseconds, out bool timedOut)
    {
        WaitHandle[] own = [.. _here.Select(index => handles[index]).Where(handle => handle is not SharedHandle)];
        // So many leave no room for one more, and of one that this node took along when it left nobody tells.
        bool looks = own.Length == SharedWaits.MostHandles || own.Length != _here.Count;
        WaitHandle[] here = own.Length == SharedWaits.MostHandles ? own : [.. own, _woken];
        int slice = looks && (uint)milliseconds > SharedWaits.LookForSharing ? SharedWaits.LookForSharing : milliseconds;
        int found = WaitHandle.WaitAny(here, slice);
        timedOut = found == WaitHandle.WaitTimeout && slice == milliseconds;
        return found == WaitHandle.WaitTimeout || here[found] == _woken ? WaitHandle.WaitTimeout : Array.IndexOf(handles, here[found]);
    }

    private static void Wake(object? woken)
    {
        try
        {
            ((ManualResetEvent)woken!).Set();
        }
        catch (ObjectDisposedException e)
        {
            Debug.Assert(e is not null, "the wait was over before: it does not wait for what becomes shared meanwhile");
        }
    }

    /// <summary>Gives up what has not come; of what has come, takes the first and gives back the others.</summary>
    private int End(int taken)
    {
        foreach (CancellationTokenRegistration move in _moves)
            Uninterrupted.Do(move, static each => each.Unregister());
        // Not by this thread: an interruption in the middle would leave the rest as it is.
        Task givenUp = Uninterrupted.Get(_givenUp, static source => source.CancelAsync());
        // The hub answers what was given up, or the session ends.
        Task answered = Task.WhenAll([givenUp, .. _asked.Select(each => each.Told)]);
        Uninterrupted.Do(answered, static task => Task.WaitAny(task));
        foreach ((int index, Task<SyncAnswer?> answer, _) in _asked)
        {
            if (!answer.IsCompletedSuccessfully || answer.Result is not { IsDone: true })
                continue;
            if (taken == WaitHandle.WaitTimeout)
                taken = index;
            else
                Uninterrupted.Do(handles[index], SharedWaits.GiveBack);
        }
        return taken;
    }
}
