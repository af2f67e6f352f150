using Weft.Runtime.Contract;

namespace Weft.Runtime.Invocation;

internal static class CallSender
{
    internal static bool IsDistributed(object? receiver, DistributedMethod method) => false;

    internal static CallArguments Begin(object? receiver, DistributedMethod method) => throw new InvalidOperationException("No cluster.");

    internal static void Send(CallArguments arguments)
    {
    }
}
