using Weft.Runtime.Contract;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Tests.Nodes;

/// <content>Arrays of several dimensions.</content>
internal static partial class World
{
    private static int[,]? _heldMatrix;

    /// <summary>Shares an array with lower bounds 5 and -1; gives back its id.</summary>
    internal static ulong ShareMatrix()
    {
        _heldMatrix = (int[,])Array.CreateInstance(typeof(int), [2, 3], [5, -1]);
        Root!.Anything = _heldMatrix;
        StoreInMatrix(6, 1, 42);
        return Headers.Of(_heldMatrix)!.Id;
    }

    internal static void StoreInMatrix(int row, int column, int value)
    {
        int[,] matrix = _heldMatrix ?? (int[,])Root!.Anything!;
        MatrixAccess.Store(matrix, in matrix[row, column], value);
    }

    internal static void ForgetMatrix() => Root!.Anything = null;

    internal static string DescribeMatrix() => Root!.Anything is int[,] matrix ? Describe(matrix) : "none";

    internal static bool HasObject(ulong id) => Activation.Node.Objects.TryFind(id, out _, out _);

    internal static bool HasObjectAfterCollection(ulong id)
    {
        GC.Collect();
        return HasObject(id);
    }

    /// <summary>Makes an instance for a reference to an array that is not here.</summary>
    internal static string FetchMatrix(ulong id) => Describe((int[,])Activation.Node.Faulter.Fetch(id, TypeRegistry.Find(typeof(int[,]))!));

    internal static void ShareMatrixOfStreams() => Root!.Anything = new object[,] { { 1, 2 }, { 3, Stream.Null } };

    private static string Describe(int[,] matrix) => $"{matrix.GetLowerBound(0)}+{matrix.GetLength(0)} {matrix.GetLowerBound(1)}+{matrix.GetLength(1)} {string.Join(",", matrix.Cast<int>())}";
}
