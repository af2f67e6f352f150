using Mono.Cecil;

namespace Weft.Weaver.Analysis.Bodies;

/// <summary>Which framework methods only read the arrays that they are given.</summary>
internal static class ArrayArguments
{
    private static readonly HashSet<string> Readers =
    [
        "System.String", "System.Text.StringBuilder", "System.Text.Encoding", "System.Convert", "System.BitConverter", "System.Console", "System.Linq.Enumerable",
        "System.Threading.Tasks.Task", "System.IO.Path", "System.IO.MemoryStream", "System.IO.TextWriter", "System.Guid", "System.Net.IPAddress",
        "System.ReadOnlySpan`1", "System.ReadOnlyMemory`1", "System.HashCode", "System.Threading.WaitHandle", "System.Collections.Immutable.ImmutableArray",
    ];

    private static readonly HashSet<string> ReadingMembers =
    [
        "Write", "WriteAsync", "WriteLine", "WriteAllBytes", "WriteAllBytesAsync", "GetLength", "get_Length", "IndexOf", "LastIndexOf", "BinarySearch", "Exists", "Find", "FindIndex",
        "FindAll", "ForEach", "TrueForAll", "ConvertAll", "AsReadOnly", "SequenceEqual", "Invoke", "Send", "SendAsync", "AddRange", "InsertRange",
    ];

    /// <summary>Whether a method that is not woven may write an array among its arguments.</summary>
    internal static bool MayWrite(MethodReference method) =>
        !Readers.Contains(method.DeclaringType.GetElementType().FullName) && !ReadingMembers.Contains(method.Name);
}
