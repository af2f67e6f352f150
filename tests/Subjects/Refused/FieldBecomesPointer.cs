using System.Runtime.CompilerServices;

namespace Refused;

/// <summary>A field made a pointer, reinterpreted, or copied as bytes.</summary>
public sealed partial class Shared
{
    public int Reinterpreted() => Unsafe.As<long, int>(ref _big); // WEFT1603

    public unsafe void Pointer() => *(int*)Unsafe.AsPointer(ref _number) = 1; // WEFT1603
}
