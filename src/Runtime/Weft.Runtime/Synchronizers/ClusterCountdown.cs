using System.Diagnostics;
using System.Runtime.CompilerServices;
using Weft.Protocol;
using Weft.Runtime.Barriers;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Synchronizers;

/// <summary>Operations on countdowns in a clustered process.</summary>
[StackTraceHidden]
internal static class ClusterCountdown
{
    private static readonly ConditionalWeakTable<CountdownEvent, SharedHandle> SharedHandles = [];

    /// <summary>The current count, or the initial one.</summary>
    internal static int Count(CountdownEvent self, bool initial)
    {
        while (ObjectMark.IsSet(self) && Synchronizer.HeaderOf(self) is { } header)
        {
            if (SyncClient.Ask(header, SyncOperation.Read, initial ? 1 : 0) is { } answer)
                return (int)answer.Number;
        }
        return initial ? self.InitialCount : self.CurrentCount;
    }

    internal static WaitHandle WaitHandle(CountdownEvent self)
    {
        if (Synchronizer.HeaderOf(self) is not null)
        {
            ThrowIfDisposed(self);
            return SharedHandles.GetValue(self, static made => new SharedHandle(made, milliseconds => Wait(made, milliseconds, CancellationToken.None), () => Count(made, initial: false) == 0));
        }
        if (self is SharedCountdown own)
            own.HandleTaken = true;
        else
            TakenHandles.Note(self);
        return self.WaitHandle;
    }

    internal static bool Signal(CountdownEvent self, int count)
    {
        bool done = false, outcome = false;
        AtomicSections.Scope section = AtomicSections.EnterScope();
        try
        {
            if (!ObjectMark.IsSet(self))
            {
                outcome = self.Signal(count);
                done = true;
            }
        }
        finally
        {
            section.Leave();
        }
        return done ? outcome : SignalAnywhere(self, count);
    }

    internal static bool TryAdd(CountdownEvent self, int count)
    {
        bool done = false, outcome = false;
        AtomicSections.Scope section = AtomicSections.EnterScope();
        try
        {
            if (!ObjectMark.IsSet(self))
            {
                outcome = self.TryAddCount(count);
                done = true;
            }
        }
        finally
        {
            section.Leave();
        }
        return done ? outcome : TryAddAnywhere(self, count);
    }

    private static bool SignalAnywhere(CountdownEvent self, int count) => Synchronizer.Do(self, count, static (s, n) => s.Signal(n), static (s, header, n) =>
    {
        SyncAnswer? answer = Ask(s, header, SyncOperation.Release, n);
        if (answer is { Outcome: SyncOutcome.NotNow })
            throw new InvalidOperationException("Invalid attempt made to decrement the event's count below zero.");
        return (answer is not null, answer is { Number: 0 });
    });

    private static bool TryAddAnywhere(CountdownEvent self, int count) => Synchronizer.Do(self, count, static (s, n) => s.TryAddCount(n), static (s, header, n) =>
    {
        SyncAnswer? answer = Ask(s, header, SyncOperation.Add, n);
        if (answer is { Outcome: SyncOutcome.Overflow })
            throw new InvalidOperationException("The increment operation would cause the CurrentCount to overflow.");
        return (answer is not null, answer is { IsDone: true });
    });

    internal static void Add(CountdownEvent self, int count)
    {
        if (!TryAdd(self, count))
            throw new InvalidOperationException("The event is already signaled and cannot be incremented.");
    }

    internal static void Reset(CountdownEvent self, int? count) => Synchronizer.Do(
        self,
        count,
        static (s, n) =>
        {
            if (n is { } given)
                s.Reset(given);
            else
                s.Reset();
            return true;
        },
        static (s, header, n) => (Ask(s, header, SyncOperation.Reset, n ?? Count(s, initial: true)) is not null, true));

    internal static bool Wait(CountdownEvent self, int milliseconds, CancellationToken token)
    {
        if (Synchronizer.HeaderOf(self) is not null)
            ThrowIfDisposed(self);
        return Synchronizer.Wait(self, milliseconds, static (s, left, either) => s.Wait(left, either), null, token);
    }

    private static SyncAnswer? Ask(CountdownEvent self, SharedHeader header, SyncOperation operation, int amount)
    {
        ThrowIfDisposed(self);
        return SyncClient.Ask(header, operation, amount);
    }

    private static void ThrowIfDisposed(CountdownEvent self) => ObjectDisposedException.ThrowIf(self is SharedCountdown { IsDisposed: true }, self);
}
