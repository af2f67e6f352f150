using System.Diagnostics;
using System.Runtime.CompilerServices;
using Weft.Protocol;
using Weft.Runtime.Barriers;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Synchronizers;

/// <summary>Operations on events in a clustered process.</summary>
[StackTraceHidden]
internal static class ClusterEvent
{
    private static readonly ConditionalWeakTable<ManualResetEventSlim, SharedHandle> SharedHandles = [];

    internal static bool IsSet(ManualResetEventSlim self)
    {
        while (ObjectMark.IsSet(self) && Synchronizer.HeaderOf(self) is { } header)
        {
            if (SyncClient.Ask(header, SyncOperation.Read) is { } answer)
                return answer.Number != 0;
        }
        return self.IsSet;
    }

    internal static WaitHandle WaitHandle(ManualResetEventSlim self)
    {
        if (Synchronizer.HeaderOf(self) is not null)
        {
            ObjectDisposedException.ThrowIf(self is SharedEvent { IsDisposed: true }, self);
            return SharedHandles.GetValue(self, static made => new SharedHandle(made, milliseconds => Wait(made, milliseconds, CancellationToken.None), () => IsSet(made)));
        }
        if (self is SharedEvent own)
            own.HandleTaken = true;
        else
            TakenHandles.Note(self);
        return self.WaitHandle;
    }

    internal static void Change(ManualResetEventSlim self, bool set)
    {
        if (TryChangeHere(self, set))
            return;
        Synchronizer.Do(self, set, ChangeHere, static (s, header, to) =>
        {
            // As in one process, setting is allowed after disposing.
            ObjectDisposedException.ThrowIf(!to && s is SharedEvent { IsDisposed: true }, s);
            return (Change(header, to), true);
        });
    }

    internal static bool Wait(ManualResetEventSlim self, int milliseconds, CancellationToken token)
    {
        if (!ObjectMark.IsSet(self) && self.Wait(0, token))
            return true;
        if (Synchronizer.HeaderOf(self) is not null)
            ObjectDisposedException.ThrowIf(self is SharedEvent { IsDisposed: true }, self);
        return Synchronizer.Wait(self, milliseconds, static (s, left, either) => s.Wait(left, either), null, token);
    }

    internal static bool Change(EventWaitHandle self, bool set) => Synchronizer.Do(self, set, static (s, to) => to ? s.Set() : s.Reset(), static (_, header, to) => (Change(header, to), true));

    internal static bool Wait(WaitHandle self, int milliseconds) => Synchronizer.Wait(
        self,
        milliseconds,
        // Whoever sees the handle has taken its signal; only then nobody else can.
        static (s, left, moved) => !moved.CanBeCanceled ? s.WaitOne(left) : System.Threading.WaitHandle.WaitAny([s, moved.WaitHandle], left) switch
        {
            0 => true,
            1 => throw new OperationCanceledException(moved),
            _ => false,
        },
        null,
        CancellationToken.None);

    /// <summary>Whether this handle is one that can be shared.</summary>
    internal static bool MayBeShared(WaitHandle self) => self is AutoResetEvent or ManualResetEvent;

    /// <summary>Throws where a handle of a shared event is about to be used as a handle.</summary>
    internal static void RequireLocal(WaitHandle self, string member)
    {
        if (self is SharedHandle shared)
            throw Synchronizer.NoHandle(shared.Owner is CountdownEvent ? nameof(CountdownEvent) : nameof(ManualResetEventSlim), member);
        if (Activation.IsActive && self is not null && MayBeShared(self) && Synchronizer.HeaderOf(self) is not null)
            throw Synchronizer.NoHandle(self.GetType().Name, member);
    }

    private static bool TryChangeHere(ManualResetEventSlim self, bool set)
    {
        bool done = false;
        AtomicSections.Scope section = AtomicSections.EnterScope();
        try
        {
            if (!ObjectMark.IsSet(self))
                done = ChangeHere(self, set);
        }
        finally
        {
            section.Leave();
        }
        return done;
    }

    private static bool ChangeHere(ManualResetEventSlim self, bool set)
    {
        if (set)
            self.Set();
        else
            self.Reset();
        return true;
    }

    private static bool Change(SharedHeader header, bool set) => SyncClient.Ask(header, set ? SyncOperation.Release : SyncOperation.Reset, 1) is not null;
}
