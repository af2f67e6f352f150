using Weft.Protocol;
using Weft.Runtime.Contract;
using Weft.Runtime.Objects;
using Weft.Runtime.Session;
using Weft.Runtime.Transactions;

namespace Weft.Runtime.Invocation;

/// <summary>Runs calls that other nodes made: one at a time for each receiver, in the order they came; different receivers in parallel.</summary>
internal sealed class CallExecutor(Node node)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ulong, Queue<IncomingCall>> _queues = [];
    private long _ran;
    private long _failed;

    internal (long Ran, long Failed) Counts => (Interlocked.Read(ref _ran), Interlocked.Read(ref _failed));

    /// <summary>Queues a call. Called by the reader thread after the group that it came with was applied.</summary>
    internal void Arrived(byte[] entry, object[] alive)
    {
        IncomingCall call = new(entry, alive);
        lock (_gate)
        {
            if (_queues.TryGetValue(call.Order, out Queue<IncomingCall>? running))
            {
                running.Enqueue(call);
                return;
            }
            _queues[call.Order] = new Queue<IncomingCall>([call]);
        }
        // A body may block for long; the pool's own threads would then be too few for the bodies that it waits for.
        _ = Task.Factory.StartNew(() => RunQueueAsync(call.Order), CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
    }

    private async Task RunQueueAsync(ulong order)
    {
        while (true)
        {
            IncomingCall call;
            lock (_gate)
            {
                Queue<IncomingCall> queue = _queues[order];
                if (queue.Count == 0)
                {
                    _queues.Remove(order);
                    return;
                }
                call = queue.Dequeue();
            }
            bool failed = !await RunAsync(call).ConfigureAwait(false);
            Done(call, failed);
        }
    }

    private async Task<bool> RunAsync(IncomingCall call)
    {
        DistributedMethod? method = WovenAssemblies.FindMethod(call.Header.MethodId);
        using Telemetry.Measured run = Telemetry.Call(method?.Name, call.Header.CallId >> 40);
        try
        {
            if (method is null)
                throw new ProtocolException($"the method {call.Header.MethodId:x16} is not in this node's application");
            CallSender.IsRunningCall = true;
            node.Deferred.CatchUp();
            object? receiver = call.Prepare(node);
            Task? running = AsTask(method.Invoke(receiver, call));
            ThreadTransaction.Current.Publish();
            if (running is not null)
                await running.ConfigureAwait(false);
            return true;
        }
        catch (Exception e)
        {
            run.Failed(e.Message);
            node.Log.Error($"the distributed call {method?.Name ?? ""} of member {call.Header.CallId >> 40} failed here: {e}");
            return false;
        }
        finally
        {
            CallSender.IsRunningCall = false;
        }
    }

    private static Task? AsTask(object? result) => result switch
    {
        Task task => task,
        ValueTask task => task.AsTask(),
        not null when result.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(ValueTask<>) =>
            (Task)type.GetMethod(nameof(ValueTask<int>.AsTask))!.Invoke(result, null)!,
        _ => null,
    };

    private void Done(IncomingCall call, bool failed)
    {
        Interlocked.Increment(ref _ran);
        if (failed)
            Interlocked.Increment(ref _failed);
        try
        {
            node.Outbound.Send(new CallDone(call.Header.CallId, failed));
        }
        catch (ClusterUnavailableException e)
        {
            // The hub answers for a node that it has lost.
            node.Log.Debug($"the end of call {call.Header.CallId:x} could not be told: {e.Message}");
        }
    }
}
