namespace Refused;

/// <summary>A span over a field.</summary>
public sealed partial class Shared
{
    public void SpanOfField() => new Span<int>(ref _number).Clear(); // WEFT1601

    public void MarshalledSpan() => System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref _number, 1).Clear(); // WEFT1603
}
