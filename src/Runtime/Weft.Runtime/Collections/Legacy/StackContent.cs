using System.Collections;
using System.Runtime.CompilerServices;
using Weft.Runtime.Objects;

namespace Weft.Runtime.Collections.Legacy;

/// <summary>The content of a non-generic <see cref="Stack"/>, bottom first.</summary>
internal readonly struct StackContent : ISequenceContent<Stack, object?>
{
    public static Stack Create() => new SharedStack();

    public static Replica MakeReplica(SharedHeader header) => new StackReplica(header);

    public static long Stamp(Stack stack) => ContentStamp.Of(Version(stack), PlainStack.Count(stack));

    public static int Count(Stack stack) => PlainStack.Count(stack);

    public static object?[] Copy(Stack stack)
    {
        object?[] content = PlainStack.ToArray(stack);
        Array.Reverse(content);
        return content;
    }

    public static void Load(Stack stack, object?[] content)
    {
        PlainStack.Clear(stack);
        foreach (object? item in content)
            PlainStack.Push(stack, item);
    }

    public static bool TryInsert(Stack stack, int index, object? item)
    {
        if (index != PlainStack.Count(stack))
            return false;
        PlainStack.Push(stack, item);
        return true;
    }

    public static bool TryRemove(Stack stack, int index, int count)
    {
        if (index + count != PlainStack.Count(stack))
            return false;
        for (; count > 0; count--)
            PlainStack.Pop(stack);
        return true;
    }

    public static bool TrySet(Stack stack, int index, object? item) => false;

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_version")]
    private static extern ref int Version(Stack stack);
}
