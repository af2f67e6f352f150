using Weft.Runtime.Contract;

namespace Weft.Runtime.Tests.Nodes;

/// <content>Semaphores, events, countdowns and barriers.</content>
internal static partial class World
{
    private static SemaphoreSlim SharedSemaphore => (SemaphoreSlim)Root!.Anything!;

    internal static void ShareSemaphore(int initial, int max) => Root!.Anything = SemaphoreShims.Create(initial, max);

    internal static bool HasAnything<T>() => Root!.Anything is T;

    internal static bool HasSemaphore() => HasAnything<SemaphoreSlim>();

    internal static int Permits() => SemaphoreShims.get_CurrentCount(SharedSemaphore);

    internal static int Release(int count) => SemaphoreShims.Release(SharedSemaphore, count);

    internal static bool Acquire(int milliseconds) => SemaphoreShims.Wait(SharedSemaphore, milliseconds);

    internal static Task<bool> AcquireAsync(int milliseconds, CancellationToken token) => SemaphoreShims.WaitAsync(SharedSemaphore, milliseconds, token);

    internal static void DisposeSemaphore() => SharedSemaphore.Dispose();

    internal static bool TakeHandle() => SemaphoreShims.get_AvailableWaitHandle(SharedSemaphore) is not null;

    internal static void ShareSemaphoreWithHandle()
    {
        SemaphoreSlim semaphore = SemaphoreShims.Create(1);
        _ = SemaphoreShims.get_AvailableWaitHandle(semaphore);
        Root!.Anything = semaphore;
    }

    internal static void ShareForeignSemaphore() => Root!.Anything = new SemaphoreSlim(1);

    /// <summary>Waits for an unshared semaphore, and shares it when the wait has begun.</summary>
    internal static bool ShareWhileWaiting(int waiters, Action shared)
    {
        SemaphoreSlim semaphore = SemaphoreShims.Create(0);
        Task<bool>[] waits = [.. Enumerable.Range(0, waiters).Select(i => i % 2 == 0 ? SemaphoreShims.WaitAsync(semaphore, 60_000) : Blocked(() => SemaphoreShims.Wait(semaphore, 60_000)))];
        Root!.Anything = semaphore;
        shared();
        return Task.WaitAll(waits, 60_000) && waits.All(wait => wait.Result);
    }

    /// <summary>Counts under the semaphore, without another lock.</summary>
    internal static async Task CountUnderSemaphore(int times)
    {
        SemaphoreSlim semaphore = SharedSemaphore;
        for (int i = 0; i < times; i++)
        {
            await SemaphoreShims.WaitAsync(semaphore);
            int seen = Root!.Count;
            if (i % 8 == 0)
                await Task.Yield();
            Root!.Count = seen + 1;
            SemaphoreShims.Release(semaphore);
        }
    }

    private static Task<T> Blocked<T>(Func<T> run)
    {
        Thread? thread = null;
        Task<T> task = Task.Factory.StartNew(
            () =>
            {
                Volatile.Write(ref thread, Thread.CurrentThread);
                return run();
            },
            TaskCreationOptions.LongRunning);
        SpinWait.SpinUntil(() => Volatile.Read(ref thread) is { } started && (started.ThreadState & ThreadState.WaitSleepJoin) != 0);
        return task;
    }
}
