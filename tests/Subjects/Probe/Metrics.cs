using System.Diagnostics.Metrics;

namespace Probe;

/// <summary>What the process tells of itself to whoever listens to its meters.</summary>
internal static class Metrics
{
    /// <summary>The value of an observed instrument of the meter <c>Weft</c> now.</summary>
    internal static long Read(string name)
    {
        long sum = 0;
        using MeterListener listener = new();
        listener.InstrumentPublished = (instrument, each) =>
        {
            if (instrument.Meter.Name == "Weft" && instrument.Name == name)
                each.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => sum += value);
        listener.SetMeasurementEventCallback<int>((_, value, _, _) => sum += value);
        listener.Start();
        listener.RecordObservableInstruments();
        return sum;
    }
}
