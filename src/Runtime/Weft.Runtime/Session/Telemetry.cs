using System.Diagnostics;
using System.Diagnostics.Metrics;
using Weft.Runtime.Locks;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Session;

/// <summary>The node's metrics and traces, under the name <c>Weft</c>. The thread that applies changes calls no listener: its counters are read when they are asked for. Nothing is counted twice: most instruments read the node's own counters when they are asked. Without a listener they cost nothing.</summary>
internal static class Telemetry
{
    internal const string Name = "Weft";

    private static readonly Meter Meter = new(Name);

    /// <summary>Traces: what a thread waited for, and calls of other nodes that ran here.</summary>
    internal static ActivitySource Source { get; } = new(Name);

    internal static Counter<long> UnlockedWrites { get; } = Meter.CreateCounter<long>("weft.writes.unlocked", "{write}", "Writes to shared objects outside any clustered lock.");

    internal static Counter<long> TransactionsDropped { get; } = Meter.CreateCounter<long>("weft.transactions.dropped", "{transaction}", "Transactions that were not published, or not acknowledged, when a session ended.");

    internal static Counter<long> Rejoined { get; } = Meter.CreateCounter<long>("weft.rejoined", "{session}", "Sessions that this process has begun after it had lost one.");

    internal static Histogram<double> LockWait { get; } = Meter.CreateHistogram<double>("weft.lock.wait", "s", "How long threads waited for leases of locks over the network.");

    internal static Histogram<double> FaultWait { get; } = Meter.CreateHistogram<double>("weft.fault.wait", "s", "How long threads waited for the state of objects that they read.");

    internal static Histogram<double> CallDuration { get; } = Meter.CreateHistogram<double>("weft.call.duration", "s", "How long distributed calls of other nodes ran here.");

    /// <summary>Makes the instruments that read the node's counters.</summary>
    internal static void Observe()
    {
        Meter.CreateObservableCounter("weft.transactions", () => Activation.Joined!.Outbound.Counts.Transactions, "{transaction}", "Transactions that this node has published.");
        Meter.CreateObservableCounter("weft.groups", () => (long)Activation.Joined!.Outbound.Counts.Groups, "{group}", "Groups of transactions that this node has sent.");
        Meter.CreateObservableUpDownCounter("weft.groups.unacknowledged", () => Activation.Joined!.Outbound.Counts.Unacknowledged, "{group}", "Groups that the hub has not acknowledged yet.");
        Meter.CreateObservableCounter("weft.bytes.sent", () => Activation.Joined!.Link.Traffic.Sent, "By", "Bytes sent to the hub.");
        Meter.CreateObservableCounter("weft.bytes.received", () => Activation.Joined!.Link.Traffic.Received, "By", "Bytes received from the hub.");
        Meter.CreateObservableCounter("weft.connections.resumed", () => Activation.Joined!.Link.Resumed, "{connection}", "Connections to the hub that broke and were replaced in time, so that the session went on.");
        Meter.CreateObservableUpDownCounter("weft.connected", () => Activation.Joined!.IsLost || Activation.Joined.Link.IsCut || Activation.HasLeft ? 0 : 1, "{connection}", "1 while there is a connection to the hub.");
        Meter.CreateObservableCounter("weft.hub.restarts", () => Activation.Joined!.Link.Reclaimed, "{restart}", "How often the session went on with a hub that was started again on its data.");
        Meter.CreateObservableUpDownCounter("weft.tail", () => Activation.Joined!.Tail.Bytes, "By", "What is kept because the hub has not stored it yet.");
        Meter.CreateObservableUpDownCounter("weft.objects", () => Activation.Joined!.Objects.Count, "{object}", "Shared objects known here.");
        Meter.CreateObservableCounter("weft.faults", () => Activation.Joined!.Faulter.Faults, "{fault}", "Objects that were asked for because a thread read them.");
        Meter.CreateObservableCounter("weft.locks.requested", () => Activation.Joined!.Leases.Counts.Requests, "{lease}", "Leases of locks asked for over the network.");
        Meter.CreateObservableCounter("weft.leases.returned", () => Activation.Joined!.Leases.Counts.Returns, "{lease}", "Leases given back.");
        Meter.CreateObservableCounter("weft.leases.recalled", () => Activation.Joined!.Leases.Recalls, "{lease}", "Leases that other nodes asked back.");
        Meter.CreateObservableUpDownCounter("weft.locks.waiting", () => LockWaits.Snapshot().Count, "{thread}", "Threads that have waited for a lock for a second or longer.");
        Meter.CreateObservableCounter("weft.deadlocks", () => Activation.Joined!.Deadlocks, "{deadlock}", "Deadlocks with a thread of this node among those that wait.");
        Meter.CreateObservableCounter("weft.calls", () => Activation.Joined!.Calls.Counts.Ran, "{call}", "Distributed calls of other nodes that have run here.");
        Meter.CreateObservableCounter("weft.calls.failed", () => Activation.Joined!.Calls.Counts.Failed, "{call}", "Those of them that ended with an exception.");
        Meter.CreateObservableUpDownCounter("weft.joined", () => Activation.Joined!.IsLost || Activation.HasLeft ? 0 : 1, "{node}", "1 while this node is a member of its cluster.");
    }

    /// <summary>Measures a wait for the lease of a lock.</summary>
    internal static Measured WaitForLock(Protocol.LockId id) => new(LockWait, Source.HasListeners() ? Source.StartActivity("weft.lock", ActivityKind.Client)?.SetTag("weft.lock", id.ToString()) : null);

    /// <summary>Measures a wait for the state of an object.</summary>
    internal static Measured WaitForState(TypeDescriptor descriptor) => new(FaultWait, Source.HasListeners() ? Source.StartActivity("weft.fault", ActivityKind.Client)?.SetTag("weft.type", descriptor.WireName) : null);

    /// <summary>Measures a call of another node.</summary>
    internal static Measured Call(string? method, ulong member) =>
        new(CallDuration, Source.HasListeners() ? Source.StartActivity("weft.call", ActivityKind.Consumer)?.SetTag("weft.method", method).SetTag("weft.caller", (long)member) : null);

    /// <summary>A span that ends when it is disposed.</summary>
    internal readonly struct Measured(Histogram<double> histogram, Activity? activity) : IDisposable
    {
        private readonly long _start = histogram.Enabled ? Stopwatch.GetTimestamp() : 0;

        /// <summary>Notes that it failed.</summary>
        internal void Failed(string why) => activity?.SetStatus(ActivityStatusCode.Error, why);

        /// <summary>Ends the span. Whoever listens may wait for something, and what the thread waited for must not be lost to an interruption there.</summary>
        public void Dispose()
        {
            try
            {
                if (_start != 0)
                    histogram.Record(Stopwatch.GetElapsedTime(_start).TotalSeconds);
                activity?.Dispose();
            }
            catch (ThreadInterruptedException)
            {
                Thread.CurrentThread.Interrupt();
            }
        }
    }
}
