using System.Collections;

namespace Weft.Runtime.Collections.Legacy;

/// <summary>The members of the non-generic <see cref="Stack"/> itself; see <see cref="NonVirtual"/>.</summary>
internal static class PlainStack
{
    internal static readonly Func<Stack, int> Count = NonVirtual.Of<Func<Stack, int>>("get_Count");
    internal static readonly Func<Stack, object?[]> ToArray = NonVirtual.Of<Func<Stack, object?[]>>(nameof(Stack.ToArray));
    internal static readonly Action<Stack> Clear = NonVirtual.Of<Action<Stack>>(nameof(Stack.Clear));
    internal static readonly Action<Stack, object?> Push = NonVirtual.Of<Action<Stack, object?>>(nameof(Stack.Push));
    internal static readonly Func<Stack, object?> Pop = NonVirtual.Of<Func<Stack, object?>>(nameof(Stack.Pop));
}
