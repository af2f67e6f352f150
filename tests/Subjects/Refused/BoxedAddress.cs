using System.Runtime.CompilerServices;

namespace Refused;

/// <summary>The value in a box, written through its address.</summary>
public static class BoxedAddress
{
    public static int Change(Shared shared)
    {
        shared.Boxed = 1;
        int read = Unsafe.Unbox<int>(shared.Boxed);
        Unsafe.Unbox<int>(shared.Boxed) = read + 1; // warning WEFT1609
        return (int)shared.Boxed;
    }
}

public sealed partial class Shared
{
    public object? Boxed;
}
