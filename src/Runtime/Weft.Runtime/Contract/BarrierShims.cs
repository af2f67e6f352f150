using System.ComponentModel;
using System.Diagnostics;
using Weft.Runtime.Synchronizers;

namespace Weft.Runtime.Contract;

/// <summary>Replaces <see cref="Barrier"/>'s constructors and members: an unshared one is what it always was, a shared one is kept by the hub.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[ShimFor("System.Threading.Barrier", Untouched = "Dispose")]
public static class BarrierShims
{
    /// <summary>See <see cref="Barrier(int)"/>.</summary>
    public static Barrier Create(int participantCount) => Activation.IsActive ? new SharedBarrier(participantCount, null) : new Barrier(participantCount);

    /// <summary>See <see cref="Barrier(int, Action{Barrier})"/>.</summary>
    public static Barrier Create(int participantCount, Action<Barrier>? postPhaseAction) =>
        Activation.IsActive ? new SharedBarrier(participantCount, postPhaseAction) : new Barrier(participantCount, postPhaseAction);

    /// <summary>See <see cref="Barrier.ParticipantCount"/>.</summary>
    public static int get_ParticipantCount(Barrier self) => Activation.IsActive ? (int)ClusterBarrier.Read(self, 0) : self.ParticipantCount;

    /// <summary>See <see cref="Barrier.ParticipantsRemaining"/>.</summary>
    public static int get_ParticipantsRemaining(Barrier self) => Activation.IsActive ? (int)ClusterBarrier.Read(self, 1) : self.ParticipantsRemaining;

    /// <summary>See <see cref="Barrier.CurrentPhaseNumber"/>.</summary>
    public static long get_CurrentPhaseNumber(Barrier self) => Activation.IsActive ? ClusterBarrier.Read(self, 2) : self.CurrentPhaseNumber;

    /// <summary>See <see cref="Barrier.AddParticipant"/>.</summary>
    public static long AddParticipant(Barrier self) => Activation.IsActive ? ClusterBarrier.Add(self, 1) : self.AddParticipant();

    /// <summary>See <see cref="Barrier.AddParticipants"/>.</summary>
    public static long AddParticipants(Barrier self, int participantCount) =>
        Activation.IsActive && participantCount is > 0 and <= short.MaxValue ? ClusterBarrier.Add(self, participantCount) : self.AddParticipants(participantCount);

    /// <summary>See <see cref="Barrier.RemoveParticipant"/>.</summary>
    public static void RemoveParticipant(Barrier self)
    {
        if (Activation.IsActive)
            ClusterBarrier.Remove(self, 1);
        else
            self.RemoveParticipant();
    }

    /// <summary>See <see cref="Barrier.RemoveParticipants"/>.</summary>
    public static void RemoveParticipants(Barrier self, int participantCount)
    {
        if (Activation.IsActive && participantCount > 0)
            ClusterBarrier.Remove(self, participantCount);
        else
            self.RemoveParticipants(participantCount);
    }

    /// <summary>See <see cref="Barrier.SignalAndWait()"/>.</summary>
    public static void SignalAndWait(Barrier self)
    {
        if (Activation.IsActive)
            ClusterBarrier.SignalAndWait(self, Timeout.Infinite, CancellationToken.None);
        else
            self.SignalAndWait();
    }

    /// <summary>See <see cref="Barrier.SignalAndWait(CancellationToken)"/>.</summary>
    public static void SignalAndWait(Barrier self, CancellationToken cancellationToken)
    {
        if (Activation.IsActive)
            ClusterBarrier.SignalAndWait(self, Timeout.Infinite, cancellationToken);
        else
            self.SignalAndWait(cancellationToken);
    }

    /// <summary>See <see cref="Barrier.SignalAndWait(TimeSpan)"/>.</summary>
    public static bool SignalAndWait(Barrier self, TimeSpan timeout) =>
        Activation.IsActive && WaitTimes.TryMilliseconds(timeout, out int milliseconds) ? ClusterBarrier.SignalAndWait(self, milliseconds, CancellationToken.None) : self.SignalAndWait(timeout);

    /// <summary>See <see cref="Barrier.SignalAndWait(TimeSpan, CancellationToken)"/>.</summary>
    public static bool SignalAndWait(Barrier self, TimeSpan timeout, CancellationToken cancellationToken) =>
        Activation.IsActive && WaitTimes.TryMilliseconds(timeout, out int milliseconds) ? ClusterBarrier.SignalAndWait(self, milliseconds, cancellationToken) : self.SignalAndWait(timeout, cancellationToken);

    /// <summary>See <see cref="Barrier.SignalAndWait(int)"/>.</summary>
    public static bool SignalAndWait(Barrier self, int millisecondsTimeout) =>
        Activation.IsActive && millisecondsTimeout >= Timeout.Infinite ? ClusterBarrier.SignalAndWait(self, millisecondsTimeout, CancellationToken.None) : self.SignalAndWait(millisecondsTimeout);

    /// <summary>See <see cref="Barrier.SignalAndWait(int, CancellationToken)"/>.</summary>
    public static bool SignalAndWait(Barrier self, int millisecondsTimeout, CancellationToken cancellationToken) =>
        Activation.IsActive && millisecondsTimeout >= Timeout.Infinite ? ClusterBarrier.SignalAndWait(self, millisecondsTimeout, cancellationToken) : self.SignalAndWait(millisecondsTimeout, cancellationToken);
}
