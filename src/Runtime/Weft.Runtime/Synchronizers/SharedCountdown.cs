using Weft.Protocol;
using Weft.Runtime.Contract;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Synchronizers;

/// <summary>A countdown made by woven code of a clustered program.</summary>
internal sealed class SharedCountdown(int initialCount) : CountdownEvent(initialCount), ISynchronizer
{
    private ObjectHeader? _header;
    private CancellationTokenSource? _moved;
    private volatile bool _handleTaken;
    private volatile bool _disposed;

    ref ObjectHeader? IHeaderOwner.Header => ref _header;

    ref CancellationTokenSource? ISynchronizer.Moved => ref _moved;

    /// <summary>Whether the program has the handle of it, which knows nothing of the cluster.</summary>
    internal bool HandleTaken { get => _handleTaken; set => _handleTaken = value; }

    internal bool IsDisposed => _disposed;

    protected override void Dispose(bool disposing)
    {
        _disposed = true;
        base.Dispose(disposing);
    }
}

/// <summary>The state of a countdown.</summary>
internal readonly struct CountdownContent : ISynchronizerContent<CountdownEvent>
{
    public static CountdownEvent Create() => new SharedCountdown(0);

    public static void Visit(CountdownEvent instance, ReferenceVisitor visitor)
    {
        if (instance is SharedCountdown { HandleTaken: true } || TakenHandles.Has(instance))
            throw Synchronizer.HandleTaken(nameof(CountdownEvent), visitor);
    }

    public static SyncValues Take(CountdownEvent instance) => new([(int)SyncForm.Countdown, instance.CurrentCount, instance.InitialCount]);

    public static void Note(CountdownEvent instance, SyncValues state)
    {
    }

    public static void Restore(CountdownEvent instance, SyncValues state, int held)
    {
        (int count, int initial) = ((int)state.Number(1), (int)state.Number(2));
        instance.Reset(initial);
        if (count < initial)
            instance.Signal(initial - count);
        else if (count > initial && initial > 0)
            instance.AddCount(count - initial);
    }
}
