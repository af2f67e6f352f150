using Weft.Protocol;
using Weft.Runtime.Contract;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Synchronizers;

/// <summary>A slim event made by woven code of a clustered program.</summary>
internal sealed class SharedEvent : ManualResetEventSlim, ISynchronizer
{
    private ObjectHeader? _header;
    private CancellationTokenSource? _moved;
    private volatile bool _handleTaken;
    private volatile bool _disposed;

    public SharedEvent(bool initialState) : base(initialState)
    {
    }

    public SharedEvent(bool initialState, int spinCount) : base(initialState, spinCount)
    {
    }

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

/// <summary>The state of a slim event.</summary>
internal readonly struct SlimEventContent : ISynchronizerContent<ManualResetEventSlim>
{
    public static ManualResetEventSlim Create() => new SharedEvent(false);

    public static void Visit(ManualResetEventSlim instance, ReferenceVisitor visitor)
    {
        if (instance is SharedEvent { HandleTaken: true } || TakenHandles.Has(instance))
            throw Synchronizer.HandleTaken(nameof(ManualResetEventSlim), visitor);
    }

    public static SyncValues Take(ManualResetEventSlim instance) => new([(int)SyncForm.Event, instance.IsSet ? 1 : 0, 0]);

    public static void Note(ManualResetEventSlim instance, SyncValues state)
    {
    }

    public static void Restore(ManualResetEventSlim instance, SyncValues state, int held)
    {
        if (state.Number(1) != 0)
            instance.Set();
        else
            instance.Reset();
    }
}

/// <summary>The state of an event with a handle. Those who wait for one do so for its handle and the signal that it has become shared.</summary>
internal readonly struct AutoResetContent : ISynchronizerContent<AutoResetEvent>
{
    public static AutoResetEvent Create() => new(false);

    public static void Visit(AutoResetEvent instance, ReferenceVisitor visitor)
    {
        if (TakenHandles.Has(instance))
            throw Synchronizer.HandleTaken(nameof(AutoResetEvent), visitor);
    }

    public static SyncValues Take(AutoResetEvent instance) => new([(int)SyncForm.Event, instance.WaitOne(0) ? 1 : 0, 1]);

    public static void Note(AutoResetEvent instance, SyncValues state)
    {
    }

    public static void Restore(AutoResetEvent instance, SyncValues state, int held)
    {
        if (state.Number(1) != 0)
            instance.Set();
        else
            instance.Reset();
    }
}

/// <summary>The state of an event with a handle that stays set.</summary>
internal readonly struct ManualResetContent : ISynchronizerContent<ManualResetEvent>
{
    public static ManualResetEvent Create() => new(false);

    public static void Visit(ManualResetEvent instance, ReferenceVisitor visitor)
    {
        if (TakenHandles.Has(instance))
            throw Synchronizer.HandleTaken(nameof(ManualResetEvent), visitor);
    }

    public static SyncValues Take(ManualResetEvent instance) => new([(int)SyncForm.Event, instance.WaitOne(0) ? 1 : 0, 0]);

    public static void Note(ManualResetEvent instance, SyncValues state)
    {
    }

    public static void Restore(ManualResetEvent instance, SyncValues state, int held)
    {
        if (state.Number(1) != 0)
            instance.Set();
        else
            instance.Reset();
    }
}
