using System.Runtime.CompilerServices;

namespace Refused;

/// <summary>A field reinterpreted as one of another type.</summary>
public sealed partial class Shared
{
    public int Reinterpreted() => Unsafe.As<long, int>(ref _big); // WEFT1603
}
