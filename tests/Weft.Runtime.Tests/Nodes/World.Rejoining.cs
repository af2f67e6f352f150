using Weft.Protocol;
using Weft.Runtime.Contract;
using Weft.Runtime.Objects;
using Weft.Runtime.Session;

namespace Weft.Runtime.Tests.Nodes;

/// <content>What a program keeps while its session is lost.</content>
internal static partial class World
{
    private static readonly Item Kept = new() { Name = "kept" };
    private static Item? _keptRoot;
    private static SemaphoreSlim? _keptSemaphore;

    internal static void LoseSession() => Activation.Joined!.Fence(new HubRefusedException(new Refused("WEFT1092", "The test ends it.", RejoinAdvice.Rejoin)));

    /// <summary>The most that the node kept for a hub that may die.</summary>
    internal static long MostKept() => Activation.Node.Tail.Most;

    internal static void KeepSemaphore() => _keptSemaphore = SharedSemaphore;

    internal static bool AcquireKept() => SemaphoreShims.Wait(_keptSemaphore!, 0);

    internal static bool HasCollection() => Root!.Anything is not int;

    internal static void KeepRoot() => _keptRoot = Root;

    internal static bool RootIsKept() => ReferenceEquals(_keptRoot, Root);

    internal static void ShareKept() => Root!.Next = Kept;

    internal static bool KeptIsShared() => Headers.Of(Kept) is not null;
}
