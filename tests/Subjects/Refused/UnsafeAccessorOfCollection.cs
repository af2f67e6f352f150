using System.Runtime.CompilerServices;

namespace Refused;

/// <summary>A collection's own field reached by its name.</summary>
public static class UnsafeAccessorOfCollection
{
    public static void Reach(List<int> list)
    {
        Version(list)++; // WEFT1606
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_version")]
    private static extern ref int Version(List<int> list);
}
