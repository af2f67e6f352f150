namespace Refused;

/// <summary>A pinned field.</summary>
public sealed partial class Shared
{
    // On one line: where a fixed statement begins differs between Debug and Release.
    public unsafe int Pinned() { fixed (int* pointer = &_number) return *pointer; } // WEFT1601
}
