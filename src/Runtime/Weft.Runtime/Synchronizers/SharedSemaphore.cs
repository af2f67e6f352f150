using Weft.Protocol;
using Weft.Runtime.Contract;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Synchronizers;

/// <summary>A semaphore made by woven code of a clustered program.</summary>
internal sealed class SharedSemaphore : SemaphoreSlim, ISynchronizer
{
    private ObjectHeader? _header;
    private CancellationTokenSource? _moved;
    private volatile bool _handleTaken;
    private volatile bool _disposed;

    public SharedSemaphore(int initialCount) : base(initialCount) => (Initial, Max) = (initialCount, int.MaxValue);

    public SharedSemaphore(int initialCount, int maxCount) : base(initialCount, maxCount) => (Initial, Max) = (initialCount, maxCount);

    ref ObjectHeader? IHeaderOwner.Header => ref _header;

    ref CancellationTokenSource? ISynchronizer.Moved => ref _moved;

    internal int Initial { get; set; }

    internal int Max { get; set; }

    /// <summary>Whether the program has the handle of it, which knows nothing of the cluster.</summary>
    internal bool HandleTaken { get => _handleTaken; set => _handleTaken = value; }

    internal void ThrowIfDisposed()
    {
        if (_disposed)
            throw new ObjectDisposedException("System.Threading.SemaphoreSlim", "The semaphore has been disposed.");
    }

    protected override void Dispose(bool disposing)
    {
        _disposed = true;
        base.Dispose(disposing);
    }
}

/// <summary>The state of a semaphore.</summary>
internal readonly struct SemaphoreContent : ISynchronizerContent<SemaphoreSlim>
{
    // Taken one by one, so that each is either a waiting thread's or in what is shared. Of more than these nobody waits for any.
    private const int MostTaken = 100_000;

    public static SemaphoreSlim Create() => new SharedSemaphore(0);

    public static void Visit(SemaphoreSlim instance, ReferenceVisitor visitor)
    {
        if (instance is not SharedSemaphore own)
            throw Synchronizer.MadeElsewhere(nameof(SemaphoreSlim), visitor);
        own.ThrowIfDisposed();
        if (own.HandleTaken)
            throw Synchronizer.HandleTaken(nameof(SemaphoreSlim), visitor);
    }

    public static SyncValues Take(SemaphoreSlim instance)
    {
        SharedSemaphore own = (SharedSemaphore)instance;
        int count = 0;
        while (count < MostTaken && instance.Wait(0))
            count++;
        return new SyncValues([(int)SyncForm.Semaphore, count + instance.CurrentCount, own.Initial, own.Max]);
    }

    public static void Note(SemaphoreSlim instance, SyncValues state)
    {
        SharedSemaphore own = (SharedSemaphore)instance;
        (own.Initial, own.Max) = ((int)state.Number(2), (int)state.Number(3));
    }

    public static void Restore(SemaphoreSlim instance, SyncValues state, int held)
    {
        while (instance.Wait(0))
        {
        }
        if (Math.Max(0, (int)state.Number(1) - held) is var count and > 0)
            instance.Release(count);
    }
}
