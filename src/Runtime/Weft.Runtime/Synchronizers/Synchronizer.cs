using System.Diagnostics;
using Weft.Protocol;
using Weft.Runtime.Barriers;
using Weft.Runtime.Locks;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Synchronizers;

/// <summary>What the operations of all synchronizers have in common.</summary>
[StackTraceHidden]
internal static class Synchronizer
{
    /// <summary>The header of a shared synchronizer; null for an unshared one, and for one that is this node's own again.</summary>
    internal static SharedHeader? HeaderOf(object synchronizer)
    {
        SharedHeader? header = FindHeader(synchronizer);
        if (header is null || !Activation.HasLeft)
            return header;
        ((SynchronizerDescriptor)header.Descriptor).Restore(synchronizer, header);
        return null;
    }

    /// <summary>As <see cref="HeaderOf"/>, but of an object that the node has left with the header stays until <see cref="HeaderOf"/> has brought its state here. Never waits.</summary>
    internal static SharedHeader? FindHeader(object synchronizer)
    {
        if (synchronizer is null || !ObjectMark.IsSet(synchronizer))
            return null;
        if (synchronizer is ISynchronizer own)
            return Volatile.Read(ref own.Header) is null ? null : Headers.Checked(synchronizer, ref own.Header);
        return SideTable.Find(synchronizer);
    }

    /// <summary>Runs an operation on an unshared synchronizer, so that it cannot become shared meanwhile; asks the hub for a shared one.</summary>
    internal static TResult Do<T, TArgument, TResult>(T self, TArgument argument, Func<T, TArgument, TResult> here, Func<T, SharedHeader, TArgument, (bool Done, TResult Result)> there)
        where T : class
    {
        while (true)
        {
            // Outside of the section, for which others wait.
            Activation.AwaitSession();
            SharedHeader? header;
            AtomicSections section = AtomicSections.Enter();
            try
            {
                header = HeaderOf(self);
                if (header is null)
                    return here(self, argument);
            }
            finally
            {
                section.Leave();
            }
            (bool done, TResult result) = there(self, header, argument);
            if (done)
                return result;
        }
    }

    /// <summary>Waits, here while it is unshared and at the hub while it is shared; blocks the thread.</summary>
    /// <param name="self">The synchronizer.</param>
    /// <param name="milliseconds">Valid, or -1.</param>
    /// <param name="here">Waits for an unshared one.</param>
    /// <param name="taken">Is told of each wait at the hub that succeeded.</param>
    /// <param name="token">Ends the wait.</param>
    internal static bool Wait<T>(T self, int milliseconds, Func<T, int, CancellationToken, bool> here, Action<SharedHeader>? taken, CancellationToken token) where T : class
    {
        token.ThrowIfCancellationRequested();
        long start = Environment.TickCount64;
        while (true)
        {
            int left = LeftOf(milliseconds, start);
            if (HeaderOf(self) is { } header)
            {
                if (SyncClient.Wait(header, SyncOperation.Wait, left, token) is not { } answer)
                    continue;
                if (answer.IsDone)
                    taken?.Invoke(header);
                return answer.IsDone;
            }
            if (here(self, 0, default))
                return true;
            if (left == 0)
                return false;
            CancellationToken moved = MoveSignal.Of(self);
            if (HeaderOf(self) is null && WaitHere(self, left, here, moved, token) is { } result)
                return result;
        }
    }

    /// <summary>As <see cref="Wait{T}"/>; no thread is blocked.</summary>
    internal static async Task<bool> WaitAsync<T>(T self, int milliseconds, Func<T, int, CancellationToken, Task<bool>> here, Action<SharedHeader>? taken, CancellationToken token) where T : class
    {
        long start = Environment.TickCount64;
        while (true)
        {
            int left = LeftOf(milliseconds, start);
            if (HeaderOf(self) is { } header)
            {
                if (await SyncClient.WaitAsync(header, SyncOperation.Wait, left, token).ConfigureAwait(false) is not { } answer)
                    continue;
                if (answer.IsDone)
                    taken?.Invoke(header);
                return answer.IsDone;
            }
            CancellationToken moved = MoveSignal.Of(self);
            if (HeaderOf(self) is not null)
                continue;
            using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(token, moved);
            try
            {
                return await here(self, left, either.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (moved.IsCancellationRequested && !token.IsCancellationRequested)
            {
                // It has become shared: the wait goes on at the hub.
            }
            catch (OperationCanceledException) when (token.IsCancellationRequested)
            {
                throw new OperationCanceledException(token);
            }
        }
    }

    /// <summary>Throws for what only an unshared synchronizer has.</summary>
    internal static NotSupportedException NoHandle(string type, string member) =>
        new($"{RuntimeCodes.HandleOfSharedSynchronizer}: {member} of a shared {type}: a handle belongs to one process, and the {type} to the cluster. Wait with its own methods.");

    /// <summary>Throws where the program has taken a handle of an instance that is about to be shared.</summary>
    internal static NonPortableException HandleTaken(string type, ReferenceVisitor visitor) =>
        new($"{RuntimeCodes.HandleOfSharedSynchronizer}: a {type} at {visitor.Place} cannot be shared: its wait handle was taken, which belongs to one process. Wait with its own methods.", visitor.Place ?? type);

    /// <summary>Throws for an instance that code which is not woven has made.</summary>
    internal static NonPortableException MadeElsewhere(string type, ReferenceVisitor visitor) =>
        new($"{RuntimeCodes.NotPortable}: a {type} at {visitor.Place} cannot be shared: code that is not woven has made it. Make it in woven code.", visitor.Place ?? type);

    /// <summary>What is left of a time; -1 of an endless one.</summary>
    internal static int LeftOf(int milliseconds, long start) => milliseconds <= 0 ? milliseconds : (int)ClusterMonitor.Left(milliseconds, start)!.Value.TotalMilliseconds;

    /// <summary>Waits for an unshared one; null if it has become shared meanwhile.</summary>
    internal static bool? WaitHere<T>(T self, int left, Func<T, int, CancellationToken, bool> here, CancellationToken moved, CancellationToken token)
    {
        using CancellationTokenSource? either = token.CanBeCanceled ? CancellationTokenSource.CreateLinkedTokenSource(token, moved) : null;
        try
        {
            return here(self, left, either?.Token ?? moved);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            throw new OperationCanceledException(token);
        }
        catch (OperationCanceledException) when (moved.IsCancellationRequested)
        {
            return null;
        }
    }
}
