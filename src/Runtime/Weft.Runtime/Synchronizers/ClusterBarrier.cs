using System.Diagnostics;
using Weft.Protocol;
using Weft.Runtime.Locks;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Synchronizers;

/// <summary>Operations on barriers in a clustered process.</summary>
[StackTraceHidden]
internal static class ClusterBarrier
{
    private const int MaxParticipants = 32767;
    private const string InAction = "This method may not be called from within the postPhaseAction.";

    [ThreadStatic]
    private static Barrier? _running;

    /// <summary>0: the participants; 1: those that have not arrived; 2: the phase.</summary>
    internal static long Read(Barrier self, int which)
    {
        while (Synchronizer.HeaderOf(self) is { } header)
        {
            if (SyncClient.Ask(header, SyncOperation.Read, which) is { } answer)
                return answer.Number;
        }
        return which switch { 0 => self.ParticipantCount, 1 => self.ParticipantsRemaining, _ => self.CurrentPhaseNumber };
    }

    internal static long Add(Barrier self, int participantCount)
    {
        // While the action between two phases runs this waits for it, and that is the program's: no atomic section may be round it.
        while (Synchronizer.HeaderOf(self) is { } header)
        {
            Check(self);
            SyncAnswer? answer = SyncClient.Ask(header, SyncOperation.Add, participantCount);
            if (answer is { Outcome: SyncOutcome.Overflow })
                throw new ArgumentOutOfRangeException(nameof(participantCount), $"Adding participantCount participants would result in the number of participants exceeding the maximum number allowed ({MaxParticipants}).");
            if (answer is not null)
                return answer.Number;
        }
        return self.AddParticipants(participantCount);
    }

    internal static void Remove(Barrier self, int participantCount)
    {
        // Removing the last that was missing ends the phase and runs its action.
        while (Synchronizer.HeaderOf(self) is { } header)
        {
            Check(self);
            SyncAnswer? answer = SyncClient.Ask(header, SyncOperation.Remove, participantCount);
            if (answer is null)
                continue;
            if (answer.Outcome == SyncOutcome.Overflow)
                throw new ArgumentOutOfRangeException(nameof(participantCount), "The participantCount argument must be less than or equal the number of participants.");
            if (answer.Outcome == SyncOutcome.NotNow)
                throw new InvalidOperationException("The participantCount argument is greater than the number of participants that haven't yet arrived at the barrier in this phase.");
            if (answer.Outcome == SyncOutcome.YourTurn)
                RunAction(self, header);
            return;
        }
        self.RemoveParticipants(participantCount);
    }

    internal static bool SignalAndWait(Barrier self, int milliseconds, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        long start = Environment.TickCount64;
        while (true)
        {
            int left = milliseconds <= 0 ? milliseconds : (int)ClusterMonitor.Left(milliseconds, start)!.Value.TotalMilliseconds;
            if (Synchronizer.HeaderOf(self) is { } header)
            {
                Check(self);
                if (SyncClient.Wait(header, SyncOperation.Arrive, left, token) is { } answer)
                    return Arrived(self, header, answer);
                continue;
            }
            CancellationToken moved = MoveSignal.Of(self);
            if (Synchronizer.HeaderOf(self) is null && Synchronizer.WaitHere(self, left, static (s, t, either) => s.SignalAndWait(t, either), moved, token) is { } result)
                return result;
        }
    }

    private static bool Arrived(Barrier self, SharedHeader header, SyncAnswer answer)
    {
        switch (answer.Outcome)
        {
            case SyncOutcome.Done:
                return true;
            case SyncOutcome.YourTurn:
                RunAction(self, header);
                return true;
            case SyncOutcome.Failed:
                throw new BarrierPostPhaseException(new InvalidOperationException(answer.Text));
            case SyncOutcome.Overflow:
                throw new InvalidOperationException("The number of threads using the barrier exceeded the total number of registered participants.");
            case SyncOutcome.NotNow when answer.Number < 0:
                throw new InvalidOperationException("The barrier has no registered participants.");
            default:
                return false;
        }
    }

    private static void RunAction(Barrier self, SharedHeader header)
    {
        Exception? failure = null;
        _running = self;
        try
        {
            ((SharedBarrier)self).Action?.Invoke(self);
        }
        catch (Exception e)
        {
            // All participants hear of it, this thread last.
            failure = e;
        }
        finally
        {
            _running = null;
        }
        SyncClient.Ask(header, SyncOperation.EndPhase, failure is null ? 0 : 1, failure is null ? null : SyncValues.Text($"{failure.GetType()}: {failure.Message}"));
        if (failure is not null)
            throw new BarrierPostPhaseException(failure);
    }

    private static void Check(Barrier self)
    {
        if (_running == self)
            throw new InvalidOperationException(InAction);
        ObjectDisposedException.ThrowIf(self is SharedBarrier { IsDisposed: true }, self);
    }
}
