using System.Collections;
using System.Runtime.CompilerServices;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections.Legacy;

/// <summary>The content of a non-generic <see cref="Stack"/>, bottom first.</summary>
internal readonly struct StackContent : ISequenceContent<Stack, object?>
{
    public static Stack Create() => new SharedStack();

    public static Replica MakeReplica(SharedHeader header) => new StackReplica(header);

    public static long Stamp(Stack stack) => ContentStamp.Of(Version(stack), stack.Count);

    public static int Count(Stack stack) => stack.Count;

    public static object?[] Copy(Stack stack)
    {
        object?[] content = stack.ToArray();
        Array.Reverse(content);
        return content;
    }

    public static void Load(Stack stack, object?[] content)
    {
        stack.Clear();
        foreach (object? item in content)
            stack.Push(item);
    }

    public static bool TryInsert(Stack stack, int index, object? item)
    {
        if (index != stack.Count)
            return false;
        stack.Push(item);
        return true;
    }

    public static bool TryRemove(Stack stack, int index, int count)
    {
        if (index + count != stack.Count)
            return false;
        for (; count > 0; count--)
            stack.Pop();
        return true;
    }

    public static bool TrySet(Stack stack, int index, object? item) => false;

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_version")]
    private static extern ref int Version(Stack stack);
}
