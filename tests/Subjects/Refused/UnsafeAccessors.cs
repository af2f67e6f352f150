using System.Runtime.CompilerServices;

namespace Refused;

/// <summary>Fields reached by their names.</summary>
public static class UnsafeAccessors
{
    public static void Reach(Shared shared, List<int> list)
    {
        Number(shared)++; // WEFT1606
        Version(list)++; // WEFT1606
        Private(new Unshared())++;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_number")]
    private static extern ref int Number(Shared shared);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_version")]
    private static extern ref int Version(List<int> list);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_number")]
    private static extern ref int Private(Unshared unshared);

    public sealed class Unshared
    {
        private int _number;

        public int Number => _number;
    }
}
