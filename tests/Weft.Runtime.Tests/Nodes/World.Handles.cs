using Weft.Runtime.Contract;

namespace Weft.Runtime.Tests.Nodes;

/// <content>Waits for several events at once.</content>
internal static partial class World
{
    private const int Stop = 2, Done = 3;

    private static WaitHandle[] Events => [.. ((object[])Root!.Anything!).Cast<WaitHandle>()];

    /// <summary>Two events for signals, one that ends all, and one by which each signal is answered.</summary>
    internal static void ShareEvents() => Locked(() => Root!.Anything = new object[] { new AutoResetEvent(false), new AutoResetEvent(false), new ManualResetEvent(false), new AutoResetEvent(false) });

    internal static bool HasEvents()
    {
        bool has = false;
        Locked(() => has = Root!.Anything is object[] { Length: > 1 } events && events[Done] is not null);
        return has;
    }

    /// <summary>Takes signals of the two until the end; gives back how many.</summary>
    /// <param name="milliseconds">How long each wait lasts.</param>
    /// <param name="interruptions">Whether the thread is interrupted all the time.</param>
    internal static int TakeSignals(int milliseconds, bool interruptions)
    {
        WaitHandle[] events = Events;
        using AutoResetEvent own = new(false);
        using CancellationTokenSource ended = new();
        Thread taking = Thread.CurrentThread;
        Task disturbing = Task.Run(() =>
        {
            while (interruptions && !ended.IsCancellationRequested)
            {
                taking.Interrupt();
                Thread.Sleep(3);
            }
        });
        int taken = 0;
        while (true)
        {
            try
            {
                int index = WaitHandleShims.WaitAny([own, events[0], events[1], events[Stop]], milliseconds);
                if (index == 3)
                    break;
                if (index == WaitHandle.WaitTimeout)
                    continue;
                taken++;
                Locks.Uninterrupted.Do(events, static all => EventWaitHandleShims.Set((AutoResetEvent)all[Done]));
            }
            catch (ThreadInterruptedException) when (interruptions)
            {
                // As often as it likes: nothing is taken then.
            }
        }
        ended.Cancel();
        Locks.Uninterrupted.Do(disturbing, static task => task.Wait());
        try
        {
            Thread.Sleep(0);
        }
        catch (ThreadInterruptedException) when (interruptions)
        {
            // The last one.
        }
        return taken;
    }

    /// <summary>Gives signals, each when the one before was taken. Gives back how many were not answered in time.</summary>
    internal static int GiveSignals(int count)
    {
        WaitHandle[] events = Events;
        int lost = 0;
        for (int i = 0; i < count; i++)
        {
            EventWaitHandleShims.Set((AutoResetEvent)events[i % 2]);
            lost += WaitHandleShims.WaitOne(events[Done], 20_000) ? 0 : 1;
        }
        EventWaitHandleShims.Set((ManualResetEvent)events[Stop]);
        return lost;
    }

    /// <summary>Waits for events that are not shared; they become so when the wait has begun.</summary>
    internal static int ShareEventsWhileWaiting()
    {
        AutoResetEvent first = new(false), second = new(false);
        using AutoResetEvent own = new(false);
        Task<int> waiting = Task.Run(() => WaitHandleShims.WaitAny([own, first, second], 60_000));
        while (!waiting.Wait(20))
        {
            if (Root!.Anything is not object[])
                Locked(() => Root!.Anything = new object[] { first, second, new ManualResetEvent(false), new AutoResetEvent(false) });
        }
        return waiting.Result;
    }

    internal static void SetEvent(int index) => EventWaitHandleShims.Set((EventWaitHandle)Events[index]);

    internal static bool WaitForAll(int milliseconds, params int[] indices) => WaitHandleShims.WaitAll([.. indices.Select(index => Events[index])], milliseconds);

    /// <summary>Shares what code that is not woven has made.</summary>
    internal static void ShareForeign(bool countdown) => Locked(() => Root!.Anything = countdown ? new CountdownEvent(2) : new ManualResetEventSlim(false));

    internal static bool WaitForForeign(int milliseconds) =>
        Root!.Anything is CountdownEvent countdown ? CountdownShims.Wait(countdown, milliseconds) : Root!.Anything is ManualResetEventSlim slim && SlimEventShims.Wait(slim, milliseconds);

    internal static void SignalForeign()
    {
        if (Root!.Anything is CountdownEvent countdown)
            CountdownShims.Signal(countdown, 2);
        else
            SlimEventShims.Set((ManualResetEventSlim)Root!.Anything!);
    }

    /// <summary>Waits for what code that is not woven has made; it becomes shared when the wait has begun.</summary>
    internal static bool ShareForeignWhileWaiting(bool countdown)
    {
        object made = countdown ? new CountdownEvent(2) : new ManualResetEventSlim(false);
        Task<bool> waiting = Task.Run(() => made is CountdownEvent c ? CountdownShims.Wait(c, 60_000) : SlimEventShims.Wait((ManualResetEventSlim)made, 60_000));
        while (!waiting.Wait(20))
        {
            if (!HasForeign())
                Locked(() => Root!.Anything = made);
        }
        return waiting.Result;
    }

    internal static bool HasForeign() => Root!.Anything is CountdownEvent or ManualResetEventSlim;

    internal static string ShareForeignWithHandle(bool countdown) => Refusal(() =>
    {
        object made = countdown ? new CountdownEvent(2) : new ManualResetEventSlim(false);
        _ = made is CountdownEvent c ? CountdownShims.get_WaitHandle(c) : SlimEventShims.get_WaitHandle((ManualResetEventSlim)made);
        Root!.Anything = made;
    });

    internal static string ShareRegistered() => Refusal(() =>
    {
        AutoResetEvent registered = new(false);
        ThreadPoolShims.RegisterWaitForSingleObject(registered, static (_, _) => { }, null, Timeout.Infinite, executeOnlyOnce: true);
        Root!.Anything = registered;
    });

    /// <summary>Counts calls of the thread pool, one for each signal, until the end.</summary>
    internal static int CountCalls()
    {
        WaitHandle[] events = Events;
        int calls = 0;
        RegisteredWaitHandle registered = ThreadPoolShims.RegisterWaitForSingleObject(
            events[0],
            (_, _) =>
            {
                Interlocked.Increment(ref calls);
                EventWaitHandleShims.Set((AutoResetEvent)events[Done]);
            },
            null,
            Timeout.Infinite,
            executeOnlyOnce: false);
        RegisteredWaitHandle other = ThreadPoolShims.RegisterWaitForSingleObject(
            events[1],
            (_, _) =>
            {
                Interlocked.Increment(ref calls);
                EventWaitHandleShims.Set((AutoResetEvent)events[Done]);
            },
            null,
            Timeout.Infinite,
            executeOnlyOnce: false);
        WaitHandleShims.WaitOne(events[Stop]);
        RegisteredWaitShims.Unregister(registered, null);
        RegisteredWaitShims.Unregister(other, null);
        return calls;
    }
}
