using System.Runtime.CompilerServices;
using Weft.Protocol;

namespace Weft.Runtime.Synchronizers;

/// <summary>Callbacks that the thread pool makes when a shared event is set: the framework waits for a handle of this node, which is set for each signal that is taken at the hub.</summary>
internal static class RegisteredWaits
{
    private static readonly ConditionalWeakTable<RegisteredWaitHandle, Pump> Pumps = [];

    internal static RegisteredWaitHandle Register(WaitHandle handle, WaitOrTimerCallback? callback, bool once, Func<WaitHandle, WaitOrTimerCallback, RegisteredWaitHandle> register)
    {
        if (!Activation.IsActive || handle is null || callback is null || !(handle is SharedHandle || ClusterEvent.MayBeShared(handle)))
            return register(handle!, callback!);
        if (SharedWaits.HeaderOf(handle) is null && handle is not SharedHandle)
        {
            TakenHandles.Note(handle);
            // It may have become shared before that was noted.
            if (SharedWaits.HeaderOf(handle) is null)
                return register(handle, callback);
        }
        Pump pump = new(handle, callback, once, new CancellationTokenSource());
        RegisteredWaitHandle registered = register(pump.Here, pump.Call);
        Pumps.Add(registered, pump);
        _ = pump.RunAsync();
        return registered;
    }

    internal static bool Unregister(RegisteredWaitHandle self, WaitHandle? waitObject)
    {
        bool done = self.Unregister(waitObject);
        if (Pumps.TryGetValue(self, out Pump? pump))
            pump.Stop();
        return done;
    }

    /// <summary>Takes signals at the hub, one for each call.</summary>
    private sealed class Pump(WaitHandle handle, WaitOrTimerCallback callback, bool once, CancellationTokenSource stop)
    {
        private TaskCompletionSource? _called;

        internal AutoResetEvent Here { get; } = new(false);

        internal void Call(object? state, bool timedOut)
        {
            if (timedOut && once)
                Stop();
            if (!timedOut)
            {
                // What was given back since is not this call's any more.
                if (Interlocked.Exchange(ref _called, null) is not { } called)
                    return;
                called.TrySetResult();
            }
            callback(state, timedOut);
        }

        internal void Stop() => stop.Cancel();

        internal async Task RunAsync()
        {
            try
            {
                do
                {
                    if (SharedWaits.HeaderOf(handle) is not { } header)
                    {
                        GoOnHere();
                        return;
                    }
                    if (await SyncClient.WaitAsync(header, SyncOperation.Wait, Timeout.Infinite, stop.Token).ConfigureAwait(false) is { IsDone: true } && !await PassOnAsync().ConfigureAwait(false))
                        SharedWaits.GiveBack(handle);
                }
                while (!stop.IsCancellationRequested);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // Nobody is to be called any more.
            }
            catch (ClusterUnavailableException e)
            {
                Activation.Node.Log.Error($"a wait that was registered with the thread pool ends: {e.Message}");
            }
        }

        /// <summary>Has the callback called. False if that is not wanted any more.</summary>
        private async Task<bool> PassOnAsync()
        {
            TaskCompletionSource called = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _called = called;
            using (stop.Token.UnsafeRegister(static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), called))
            {
                Here.Set();
                try
                {
                    await called.Task.ConfigureAwait(false);
                    if (once)
                        Stop();
                    return true;
                }
                catch (OperationCanceledException)
                {
                    return Interlocked.Exchange(ref _called, null) is null;
                }
            }
        }

        // The node has left: the event is its own again.
        private void GoOnHere() => ThreadPool.UnsafeRegisterWaitForSingleObject(handle, (_, _) =>
        {
            _called = new TaskCompletionSource();
            Here.Set();
        }, null, Timeout.Infinite, once);
    }
}
