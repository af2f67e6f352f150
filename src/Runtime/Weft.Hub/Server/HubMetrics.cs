using System.Diagnostics.Metrics;

namespace Weft.Hub.Server;

/// <summary>What a hub tells to whoever listens to the meter <c>Weft.Hub</c>.</summary>
internal sealed class HubMetrics : IDisposable
{
    private readonly Meter _meter = new("Weft.Hub");

    internal HubMetrics(HubServer hub)
    {
        _meter.CreateObservableCounter("weft.deadlocks", () => hub.Ask(static core => core.DeadlocksFound), "{deadlock}", "Deadlocks found among the threads of all nodes.");
        _meter.CreateObservableGauge("weft.deadlocks.now", () => hub.Ask(static core => core.DeadlocksNow), "{deadlock}", "Deadlocks that there are.");
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
