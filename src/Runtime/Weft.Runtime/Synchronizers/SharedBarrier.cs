using Weft.Protocol;
using Weft.Runtime.Contract;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Synchronizers;

/// <summary>A barrier made by woven code of a clustered program.</summary>
internal sealed class SharedBarrier(int participantCount, Action<Barrier>? postPhaseAction) : Barrier(participantCount, postPhaseAction), ISynchronizer
{
    private ObjectHeader? _header;
    private CancellationTokenSource? _moved;
    private Action<Barrier>? _action = postPhaseAction;
    private (string? Method, object? Receiver) _encoded;
    private volatile bool _disposed;

    /// <summary>For an object that another node has shared: what runs between its phases comes with its state.</summary>
    internal SharedBarrier() : this(0, static barrier => ((SharedBarrier)barrier).Action?.Invoke(barrier))
    {
        _action = null;
    }

    ref ObjectHeader? IHeaderOwner.Header => ref _header;

    ref CancellationTokenSource? ISynchronizer.Moved => ref _moved;

    /// <summary>What runs between two phases. Made on first use, on the thread that needs it.</summary>
    internal Action<Barrier>? Action => _action ??= PortableAction.Decode<Action<Barrier>>(_encoded.Method, _encoded.Receiver);

    internal bool IsDisposed => _disposed;

    internal void SetAction(string? method, object? receiver) => _encoded = (method, receiver);

    protected override void Dispose(bool disposing)
    {
        _disposed = true;
        base.Dispose(disposing);
    }
}

/// <summary>The state of a barrier. Those who wait at it when it becomes shared leave and arrive again, at the hub.</summary>
internal readonly struct BarrierContent : ISynchronizerContent<Barrier>
{
    public static Barrier Create() => new SharedBarrier();

    public static void Visit(Barrier instance, ReferenceVisitor visitor)
    {
        if (instance is not SharedBarrier own)
            throw Synchronizer.MadeElsewhere(nameof(Barrier), visitor);
        PortableAction.Visit(own.Action, "the action of a Barrier", visitor);
    }

    public static SyncValues Take(Barrier instance)
    {
        (string? method, object? receiver) = PortableAction.Encode(((SharedBarrier)instance).Action);
        return new SyncValues([(int)SyncForm.Barrier, instance.ParticipantCount, instance.CurrentPhaseNumber, method, receiver]);
    }

    public static void Note(Barrier instance, SyncValues state) => ((SharedBarrier)instance).SetAction(state[3] as string, state[4]);

    public static void Restore(Barrier instance, SyncValues state, int held)
    {
        int difference = (int)state.Number(1) - instance.ParticipantCount;
        if (difference > 0)
            instance.AddParticipants(difference);
        else if (difference < 0)
            instance.RemoveParticipants(-difference);
    }
}
