using System.Threading.Channels;
using Weft.Runtime.Contract;
using Weft.Runtime.Locks;
using Weft.Runtime.Objects;
using Weft.Runtime.Synchronizers;

namespace Weft.Runtime.Tests.Nodes;

/// <content>Synchronizers that are lent to one node after another.</content>
internal static partial class World
{
    /// <summary>Whether the shared synchronizer is lent to this node.</summary>
    internal static bool IsLent() => Synchronizer.FindHeader(Root!.Anything!) is { } header && SyncExtra.Of(header).Lent is { IsOver: false };

    /// <summary>Takes permits in every way, some only for a moment, and gives them back.</summary>
    /// <param name="seed">Decides how.</param>
    /// <param name="goesOn">Whether to go on.</param>
    /// <param name="inside">Told of each permit: that it was taken, and that it will be given back.</param>
    internal static void UsePermits(int seed, Func<bool> goesOn, Action<bool> inside)
    {
        Random random = new(seed);
        while (goesOn())
        {
            // Alone for a while, so that it is lent.
            for (int i = random.Next(40); i > 0; i--)
            {
                try
                {
                    if (!AcquireSomehow(random))
                        continue;
                }
                catch (Exception e) when (e is ThreadInterruptedException or OperationCanceledException)
                {
                    continue;
                }
                inside(true);
                if (random.Next(8) == 0)
                    Thread.Yield();
                inside(false);
                ReleaseThrough();
            }
            PauseThrough(random.Next(3));
        }
    }

    internal static void ShareEndingChannel()
    {
        Root!.Anything = ChannelShims.CreateUnbounded<int>();
        for (int i = 0; i < 10; i++)
            SharedInts.Writer.TryWrite(i);
        SharedInts.Writer.Complete();
    }

    /// <summary>Reads until there is no more; whether the end is known as soon as that is.</summary>
    internal static async Task<bool> ReadToTheEnd()
    {
        ChannelReader<int> reader = SharedInts.Reader;
        while (await reader.WaitToReadAsync())
            reader.TryRead(out _);
        return reader.Completion.IsCompletedSuccessfully;
    }

    /// <summary>Puts numbers into the shared channel and takes what is there, in every way.</summary>
    /// <param name="seed">Decides how.</param>
    /// <param name="first">The first number to put; the others follow.</param>
    /// <param name="goesOn">Whether to go on.</param>
    /// <param name="moved">Told of each number: whether it was put or taken.</param>
    internal static void MoveNumbers(int seed, int first, Func<bool> goesOn, Action<bool, int> moved)
    {
        Random random = new(seed);
        Channel<int> channel = SharedInts;
        for (int next = first; goesOn();)
        {
            for (int i = random.Next(30); i > 0; i--)
            {
                using CancellationTokenSource soon = new(random.Next(4));
                try
                {
                    if (random.Next(2) == 0 ? channel.Writer.TryWrite(next) : WriteWaiting(channel, next, soon.Token))
                        moved(true, next++);
                }
                catch (Exception e) when (e is ThreadInterruptedException or OperationCanceledException)
                {
                    // It is not in there, and is tried again.
                }
            }
            for (int i = random.Next(30); i > 0; i--)
            {
                using CancellationTokenSource soon = new(random.Next(4));
                try
                {
                    if (random.Next(2) != 0)
                        moved(false, channel.Reader.ReadAsync(soon.Token).AsTask().GetAwaiter().GetResult());
                    else if (channel.Reader.TryRead(out int taken))
                        moved(false, taken);
                }
                catch (OperationCanceledException)
                {
                    // There was none.
                }
            }
        }
    }

    /// <summary>Puts numbers into the shared channel until it is lent to this node, and lets it go.</summary>
    /// <returns>Whether it was lent.</returns>
    internal static bool FillAndForget(int count, Action filled)
    {
        WeakReference channel = Fill(count, filled, out bool lent);
        SpinWait.SpinUntil(
            () =>
            {
                GC.Collect();
                return !channel.IsAlive;
            },
            60_000);
        return lent && !channel.IsAlive;
    }

    /// <summary>Keeps the shared channel, whatever becomes of the root.</summary>
    internal static void KeepChannel() => _kept = SharedInts;

    /// <summary>All that is in the channel that was kept, or else the shared one.</summary>
    internal static int[] TakeAll()
    {
        List<int> all = [];
        while ((_kept ?? SharedInts).Reader.TryRead(out int taken))
            all.Add(taken);
        return [.. all];
    }

    private static Channel<int>? _kept;

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference Fill(int count, Action filled, out bool lent)
    {
        Channel<int> channel = SharedInts;
        for (int i = 0; i < count; i++)
            channel.Writer.TryWrite(i);
        SpinWait.SpinUntil(IsLent, 60_000);
        lent = IsLent();
        filled();
        Root!.Anything = null;
        return new WeakReference(channel);
    }

    private static bool WriteWaiting(Channel<int> channel, int number, CancellationToken token)
    {
        channel.Writer.WriteAsync(number, token).AsTask().GetAwaiter().GetResult();
        return true;
    }

    private static bool AcquireSomehow(Random random)
    {
        CancellationTokenSource soon = new(random.Next(4));
        try
        {
            return random.Next(6) switch
            {
                0 => SemaphoreShims.Wait(SharedSemaphore, 0),
                1 => SemaphoreShims.Wait(SharedSemaphore, random.Next(4)),
                2 => SemaphoreShims.Wait(SharedSemaphore, 1000, soon.Token),
                3 => Outlast(SemaphoreShims.WaitAsync(SharedSemaphore, random.Next(4))),
                4 => Outlast(AcquireAsync(1000, soon.Token)),
                _ => SemaphoreShims.Wait(SharedSemaphore, -1),
            };
        }
        finally
        {
            // Also that can be interrupted, and the permit is there by then.
            Uninterrupted.Do(soon, static each => each.Dispose());
        }
    }

    // It goes on whatever becomes of the thread.
    private static bool Outlast(Task<bool> waits)
    {
        while (!waits.IsCompleted)
        {
            try
            {
                Task.WaitAny(waits);
            }
            catch (ThreadInterruptedException)
            {
                // Its result is awaited again.
            }
        }
        return waits.GetAwaiter().GetResult();
    }

    private static void ReleaseThrough()
    {
        while (true)
        {
            try
            {
                SemaphoreShims.Release(SharedSemaphore);
                return;
            }
            catch (ThreadInterruptedException)
            {
                // Before anything was done.
            }
        }
    }

    private static void PauseThrough(int milliseconds)
    {
        try
        {
            Thread.Sleep(milliseconds);
        }
        catch (ThreadInterruptedException)
        {
            // It may go on.
        }
    }
}
