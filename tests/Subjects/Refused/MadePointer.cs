using System.Runtime.CompilerServices;

namespace Refused;

/// <summary>A field made a pointer.</summary>
public sealed partial class Shared
{
    public unsafe void MadePointer() => *(int*)Unsafe.AsPointer(ref _number) = 1; // WEFT1603
}
