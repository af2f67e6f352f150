using System.Diagnostics;
using Weft.Protocol;
using Weft.Runtime.Barriers;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Synchronizers;

/// <summary>Operations on semaphores in a clustered process.</summary>
[StackTraceHidden]
internal static class ClusterSemaphore
{
    internal static int CurrentCount(SemaphoreSlim self)
    {
        while (Checked(self) is { } header)
        {
            if (SyncClient.Ask(header, SyncOperation.Read) is { } answer)
                return (int)answer.Number;
        }
        return self.CurrentCount;
    }

    internal static WaitHandle AvailableWaitHandle(SemaphoreSlim self)
    {
        if (Synchronizer.HeaderOf(self) is not null)
            throw Synchronizer.NoHandle(nameof(SemaphoreSlim), nameof(SemaphoreSlim.AvailableWaitHandle));
        if (self is SharedSemaphore own)
            own.HandleTaken = true;
        return self.AvailableWaitHandle;
    }

    internal static bool Wait(SemaphoreSlim self, int milliseconds, CancellationToken token)
    {
        if (Checked(self) is null)
        {
            token.ThrowIfCancellationRequested();
            // Permits are taken one by one when it becomes shared, so one that is taken here is this thread's.
            if (self.Wait(0, CancellationToken.None))
                return true;
        }
        HeldPermits.Permit? permit = HeldPermits.Begin(self);
        bool taken = false;
        try
        {
            return taken = Synchronizer.Wait(self, milliseconds, static (s, left, either) => s.Wait(left, either), NoteTaken, token);
        }
        finally
        {
            permit?.Answer(taken);
        }
    }

    internal static Task<bool> WaitAsync(SemaphoreSlim self, int milliseconds, CancellationToken token)
    {
        if (token.IsCancellationRequested)
            return Task.FromCanceled<bool>(token);
        if (Checked(self) is null && self.WaitAsync(0, CancellationToken.None) is { IsCompletedSuccessfully: true, Result: true } taken)
            return taken;
        return WaitAsync(self, milliseconds, HeldPermits.Begin(self), token);
    }

    internal static int Release(SemaphoreSlim self, int count)
    {
        int before = self is SharedSemaphore own && TryReleaseHere(own, count, out int here) ? here : Synchronizer.Do(
            self,
            count,
            static (s, n) => s is SharedSemaphore own ? ReleaseHere(own, n) : s.Release(n),
            static (s, header, n) =>
            {
                Checked(s);
                int returned = SyncExtra.Of(header).TakeReturned(n, ((SharedSemaphore)s).Initial);
                if (returned == n)
                    return SyncClient.Ask(header, SyncOperation.Read) is { } now ? (true, (int)now.Number) : (false, 0);
                n -= returned;
                SyncAnswer? answer = SyncClient.Ask(header, SyncOperation.Release, n);
                if (answer is { Outcome: SyncOutcome.Overflow })
                    throw new SemaphoreFullException();
                if (answer is not null)
                    Interlocked.Add(ref SyncExtra.Of(header).Held, -n);
                return (answer is not null, (int)(answer?.Number ?? 0));
            });
        HeldPermits.End(self);
        return before;
    }

    private static async Task<bool> WaitAsync(SemaphoreSlim self, int milliseconds, HeldPermits.Permit? permit, CancellationToken token)
    {
        bool taken = false;
        try
        {
            return taken = await Synchronizer.WaitAsync(self, milliseconds, static (s, left, either) => s.WaitAsync(left, either), NoteTaken, token).ConfigureAwait(false);
        }
        finally
        {
            permit?.Answer(taken);
        }
    }

    private static bool TryReleaseHere(SharedSemaphore self, int count, out int before)
    {
        bool here = false;
        before = 0;
        AtomicSections.Scope section = AtomicSections.EnterScope();
        try
        {
            if (!ObjectMark.IsSet(self))
            {
                before = ReleaseHere(self, count);
                here = true;
            }
        }
        finally
        {
            section.Leave();
        }
        return here;
    }

    // One that came from another node was made with another maximum than its own.
    private static int ReleaseHere(SharedSemaphore self, int count) =>
        self.Max != int.MaxValue && self.Max - self.CurrentCount < count ? throw new SemaphoreFullException() : self.Release(count);

    private static void NoteTaken(SharedHeader header) => Interlocked.Increment(ref SyncExtra.Of(header).Held);

    // Disposing is this node's own affair: the others go on.
    private static SharedHeader? Checked(SemaphoreSlim self)
    {
        SharedHeader? header = Synchronizer.HeaderOf(self);
        if (header is not null)
            ((SharedSemaphore)self).ThrowIfDisposed();
        return header;
    }
}
