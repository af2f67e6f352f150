using System.Runtime.CompilerServices;

namespace Refused;

/// <summary>A shared field reached by its name; a field of the same name that is not shared may be.</summary>
public static class UnsafeAccessorOfField
{
    public static void Reach(Shared shared)
    {
        Number(shared)++; // WEFT1606
        Private(new Unshared())++;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_number")]
    private static extern ref int Number(Shared shared);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_number")]
    private static extern ref int Private(Unshared unshared);

    public sealed class Unshared
    {
        private int _number;

        public int Number => _number;
    }
}
