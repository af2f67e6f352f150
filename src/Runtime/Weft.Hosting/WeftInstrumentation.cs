using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Weft.Hosting;

/// <summary>Takes the node's metrics and traces into OpenTelemetry. They are those of the meter and the activity source <c>Weft</c>.</summary>
public static class WeftInstrumentation
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "Weft";

    /// <summary>Collects the node's metrics.</summary>
    public static MeterProviderBuilder AddWeftInstrumentation(this MeterProviderBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddMeter(Name);
    }

    /// <summary>Collects the node's traces.</summary>
    public static TracerProviderBuilder AddWeftInstrumentation(this TracerProviderBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddSource(Name);
    }
}
