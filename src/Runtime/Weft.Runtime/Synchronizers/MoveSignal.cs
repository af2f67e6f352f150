using System.Runtime.CompilerServices;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Synchronizers;

/// <summary>Implemented by the runtime's own synchronizers.</summary>
internal interface ISynchronizer : IHeaderOwner
{
    /// <summary>The place of the signal for threads that wait while the object is unshared; null until one waits.</summary>
    ref CancellationTokenSource? Moved { get; }
}

/// <summary>
/// Tells those who wait for an unshared synchronizer that it has become shared, so that they go on waiting at the hub.
/// </summary>
/// <remarks>A thread makes the signal, then looks at the header, then waits; who shares sets the header, issues a process-wide barrier, then looks for the signal: one of the two sees the other.</remarks>
internal static class MoveSignal
{
    private static readonly ConditionalWeakTable<object, CancellationTokenSource> OfHandles = [];

    internal static CancellationToken Of(object synchronizer)
    {
        if (synchronizer is not ISynchronizer own)
            return OfHandles.GetValue(synchronizer, static _ => new CancellationTokenSource()).Token;
        ref CancellationTokenSource? place = ref own.Moved;
        CancellationTokenSource? made = Volatile.Read(ref place);
        if (made is null)
        {
            CancellationTokenSource candidate = new();
            made = Interlocked.CompareExchange(ref place, candidate, null) ?? candidate;
        }
        return made.Token;
    }

    /// <summary>The object has become shared. The waiting threads run on threads of their own: this one is sharing.</summary>
    internal static void Raise(object synchronizer)
    {
        CancellationTokenSource? made = synchronizer is ISynchronizer own ? Volatile.Read(ref own.Moved) : OfHandles.TryGetValue(synchronizer, out CancellationTokenSource? found) ? found : null;
        if (made is not null)
            ThreadPool.UnsafeQueueUserWorkItem(static signal => signal.Cancel(), made, preferLocal: false);
    }
}
